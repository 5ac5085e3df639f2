import { likeness } from './likeness.ts';
import { byLastContact, type Indexed, indexDeals, indexPeople, matchOf } from './name-index.ts';
import { canonical, prospectKey, wordsOf } from './names.ts';
import { nearly } from './nearly.ts';
import type { Deal, NoteHeader, Prospect } from './note.ts';

/** A person in one deal as the asker's notes know them; the same person in two deals is two of these. */
export interface Person {
  readonly prospect: Prospect;
  readonly deal: Deal;
  /** Day of the newest call, `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly noteCount: number;
}

/** What a typed name leads to: a person's deal, or a company's deal when the company was named. */
export interface Target {
  /** Null when the company was named, not a person. */
  readonly prospect: Prospect | null;
  readonly deal: Deal;
  readonly lastDay: string;
}

/** `slip`: nothing matches, but these are spelled nearly like it. */
export type Resolution =
  | { readonly kind: 'one'; readonly target: Target }
  | { readonly kind: 'many'; readonly targets: readonly Target[] }
  | { readonly kind: 'slip'; readonly targets: readonly Target[] }
  | { readonly kind: 'none' };

const mostSlips = 5;

/** The people in these notes, last contact first; names are spelled as in the newest note. */
export function peopleOf(headers: readonly NoteHeader[]): readonly Person[] {
  const people = new Map<string, Person>();
  for (const { prospects, deal, day } of headers) {
    for (const prospect of prospects) {
      const key = `${prospect.key} ${deal.key}`;
      const known = people.get(key);
      const newest = known && known.lastDay >= day ? known : { prospect, deal, lastDay: day };
      people.set(key, { ...newest, noteCount: (known?.noteCount ?? 0) + 1 });
    }
  }
  return [...people.values()].sort(byLastContact);
}

/**
 * Who is meant by what was typed: a full name, "name company", part of a name, or a company. Whole words win over
 * beginnings of words; a single first name never hides the others who bear it.
 */
export function resolve(query: string, headers: readonly NoteHeader[]): Resolution {
  const wanted = canonical(query);
  if (wanted === '') return { kind: 'none' };
  const people = peopleOf(headers);
  const indexed: readonly Indexed<Target>[] = [
    ...indexPeople(people.map(targetOf)),
    ...indexDeals(dealTargets(people)),
  ];
  const found = bestMatches(wanted, indexed);
  const [target] = found;
  if (!target) return slipsOf(wanted, indexed);
  return found.length === 1 ? { kind: 'one', target } : { kind: 'many', targets: found };
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

/** The person probably meant by a name about to be added; undefined for somebody new, or known under just this name. */
export function likelySame(
  name: string,
  company: string | null,
  people: readonly Person[],
): Person | undefined {
  const key = prospectKey(name, company);
  if (people.some(({ prospect }) => prospect.key === key)) return undefined;
  let best: { person: Person; rank: number } | undefined;
  for (const person of people.toSorted(byLastContact)) {
    const rank = likeness({ name, company }, companyKnown(person));
    if (rank > (best?.rank ?? 0)) best = { person, rank };
  }
  return best?.person;
}

function companyKnown({ prospect, deal }: Person): { name: string; company: string | null } {
  return { name: prospect.name, company: prospect.company ?? deal.company };
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

function slipsOf(wanted: string, indexed: readonly Indexed<Target>[]): Resolution {
  const targets = nearly(wanted, indexed)
    .slice(0, mostSlips)
    .map(({ of }) => of);
  return targets.length > 0 ? { kind: 'slip', targets } : { kind: 'none' };
}

function targetOf({ prospect, deal, lastDay }: Person): Target {
  return { prospect, deal, lastDay };
}

/** One for each deal with a company, as of its newest call. */
function dealTargets(people: readonly Person[]): readonly Target[] {
  const deals = new Map<string, Target>();
  for (const { deal, lastDay } of people) {
    if (deal.company !== null && !deals.has(deal.key)) {
      deals.set(deal.key, { prospect: null, deal, lastDay });
    }
  }
  return [...deals.values()];
}
