import { rememberFor } from '../../util/remember.ts';
import type { Deal, NoteHeader, Prospect } from '../note.ts';

/** A person in one deal as the asker's notes know them; the same person in two deals is two of these. */
export interface Person {
  readonly prospect: Prospect;
  readonly deal: Deal;
  /** Day of the newest call, `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly noteCount: number;
  /** As they were called before somebody put it right: found by it, and never shown by it. */
  readonly formerly?: readonly Prospect[];
}

/** A person while notes are gone through: thousands of them, so that nothing is copied for each. */
interface Counted extends Person {
  noteCount: number;
}

/** The people in these notes, last contact first; names are spelled as in the newest note. A list is looked at once. */
export const peopleOf = rememberFor(readPeople);

function readPeople(headers: readonly NoteHeader[]): readonly Person[] {
  const all: Counted[] = [];
  const byDeal = new Map<string, Map<string, Counted>>();
  for (const { prospects, deal, day } of headers) {
    const people = byDeal.get(deal.key) ?? new Map<string, Counted>();
    byDeal.set(deal.key, people);
    for (const prospect of prospects) {
      const known = people.get(prospect.key);
      if (known) {
        known.noteCount += 1;
        if (day > known.lastDay) Object.assign(known, { prospect, deal, lastDay: day });
      } else {
        const found = { prospect, deal, lastDay: day, noteCount: 1 };
        people.set(prospect.key, found);
        all.push(found);
      }
    }
  }
  return all.sort(byLastContact);
}

/** Newest first. */
export function byLastContact(a: { readonly lastDay: string }, b: { readonly lastDay: string }): number {
  if (a.lastDay === b.lastDay) return 0;
  return a.lastDay < b.lastDay ? 1 : -1;
}

/** What a typed name leads to: a person's deal, or a company's deal when the company was named. */
export interface Target {
  /** Null when the company was named, not a person. */
  readonly prospect: Prospect | null;
  readonly deal: Deal;
  readonly lastDay: string;
}

/** `typo`: nothing matches, but these are spelled nearly like it. */
export type Resolution =
  | { readonly kind: 'one'; readonly target: Target }
  | { readonly kind: 'many'; readonly targets: readonly Target[] }
  | { readonly kind: 'typo'; readonly targets: readonly Target[] }
  | { readonly kind: 'none' };

/** The deal that naming this person leads to. */
export function targetOf({ prospect, deal, lastDay }: Person): Target {
  return { prospect, deal, lastDay };
}

/** One for each deal with a company and a note, as of its newest call. */
export function dealTargets(people: readonly Person[]): readonly Target[] {
  const deals = new Map<string, Target>();
  for (const { deal, lastDay, noteCount } of people) {
    if (noteCount > 0 && deal.company !== null && !deals.has(deal.key)) {
      deals.set(deal.key, { prospect: null, deal, lastDay });
    }
  }
  return [...deals.values()];
}
