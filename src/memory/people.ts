import type { Deal, Prospect } from './note.ts';

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
