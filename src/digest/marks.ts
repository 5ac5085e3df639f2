import { marksOf } from '../memory/identity/keys.ts';
import type { DealKeys } from '../memory/note.ts';

/** What a rep said of their week: snoozed deals, deals given and taken. */
export interface Marks {
  /** Mark of a deal to the last day it sleeps. */
  readonly snoozed: ReadonlyMap<string, string>;
  /** Mark of a deal to what was said last of whose it is. */
  readonly owned: ReadonlyMap<string, Owned>;
}

/** `holds`: theirs although they may have no note on it; else somebody else's now. */
interface Owned {
  readonly holds: boolean;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export const noMarks: Marks = { snoozed: new Map(), owned: new Map() };

/** The last day that a deal sleeps: of several that became one the latest; null when it is awake. */
export function sleepsUntil(deal: DealKeys, { snoozed }: Marks): string | null {
  return (
    marksOf(deal)
      .flatMap((mark) => snoozed.get(mark) ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}

/** Whose it is, as was said last of any of the deals that became one; undefined when its notes' authors tell. */
export function ownedBy(deal: DealKeys, { owned }: Pick<Marks, 'owned'>): Owned | undefined {
  return marksOf(deal)
    .flatMap((mark) => owned.get(mark) ?? [])
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1);
}

/** Carried by all that a rep said of their week. */
export function weekTag(rep: string): string {
  return `week:${rep}`;
}
