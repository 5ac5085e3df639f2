/** Which signal is meant, however a later reading words it. */
export interface SignalRef {
  readonly noteId: string;
  /** A kind of the rubric. */
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly quote: string;
}

/** `not_true`: closes the signal. `holds`: it stands, whatever earlier notes were read to answer. `done`: a promise kept. */
export const verdicts = ['not_true', 'holds', 'done'] as const;

export const settlements = ['newer', 'both', 'neither'] as const;

/** What a person said about one signal. It counts for everybody who can read the signal's note, and for nobody else. */
export interface Ruling {
  readonly id: string;
  /** Key of the deal. */
  readonly deal: string;
  readonly signal: SignalRef;
  readonly verdict: (typeof verdicts)[number];
  /** In the person's words; empty where they pressed a button alone. */
  readonly reason: string;
  /** How two notes that disagreed were settled. For the person's own eyes: others may not know of the other note. */
  readonly settled?: (typeof settlements)[number] | undefined;
  /** Slack user id. */
  readonly by: string;
  /** The day it counts from, `YYYY-MM-DD`. */
  readonly day: string;
  /** When it was said, ISO 8601 in UTC: of two on one signal the later wins. */
  readonly at: string;
}
