import Fuse from 'fuse.js';
import type { Indexed } from './name-match.ts';

/** Fuse's measure: 0 is the same, 1 has nothing in common. Two letters swapped in a name of five give 0.4. */
const threshold = 0.4;
/** Beyond this many letters Fuse takes words in pieces, which costs time and finds too much. */
const longestPattern = 32;
const mostFound = 100;

/** What is spelled nearly like this canonical form, nearest first. */
export function nearly<T>(wanted: string, indexed: readonly Indexed<T>[]): readonly Indexed<T>[] {
  const fuse = new Fuse(indexed, {
    keys: ['full', 'main', 'first'],
    threshold,
    distance: 30,
    ignoreFieldNorm: true,
    minMatchCharLength: 2,
  });
  return fuse.search(wanted.slice(0, longestPattern), { limit: mostFound }).map(({ item }) => item);
}
