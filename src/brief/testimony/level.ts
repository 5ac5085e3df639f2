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
