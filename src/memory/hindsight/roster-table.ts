import type { NoteHeader } from '../note.ts';
import { byNewestCall } from './newest-call.ts';
import { decodeNote } from './stored-note.ts';
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

/** About 40 MB of headers; of more than this the ones that changed last are kept. */
const mostEntries = 50_000;

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

/** Takes in what changed, newest first. */
export function mergeInto(table: RosterTable, changed: readonly ListedDocument[]): void {
  table.count = countWith(table, changed);
  for (const document of changed.toReversed()) put(table, document);
  table.sorted = undefined;
}

/** Starts again from a list of everything, newest first; unchanged documents are not decoded again. */
export function replaceAll(table: RosterTable, all: readonly ListedDocument[]): void {
  const kept = all.slice(0, mostEntries).toReversed();
  const before = table.entries;
  table.entries = new Map();
  for (const document of kept) {
    const known = before.get(document.id);
    if (known?.updatedAt === document.updated_at) table.entries.set(document.id, known);
    else put(table, document);
  }
  table.count = all.length;
  table.sorted = undefined;
}

/** What this process did itself: undefined for a note it deleted. */
export function setOwn(table: RosterTable, id: string, header: NoteHeader | undefined): void {
  const wasKnown = table.entries.has(id);
  table.count += Number(header !== undefined) - Number(wasKnown);
  if (header) table.entries.set(id, { header, updatedAt: '' });
  else table.entries.delete(id);
  table.sorted = undefined;
}

/** What a fresh list shows of a note, undefined when it does not: the count is for the next reading to settle. */
export function correctOne(table: RosterTable, id: string, header: NoteHeader | undefined): void {
  if (header && table.entries.has(id)) table.entries.set(id, { header, updatedAt: '' });
  else table.entries.delete(id);
  table.sorted = undefined;
}

/** Sorted once after each change. */
export function newestCallFirst(table: RosterTable): readonly NoteHeader[] {
  table.sorted ??= [...table.entries.values()].flatMap(({ header }) => header ?? []).sort(byNewestCall);
  return table.sorted;
}

function put(table: RosterTable, document: ListedDocument): void {
  const header = decodeNote(document.id, document.tags, document.document_metadata);
  table.entries.delete(document.id);
  table.entries.set(document.id, { header, updatedAt: document.updated_at });
  for (const oldest of table.entries.keys()) {
    if (table.entries.size <= mostEntries) return;
    table.entries.delete(oldest);
  }
}

/** Authors of these notes, each with when their oldest was logged. */
export function authorsOf(headers: readonly NoteHeader[]): ReadonlyMap<string, string> {
  const authors = new Map<string, string>();
  for (const { author, loggedAt } of headers) {
    const since = authors.get(author);
    if (since === undefined || loggedAt < since) authors.set(author, loggedAt);
  }
  return authors;
}
