import { level } from './level.ts';

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
