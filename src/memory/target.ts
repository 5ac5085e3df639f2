import type { Deal, Prospect } from './note.ts';
import type { Person } from './people.ts';

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
