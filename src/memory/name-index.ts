import { canonical, wordsOf } from './names.ts';
import type { Deal, Prospect } from './note.ts';

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

interface Dated {
  readonly deal: Deal;
  readonly lastDay: string;
}

/** People, or targets that are people; deals are left out. */
export function indexPeople<T extends Dated & { readonly prospect: Prospect | null }>(
  people: readonly T[],
): readonly Indexed<T>[] {
  return people.flatMap((of) => {
    if (of.prospect === null) return [];
    const main = canonical(of.prospect.name);
    const company = canonical(of.deal.company ?? of.prospect.company ?? '');
    return [taken(of, main, { company, label: canonical(of.deal.label ?? '') })];
  });
}

/** Deals by the name of their company. */
export function indexDeals<T extends Dated>(deals: readonly T[]): readonly Indexed<T>[] {
  return deals.map((of) =>
    taken(of, canonical(of.deal.company ?? ''), { company: '', label: canonical(of.deal.label ?? '') }),
  );
}

function taken<T>(of: T, main: string, more: { company: string; label: string }): Indexed<T> {
  const withCompany = joined(main, more.company);
  const full = joined(withCompany, more.label);
  const mainWords = wordsOf(main);
  return {
    of,
    main,
    full,
    first: mainWords[0] ?? '',
    exact: [main, withCompany, full],
    mainWords,
    all: wordsOf(full),
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
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

/** Newest first. */
export function byLastContact(a: { readonly lastDay: string }, b: { readonly lastDay: string }): number {
  if (a.lastDay === b.lastDay) return 0;
  return a.lastDay < b.lastDay ? 1 : -1;
}
