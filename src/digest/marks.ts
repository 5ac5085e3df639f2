/** What a rep said of their week: snoozed deals, promises kept, deals given and taken. */
export interface Marks {
  /** Deal key to the last day it sleeps. */
  readonly snoozed: ReadonlyMap<string, string>;
  readonly kept: readonly KeptPromise[];
  /** Marks of deals that are somebody else's now. */
  readonly handedOver: ReadonlySet<string>;
  /** Marks of deals that are theirs although they may have no note on them. */
  readonly taken: ReadonlySet<string>;
}

/** A promise that the rep ticked off, named by the words it rests on. */
interface KeptPromise {
  readonly deal: string;
  readonly noteId: string;
  readonly quote: string;
  readonly day: string;
}

export const noMarks: Marks = { snoozed: new Map(), kept: [], handedOver: new Set(), taken: new Set() };
