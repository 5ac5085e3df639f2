/** What a rep said of their week: snoozed deals, promises kept, deals handed over. */
export interface Marks {
  /** Deal key to the last day it sleeps. */
  readonly snoozed: ReadonlyMap<string, string>;
  readonly kept: readonly KeptPromise[];
  /** Keys of deals that are somebody else's now. */
  readonly handedOver: ReadonlySet<string>;
}

/** A promise that the rep ticked off, named by the words it rests on. */
interface KeptPromise {
  readonly deal: string;
  readonly noteId: string;
  readonly quote: string;
  readonly day: string;
}

export const noMarks: Marks = { snoozed: new Map(), kept: [], handedOver: new Set() };
