import { fold } from './fold.ts';

const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * What two spellings of one name share: no case, no accents on Latin letters, no unseen characters, words
 * parted by one space. Empty when nothing in it can be said aloud.
 */
export function canonical(text: string): string {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return lower;
  // Folding may bring forth something to fold; twice is always enough.
  return fold(fold(lower));
}

/** The words of a name's canonical form. */
export function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
