import { level } from '../testimony/level.ts';
import type { Cited } from '../testimony/testimony.ts';

/** Of the shorter quote's words, how many the longer must have. */
const leastShare = 0.5;

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/[^\p{L}\p{M}\d]+/u).filter((word) => word !== ''));
}

function sharedWords(first: string, second: string): number {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  const least = Math.min(a.size, b.size);
  if (least === 0) return 0;
  const share = [...a].filter((word) => b.has(word)).length / least;
  return share < leastShare ? 0 : share;
}

/**
 * How much two quotes of one note are the same words: 3 for the very same, above 2 when one holds the other, up to 1
 * for words in common, 0 when they are different words or of different notes.
 */
export function likenessOf(first: Pick<Cited, 'noteId' | 'quote'>, second: typeof first): number {
  if (first.noteId !== second.noteId) return 0;
  const [a, b] = [level(first.quote).text.trim(), level(second.quote).text.trim()];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short !== '' && long.includes(short)) return 2 + short.length / long.length;
  return sharedWords(a, b);
}
