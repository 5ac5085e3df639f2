/** What a rep said of their week: snoozed deals, deals given and taken. */
export interface Marks {
  /** Mark of a deal to the last day it sleeps. */
  readonly snoozed: ReadonlyMap<string, string>;
  /** Marks of deals that are somebody else's now. */
  readonly handedOver: ReadonlySet<string>;
  /** Marks of deals that are theirs although they may have no note on them. */
  readonly taken: ReadonlySet<string>;
}

export const noMarks: Marks = { snoozed: new Map(), handedOver: new Set(), taken: new Set() };
