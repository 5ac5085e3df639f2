import Fuse from 'fuse.js';
import type { Deal, NoteHeader, Prospect } from '../note.ts';
import { canonical, wordsOf } from './names.ts';
import {
  byLastContact,
  dealTargets,
  type Person,
  peopleOf,
  type Resolution,
  type Target,
  targetOf,
} from './people.ts';

const mostTypos = 5;

/**
 * Who is meant by what was typed: a full name, "name company", part of a name, or a company. Whole words win over
 * beginnings of words; a single first name never hides the others who bear it.
 */
export function resolve(query: string, headers: readonly NoteHeader[]): Resolution {
  return resolveAmong(query, peopleOf(headers));
}

/** The same among people who are known already. */
export function resolveAmong(query: string, people: readonly Person[]): Resolution {
  const wanted = canonical(query);
  if (wanted === '') return { kind: 'none' };
  const indexed: readonly Indexed<Target>[] = [
    ...indexPeople(people.map(targetOf)),
    ...indexDeals(dealTargets(people)),
  ];
  const found = bestMatches(wanted, indexed);
  const [target] = found;
  if (!target) return typosOf(wanted, indexed);
  return found.length === 1 ? { kind: 'one', target } : { kind: 'many', targets: found };
}

function bestMatches(wanted: string, indexed: readonly Indexed<Target>[]): readonly Target[] {
  const words = wordsOf(wanted);
  let best = 0;
  let found: Target[] = [];
  for (const one of indexed) {
    const match = matchOf(wanted, words, one);
    if (match === 0 || match < best) continue;
    if (match > best) found = [];
    best = match;
    found.push(one.of);
  }
  return found.toSorted(byLastContact);
}

/** How well words typed fit: 3 exactly, 2 by whole words, 1 by beginnings of words, 0 not at all. */
function matchOf(wanted: string, words: readonly string[], one: Indexed<unknown>): number {
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

function typosOf(wanted: string, indexed: readonly Indexed<Target>[]): Resolution {
  const targets = nearly(wanted, indexed)
    .slice(0, mostTypos)
    .map(({ of }) => of);
  return targets.length > 0 ? { kind: 'typo', targets } : { kind: 'none' };
}

/** Fuse's measure: 0 is the same, 1 has nothing in common. Two letters swapped in a name of five give 0.4. */
const threshold = 0.4;

/** Beyond this many letters Fuse takes words in pieces, which costs time and finds too much. */
const longestPattern = 32;
const mostFound = 100;

/** What is spelled nearly like this canonical form, nearest first. */
function nearly<T>(wanted: string, indexed: readonly Indexed<T>[]): readonly Indexed<T>[] {
  const fuse = new Fuse(indexed, {
    keys: ['full', 'main', 'first'],
    threshold,
    distance: 30,
    ignoreFieldNorm: true,
    minMatchCharLength: 2,
  });
  return fuse.search(wanted.slice(0, longestPattern), { limit: mostFound }).map(({ item }) => item);
}

/** Up to `limit` people for a type-ahead, last contact first; slips only when nothing matches. */
export function suggest(query: string, people: readonly Person[], limit: number): readonly Person[] {
  const wanted = wordsOf(canonical(query));
  const ordered = people.toSorted(byLastContact);
  if (wanted.length === 0) return ordered.slice(0, limit);
  const indexed = indexPeople(ordered);
  const found = indexed.filter(({ all }) => wanted.every((word) => all.some((one) => one.startsWith(word))));
  const shown = found.length > 0 ? found : nearly(wanted.join(' '), indexed);
  return shown.slice(0, limit).map(({ of }) => of);
}

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
