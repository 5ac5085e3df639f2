/** Something with its names taken apart once, for many comparisons. */
export interface Indexed<T> {
  readonly of: T;
  /** Canonical name of the person, or of the company for a deal. */
  readonly main: string;
  /** `main` with company and label. */
  readonly full: string;
  /** The first word of `main`. */
  readonly first: string;
  /** Other exact ways to name it. */
  readonly exact: readonly string[];
  readonly mainWords: readonly string[];
  /** All words of `full`. */
  readonly all: readonly string[];
}

/** How well words typed fit: 3 exactly, 2 by whole words, 1 by beginnings of words, 0 not at all. */
export function matchOf(wanted: string, words: readonly string[], one: Indexed<unknown>): number {
  if (one.exact.includes(wanted)) return 3;
  if (!words.some((word) => one.mainWords.some((own) => own.startsWith(word)))) return 0;
  // A first name typed alone is as good as a full name: it must not hide the others who bear it.
  if (words.every((word) => one.all.includes(word))) {
    return words.length === 1 && one.mainWords.includes(wanted) && isPerson(one.of) ? 3 : 2;
  }
  return words.every((word) => one.all.some((own) => own.startsWith(word))) ? 1 : 0;
}

function isPerson(of: unknown): boolean {
  return typeof of === 'object' && of !== null && 'prospect' in of && of.prospect !== null;
}
