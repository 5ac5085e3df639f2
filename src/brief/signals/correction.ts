import type { SignalRef } from './reading.ts';

/**
 * `not_true`: no longer so, from its day on. `never`: nobody said that; it is gone from every past day. `holds`: it
 * stands, whatever earlier notes were read to answer. `done`: a promise kept. `added`: the note says it, though it was
 * not read or did not hold when it was checked.
 */
export const correctionWords = ['not_true', 'never', 'holds', 'done', 'added'] as const;

export const settlements = ['newer', 'both', 'neither'] as const;

/** What a person said about one signal. It counts for everybody who can read the signal's note, and for nobody else. */
export interface Correction {
  readonly id: string;
  /** Key of the deal. */
  readonly deal: string;
  readonly signal: SignalRef;
  readonly says: (typeof correctionWords)[number];
  /** In the person's words; empty where they pressed a button alone. */
  readonly reason: string;
  /** What an added signal is called on a card, and when it is due, `YYYY-MM-DD`. */
  readonly added?: { readonly text: string; readonly dueOn: string | null } | undefined;
  /** How two notes that disagreed were settled. For the person's own eyes: others may not know of the other note. */
  readonly settled?: (typeof settlements)[number] | undefined;
  /** Slack user id. */
  readonly by: string;
  /** The day it counts from, `YYYY-MM-DD`. */
  readonly day: string;
  /** When it was said, ISO 8601 in UTC: of two on one signal the later wins. */
  readonly at: string;
}
