import Fuse from 'fuse.js';
import { rememberFor } from '../../util/remember.ts';
import type { Deal, NoteHeader, Prospect } from '../note.ts';
import { companyCore } from './company-names.ts';
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
import { nameAtCompany, waysToWrite } from './person-names.ts';

const mostTypos = 5;
/** No name has more spaces that may be left away. */
const mostCloser = 5;

/**
 * Who is meant by what was typed: a full name, "name at company", part of a name, or a company. Whole words win over
 * beginnings of words; a single first name never hides the others who bear it. Titles, legal forms and spaces written
 * otherwise are looked past where nothing is found as typed.
 */
export function resolve(query: string, headers: readonly NoteHeader[]): Resolution {
  return resolveAmong(query, peopleOf(headers));
}

/** Does beforehand what the first name looked for among these notes would wait for. */
export function takeApart(headers: readonly NoteHeader[]): void {
  targetsAmong(peopleOf(headers));
}

/** The same among people who are known already. */
export function resolveAmong(query: string, people: readonly Person[]): Resolution {
  const wanted = canonical(query);
  if (wanted === '') return { kind: 'none' };
  const indexed = targetsAmong(people);
  for (const reading of readingsOf(query, wanted)) {
    const found = bestMatches(reading, indexed);
    const [target] = found;
    if (target) return found.length === 1 ? { kind: 'one', target } : { kind: 'many', targets: found };
  }
  return typosOf(wanted, indexed);
}

/** A list of people is taken apart once, however much is typed. */
const targetsAmong = rememberFor((people: readonly Person[]): readonly Indexed<Target>[] => [
  ...indexPeople(people.map(targetOf)),
  ...indexDeals(dealTargets(people)),
  ...indexFormer(people, targetOf),
]);

/** What was typed in canonical form, then as it may be meant where nothing is called so. */
function readingsOf(query: string, wanted: string): readonly string[] {
  const ways = (name: string) => waysToWrite(name).map((words) => words.join(' '));
  const { name, company } = nameAtCompany(query) ?? {};
  const placed =
    name === undefined || company === undefined
      ? []
      : [canonical(name), ...ways(name)].map((one) => joined(one, companyCore(company)));
  const words = wordsOf(wanted);
  const closer = words.slice(1).map((_, at) => {
    return [...words.slice(0, at), words.slice(at, at + 2).join(''), ...words.slice(at + 2)].join(' ');
  });
  const all = [
    wanted,
    ...placed,
    ...ways(query),
    companyCore(query),
    ...closer.slice(0, mostCloser),
    words.join(''),
  ];
  return [...new Set(all)].filter((one) => one !== '');
}

function bestMatches(wanted: string, indexed: readonly Indexed<Target>[]): readonly Target[] {
  const words = wordsOf(wanted);
  const formerLess = 0.5;
  let best = 0;
  let found: Target[] = [];
  for (const one of indexed) {
    const fit = matchOf(wanted, words, one);
    // Whoever is called so goes before who was.
    const match = one.isFormer ? fit - formerLess : fit;
    if (fit === 0 || match < best) continue;
    if (match > best) found = [];
    best = match;
    found.push(one.of);
  }
  return withoutTheirCompanies(eachOnce(found)).toSorted(byLastContact);
}

/** Whoever is found by several names is one of these. */
function eachOnce<T extends Pick<Target, 'prospect' | 'deal'>>(found: readonly T[]): readonly T[] {
  return [...new Map(found.map((one) => [`${one.prospect?.key} ${one.deal.key}`, one])).values()];
}

/** Who is called as their company is meant, rather than it: Ann, of Ann Ltd. */
function withoutTheirCompanies(found: readonly Target[]): readonly Target[] {
  const deals = new Set(found.flatMap(({ prospect, deal }) => (prospect ? [deal.key] : [])));
  return found.filter(({ prospect, deal }) => prospect !== null || !deals.has(deal.key));
}

/** How well words typed fit: 3 exactly, 2 by whole words, 1 by beginnings of words, 0 not at all. */
function matchOf(wanted: string, words: readonly string[], one: Indexed<unknown>): number {
  if (one.exact.includes(wanted)) return 3;
  if (one.closed === wanted) return 2;
  if (isUnspaced(wanted) && one.closed.includes(wanted)) return 1;
  if (!words.some((word) => [...one.mainWords, ...one.pairs].some((own) => own.startsWith(word)))) return 0;
  // A first name typed alone is as good as a full name: it must not hide the others who bear it.
  if (words.every((word) => one.all.includes(word))) {
    return words.length === 1 && one.mainWords.includes(wanted) && isPerson(one.of) ? 3 : 2;
  }
  return words.every((word) => one.all.some((own) => own.startsWith(word))) ? 1 : 0;
}

/** Two signs at least of a script that parts no words: 太郎 is a name in 山田太郎. */
function isUnspaced(text: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]{2,}$/u.test(text);
}

function isPerson(of: unknown): boolean {
  return typeof of === 'object' && of !== null && 'prospect' in of && of.prospect !== null;
}

function typosOf(wanted: string, indexed: readonly Indexed<Target>[]): Resolution {
  const targets = eachOnce(nearly(wanted, indexed).map(({ of }) => of)).slice(0, mostTypos);
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
  const wanted = canonical(query);
  const ordered = people.toSorted(byLastContact);
  if (wanted === '') return ordered.slice(0, limit);
  const indexed = [...indexPeople(ordered), ...indexFormer(ordered, (person) => person)];
  for (const reading of readingsOf(query, wanted)) {
    const words = wordsOf(reading);
    const found = indexed.filter(
      ({ all, closed }) =>
        (isUnspaced(reading) && closed.includes(reading)) ||
        words.every((word) => all.some((one) => one.startsWith(word))),
    );
    if (found.length > 0) return eachOnce(found.map(({ of }) => of)).slice(0, limit);
  }
  return eachOnce(nearly(wanted, indexed).map(({ of }) => of)).slice(0, limit);
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
  /** Each two words of `main` in one: "obrien" of O Brien. */
  readonly pairs: readonly string[];
  /** All words of `full` and `pairs`, and those of the company without its legal form. */
  readonly all: readonly string[];
  /** Of a deal the company's name as people say it, `main` of a person. */
  readonly core: string;
  /** `main` without spaces. */
  readonly closed: string;
  /** Not called so any more. */
  readonly isFormer?: boolean;
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
    const company = of.deal.company ?? of.prospect.company ?? '';
    return [taken(of, main, { company, label: canonical(of.deal.label ?? '') })];
  });
}

/** People by the names that they had before, each as they are now. */
export function indexFormer<T>(people: readonly Person[], now: (person: Person) => T): readonly Indexed<T>[] {
  return people.flatMap((person) => {
    const before = (person.formerly ?? []).map((prospect) => ({ ...person, prospect }));
    return indexPeople(before).map((one) => ({ ...one, of: now(person), isFormer: true }));
  });
}

/** Deals by the name of their company. */
export function indexDeals<T extends Dated>(deals: readonly T[]): readonly Indexed<T>[] {
  return deals.map((of) => {
    const company = of.deal.company ?? '';
    const one = taken(of, canonical(company), { company: '', label: canonical(of.deal.label ?? '') });
    const core = companyCore(company);
    const exact = [...one.exact, core, core.replaceAll(' ', '')];
    return { ...one, core, exact, all: [...one.all, ...wordsOf(core)] };
  });
}

function taken<T>(of: T, main: string, more: { company: string; label: string }): Indexed<T> {
  const withCompany = joined(main, canonical(more.company));
  const full = joined(withCompany, more.label);
  const mainWords = wordsOf(main);
  const core = companyCore(more.company);
  const pairs = mainWords.slice(1).map((word, at) => `${mainWords[at]}${word}`);
  return {
    of,
    main,
    full,
    first: mainWords[0] ?? '',
    exact: [main, withCompany, full, joined(main, core)],
    mainWords,
    pairs,
    all: [...wordsOf(full), ...pairs, ...wordsOf(core)],
    core: main,
    closed: mainWords.join(''),
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
