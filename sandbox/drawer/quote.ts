/** Shortest quote that proves anything, unless it is the whole note. */
const shortest = 12;

function levelled(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/["'`´‘’‚‛“”„‟«»‹›]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function bare(text: string): string {
  return levelled(text)
    .replace(/^(?:'|\.\.\.)+|(?:'|\.\.\.)+$/g, '')
    .trim();
}

/** Why a quote proves nothing about a note, in words; undefined when the note has it. Case, marks and spaces may differ. */
export function quoteFault(quote: string, note: string): string | undefined {
  const wanted = bare(quote);
  if (wanted === '') return 'the quote is empty';
  if ([...wanted].length < shortest && wanted !== bare(note))
    return 'the quote is too short to prove anything';
  return levelled(note).includes(wanted) ? undefined : 'the quote does not stand in that note';
}
