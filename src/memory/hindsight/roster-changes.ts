import type { NoteHeader } from '../note.ts';
import { decodeNote } from './decode-note.ts';
import { countWith, type RosterTable } from './roster-table.ts';
import type { ListedDocument } from './wire.ts';

/** About 40 MB of headers; of more than this the ones that changed last are kept. */
const mostEntries = 50_000;

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

function put(table: RosterTable, document: ListedDocument): void {
  const header = decodeNote(document.id, document.tags, document.document_metadata);
  table.entries.delete(document.id);
  table.entries.set(document.id, { header, updatedAt: document.updated_at });
  for (const oldest of table.entries.keys()) {
    if (table.entries.size <= mostEntries) return;
    table.entries.delete(oldest);
  }
}
