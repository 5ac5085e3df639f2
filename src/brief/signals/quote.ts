/** Shortest quote that proves anything, in levelled characters, unless it is the whole note. */
const shortestQuote = 12;
/** Longest quote that is kept, in the note's characters. */
const longestQuote = 240;

/** Cut at a word; what is left is still a piece of the note. */
function clipped(quote: string): string {
  if (quote.length <= longestQuote) return quote;
  const cut = quote.slice(0, longestQuote);
  const space = cut.lastIndexOf(' ');
  return cut.slice(0, space > longestQuote / 2 ? space : longestQuote).replace(/[\uD800-\uDBFF]$/, '');
}

/** Without the quote marks and dots that a model puts around what it quotes. */
function bare(quote: string): string {
  return level(quote)
    .text.trim()
    .replace(/^(?:'|\.\.\.)+|(?:'|\.\.\.)+$/g, '')
    .trim();
}

/**
 * Finds quotes in one note: gives the note's own characters, or null when the note does not have them or they are
 * too few. Case, width, quote marks, dashes and white space may differ.
 */
export function createQuoteFinder(note: string): (quote: string) => string | null {
  const whole = level(note);
  const all = bare(note);
  return (quote) => {
    // Levelling spells some characters out, but never to more than this.
    if (quote.length > 4 * note.length + 20) return null;
    const wanted = bare(quote);
    if (wanted === '' || ([...wanted].length < shortestQuote && wanted !== all)) return null;
    const at = whole.text.indexOf(wanted);
    const start = whole.starts[at];
    const end = whole.ends[at + wanted.length - 1];
    return at < 0 || start === undefined || end === undefined ? null : clipped(note.slice(start, end));
  };
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One grapheme in the form that both sides are compared in; empty for what cannot be seen. */
function levelled(grapheme: string): string {
  return grapheme
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/["'`´‘’‚‛“”„‟«»‹›]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ');
}

/** A text brought to one form, with the place in the source that each of its characters comes from. */
interface Level {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Pieces of a text with their places. Plain ASCII needs no segmenter, which is slow. */
function piecesOf(source: string): Iterable<{ readonly segment: string; readonly index: number }> {
  const isPlain = /^[\n\x20-\x7e]*$/.test(source);
  return isPlain ? Array.from(source, (segment, index) => ({ segment, index })) : graphemes.segment(source);
}

/** No two spaces stand together and none begins it. */
export function level(source: string): Level {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of piecesOf(source)) {
    for (const unit of levelled(segment).split('')) {
      if (unit === ' ' && (text === '' || text.endsWith(' '))) continue;
      text += unit;
      starts.push(index);
      ends.push(index + segment.length);
    }
  }
  return { text, starts, ends };
}
