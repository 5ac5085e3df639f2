import { LRUCache } from 'lru-cache';
import type { NoteRoster } from '../memory.ts';
import { byNewestCall, type NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import type { ListedDocument, Window } from './calls.ts';
import { decodeNote } from './note-document.ts';
import { mayRead, noteTag } from './tags.ts';
import type { DeletedIds, Tombstones } from './tombstones.ts';

/** The roster, and how the rest of the adapter keeps it true between its own readings. */
export interface RosterCache extends NoteRoster {
  /** This process stored the note as it is here. */
  saw(header: NoteHeader): void;
  /** This process deleted the note. */
  forget(id: string): void;
  /** Deleted notes that the list shows again: an older copy of the bank has brought them back. */
  broughtBack(): Promise<readonly NoteHeader[]>;
  /** To be taken before a list is read that will correct the roster. */
  mark(): number;
  /** A fresh list, and which notes it would show: those it does not are gone. */
  correct(fresh: readonly NoteHeader[], wouldShow: (header: NoteHeader) => boolean, mark: number): void;
}

interface Deps {
  readonly notes: Bank;
  readonly tombstones: Tombstones;
  readonly deleted: DeletedIds;
}

export function createRoster({ notes, tombstones, deleted }: Deps): RosterCache {
  const table = emptyTable();
  const own = createOwnChanges();
  let refreshing: Promise<void> | undefined;

  /** Also learns what was deleted before this process began, should a late write have brought it back. */
  async function readEverything(): Promise<void> {
    const [documents, buried] = await Promise.all([notes.list(everyNote), tombstones.all()]);
    for (const id of buried) deleted.add(id);
    replaceAll(table, documents);
  }

  async function refresh(): Promise<void> {
    const mark = own.mark();
    const changed = await readChanged(notes, table);
    if (changed) mergeInto(table, changed);
    else await readEverything();
    for (const { id, header } of own.since(mark)) setOwn(table, id, header);
  }
  const change = (id: string, header: NoteHeader | undefined) => {
    own.add(id, header);
    setOwn(table, id, header);
  };
  const peek = (asker: string) =>
    newestCallFirst(table).filter((header) => mayRead(header, asker) && !deleted.has(header.id));
  const refreshed = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };
  return {
    async headers(asker) {
      await refreshed();
      return peek(asker);
    },
    peek,
    async authors() {
      await refreshed();
      return authorsOf(newestCallFirst(table).filter(({ id }) => !deleted.has(id)));
    },
    async broughtBack() {
      await refreshed();
      return newestCallFirst(table).filter(({ id }) => deleted.has(id));
    },
    saw: (header) => change(header.id, header),
    forget: (id) => change(id, undefined),
    mark: own.mark,
    correct(fresh, wouldShow, mark) {
      const shown = new Map(fresh.map((header) => [header.id, header]));
      const missing = newestCallFirst(table).filter((known) => wouldShow(known) && !shown.has(known.id));
      for (const { id } of [...missing, ...fresh]) {
        if (!own.isNewer(id, mark)) correctOne(table, id, shown.get(id));
      }
    },
  };
}

/** About 40 MB of headers; of more than this the ones that changed last are kept. */
const mostEntries = 50_000;

/** Takes in what changed, newest first. */
function mergeInto(table: RosterTable, changed: readonly ListedDocument[]): void {
  table.count = countWith(table, changed);
  for (const document of changed.toReversed()) put(table, document);
  table.sorted = undefined;
}

/** Starts again from a list of everything, newest first; unchanged documents are not decoded again. */
function replaceAll(table: RosterTable, all: readonly ListedDocument[]): void {
  const kept = all.slice(0, mostEntries).toReversed();
  const before = table.entries;
  table.entries = createEntries();
  for (const document of kept) {
    const known = before.peek(document.id);
    if (known?.updatedAt === document.updated_at) table.entries.set(document.id, known);
    else put(table, document);
  }
  table.count = all.length;
  table.sorted = undefined;
}

/** What this process did itself: undefined for a note it deleted. */
function setOwn(table: RosterTable, id: string, header: NoteHeader | undefined): void {
  const wasKnown = table.entries.has(id);
  table.count += Number(header !== undefined) - Number(wasKnown);
  if (header) table.entries.set(id, { header, updatedAt: '' });
  else table.entries.delete(id);
  table.sorted = undefined;
}

/** What a fresh list shows of a note, undefined when it does not: the count is for the next reading to settle. */
function correctOne(table: RosterTable, id: string, header: NoteHeader | undefined): void {
  if (header && table.entries.has(id)) table.entries.set(id, { header, updatedAt: '' });
  else table.entries.delete(id);
  table.sorted = undefined;
}

function put(table: RosterTable, document: ListedDocument): void {
  const header = decodeNote(document.id, document.tags, document.document_metadata);
  table.entries.set(document.id, { header, updatedAt: document.updated_at });
}

/** All notes of a team, whoever may read them. */
export const everyNote = { tags: [noteTag], match: 'all' as const };

const firstPage = 100;
const pageSize = 1_000;

/**
 * What changed since the last reading, newest first: the list comes in that order, so reading stops at the first
 * document that is as it was. Undefined when only reading everything will tell, as after a deletion elsewhere.
 */
async function readChanged(notes: Bank, table: RosterTable): Promise<readonly ListedDocument[] | undefined> {
  if (table.entries.size === 0) return undefined;
  const changed = new Map<string, ListedDocument>();
  for (let window = { offset: 0, limit: firstPage }; ; window = nextWindow(window)) {
    const { items, total } = await notes.page(everyNote, window);
    const hasEnd = takeChanged(table, items, changed);
    const all = [...changed.values()];
    if (hasEnd) return countWith(table, all) === total ? all : undefined;
    if (items.length < window.limit) return undefined;
  }
}

/** Whether the first unchanged document was met. */
function takeChanged(
  table: RosterTable,
  items: readonly (ListedDocument | undefined)[],
  changed: Map<string, ListedDocument>,
): boolean {
  for (const item of items) {
    if (!item) continue;
    if (isUnchanged(table, item)) return true;
    changed.set(item.id, item);
  }
  return false;
}

function nextWindow({ offset, limit }: Window): Window {
  return { offset: offset + limit, limit: pageSize };
}

interface Entry {
  /** Undefined for a document that is no readable note: it still counts. */
  readonly header: NoteHeader | undefined;
  /** As the last reading had it; empty when this process knows better, so that no reading stops here. */
  readonly updatedAt: string;
}

/** What the last reading of the list brought, and what is known since. */
interface RosterTable {
  entries: LRUCache<string, Entry>;
  /** Documents on the server, as of the last reading and of our own writes since. */
  count: number;
  sorted: readonly NoteHeader[] | undefined;
}

function createEntries(): LRUCache<string, Entry> {
  return new LRUCache({ max: mostEntries });
}

function emptyTable(): RosterTable {
  return { entries: createEntries(), count: 0, sorted: undefined };
}

/** Whether a reading may stop here: everything further down the list is older. */
function isUnchanged(table: RosterTable, { id, updated_at }: ListedDocument): boolean {
  return table.entries.peek(id)?.updatedAt === updated_at;
}

/** How many documents there must be now that these are new or changed, unless some were deleted. */
function countWith(table: RosterTable, changed: readonly ListedDocument[]): number {
  return table.count + changed.filter(({ id }) => !table.entries.has(id)).length;
}

/** Sorted once after each change. */
function newestCallFirst(table: RosterTable): readonly NoteHeader[] {
  table.sorted ??= [...table.entries.values()].flatMap(({ header }) => header ?? []).sort(byNewestCall);
  return table.sorted;
}

interface OwnChange {
  readonly id: string;
  /** Undefined for a deletion. */
  readonly header: NoteHeader | undefined;
  readonly moment: number;
}

/** What this process did lately: a reading that began before it must not undo it. */
interface OwnChanges {
  /** The moment now, to be taken before a reading. */
  mark(): number;
  add(id: string, header: NoteHeader | undefined): void;
  /** What was done after that moment; everything before it is forgotten. */
  since(moment: number): readonly OwnChange[];
  isNewer(id: string, moment: number): boolean;
}

function createOwnChanges(): OwnChanges {
  const changes = new Map<string, OwnChange>();
  let moment = 0;
  return {
    mark: () => moment,
    add: (id, header) => {
      moment += 1;
      changes.set(id, { id, header, moment });
    },
    since: (mark) => {
      for (const change of changes.values()) if (change.moment <= mark) changes.delete(change.id);
      return [...changes.values()];
    },
    isNewer: (id, mark) => (changes.get(id)?.moment ?? 0) > mark,
  };
}

/** Authors of these notes, each with when their oldest was logged. */
function authorsOf(headers: readonly NoteHeader[]): ReadonlyMap<string, string> {
  const authors = new Map<string, string>();
  for (const { author, loggedAt } of headers) {
    const since = authors.get(author);
    if (since === undefined || loggedAt < since) authors.set(author, loggedAt);
  }
  return authors;
}
