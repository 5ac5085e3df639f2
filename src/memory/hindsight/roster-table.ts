import { byNewestCall } from '../newest-call.ts';
import type { NoteHeader } from '../note.ts';
import type { ListedDocument } from './wire.ts';

interface Entry {
  /** Undefined for a document that is no readable note: it still counts. */
  readonly header: NoteHeader | undefined;
  /** As the last reading had it; empty when this process knows better, so that no reading stops here. */
  readonly updatedAt: string;
}

/** What the last reading of the list brought, and what is known since. */
export interface RosterTable {
  entries: Map<string, Entry>;
  /** Documents on the server, as of the last reading and of our own writes since. */
  count: number;
  sorted: readonly NoteHeader[] | undefined;
}

export function emptyTable(): RosterTable {
  return { entries: new Map(), count: 0, sorted: undefined };
}

/** Whether a reading may stop here: everything further down the list is older. */
export function isUnchanged(table: RosterTable, { id, updated_at }: ListedDocument): boolean {
  return table.entries.get(id)?.updatedAt === updated_at;
}

/** How many documents there must be now that these are new or changed, unless some were deleted. */
export function countWith(table: RosterTable, changed: readonly ListedDocument[]): number {
  return table.count + changed.filter(({ id }) => !table.entries.has(id)).length;
}

/** Sorted once after each change. */
export function newestCallFirst(table: RosterTable): readonly NoteHeader[] {
  table.sorted ??= [...table.entries.values()].flatMap(({ header }) => header ?? []).sort(byNewestCall);
  return table.sorted;
}
