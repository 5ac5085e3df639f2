import { LRUCache } from 'lru-cache';
import { createKept } from '../../util/kept.ts';
import type { NoteRoster } from '../memory.ts';
import { byNewestCall, type NoteHeader } from '../note.ts';
import { everybody, type Team } from '../team.ts';
import type { Bank } from './bank.ts';
import type { ListedDocument, MemoryUnit } from './calls.ts';
import { decodeNote, documentOfUnit } from './note-document.ts';
import { mayRead, noteTag, type Reader, readerIn } from './tags.ts';
import type { DeletedIds, Tombstones } from './tombstones.ts';

/** The roster, and how the rest of the adapter keeps it true between its own readings. */
export interface RosterCache extends NoteRoster {
  /** All headers that a reader may see, as of the last refresh. */
  seenBy(reader: Reader): readonly NoteHeader[];
  /** The same roster as if every author were of the team: for what is read for the team and shown to nobody by that. */
  readonly asTeam: NoteRoster;
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
  readonly team: Team;
  readonly now: () => Date;
}

/** How long a deletion without a tombstone, or a note without a piece, may stay unseen: nothing of ours makes either. */
const checkEveryMs = 60_000;

/**
 * Names of everybody that notes are about. Read whole at first; then what changed is read by its time, which costs
 * the same in a bank of any size, and now and then the whole is checked beside it.
 */
export function createRoster({ notes, tombstones, deleted, team, now }: Deps): RosterCache {
  const table = emptyTable();
  const own = createOwnChanges();
  let refreshing: Promise<void> | undefined;
  let wholeAt = 0;

  /** Also learns what was deleted before this process began, should a late write have brought it back. */
  async function readEverything(): Promise<void> {
    const mark = own.mark();
    wholeAt = now().getTime();
    const [documents, buried] = await Promise.all([notes.list(everyNote), tombstones.all()]);
    for (const id of buried) deleted.add(id);
    replaceAll(table, documents);
    keepOwn(mark);
  }

  async function check(): Promise<void> {
    const { items, total } = await notes.page(everyNote, { limit: 1, offset: 0 });
    const areKnown = items.every((newest) => newest !== undefined && table.entries.has(newest.id));
    if (total !== table.count || !areKnown) await readEverything();
  }

  async function follow(since: string): Promise<void> {
    const mark = own.mark();
    const [changed, buried] = await Promise.all([
      notes.unitsSince(everyNote, since),
      tombstones.since(since),
    ]);
    mergeUnits(table, changed);
    const there = new Set(changed.map((unit) => unit.document_id));
    for (const id of buried) {
      // A tombstone stays in sight until the next note: only a new one changes what is shown.
      if (!deleted.has(id)) table.sorted = undefined;
      deleted.add(id);
      if (table.entries.has(id) && !there.has(id)) setOwn(table, id, undefined);
    }
    keepOwn(mark);
  }

  function keepOwn(mark: number): void {
    for (const { id, header } of own.after(mark)) setOwn(table, id, header);
  }

  async function refresh(): Promise<void> {
    const since = followedFrom(table);
    if (since === undefined) return readEverything();
    await follow(since);
    if (now().getTime() - wholeAt < checkEveryMs) return;
    wholeAt = now().getTime();
    // Nobody waits for it: when it fails, the next one is soon enough.
    void check().catch(() => undefined);
  }
  const change = (id: string, header: NoteHeader | undefined) => {
    own.add(id, header);
    setOwn(table, id, header);
  };
  const views = new LRUCache<string, View>({ max: mostViews });
  const seenBy = (reader: Reader) => {
    const all = newestCallFirst(table);
    const who = `${reader.asker} ${reader.isOfTeam}`;
    const known = views.get(who);
    if (known?.all === all) return known.shown;
    const shown = all.filter((header) => mayRead(header, reader) && !deleted.has(header.id));
    views.set(who, { all, shown });
    return shown;
  };
  const refreshed = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };
  const authors = async () => {
    await refreshed();
    return authorsOf(newestCallFirst(table).filter(({ id }) => !deleted.has(id)));
  };
  const rosterFor = (of: Team): NoteRoster => {
    const peek = (asker: string) => seenBy(readerIn(of, asker));
    return {
      peek,
      async headers(asker) {
        await Promise.all([refreshed(), of.ready()]);
        return peek(asker);
      },
      authors,
    };
  };
  return {
    ...rosterFor(team),
    asTeam: rosterFor(everybody),
    seenBy,
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
      const changed = fresh.filter((header) => !isSameVersion(table.entries.peek(header.id)?.header, header));
      for (const { id } of [...missing, ...changed]) {
        if (!own.isNewer(id, mark)) correctOne(table, id, shown.get(id));
      }
    },
  };
}

/** What one person may see of a table as it was: while nothing changes it is the same list. */
interface View {
  readonly all: readonly NoteHeader[];
  readonly shown: readonly NoteHeader[];
}

const mostViews = 50;

/** About 40 MB of headers; of more than this the ones that changed last are kept. */
const mostEntries = 50_000;

/** A write that is stored late may carry an earlier time than what was read before it. */
const overlapMs = 20_000;

/** From when on changes are to be read, ISO 8601; undefined when nothing was read yet. */
function followedFrom({ newest }: RosterTable): string | undefined {
  return newest === '' ? undefined : new Date(Date.parse(newest) - overlapMs).toISOString();
}

/** Takes in notes of which a piece changed. */
function mergeUnits(table: RosterTable, changed: readonly MemoryUnit[]): void {
  for (const document of changed.map(documentOfUnit)) {
    const known = table.entries.peek(document.id);
    if (known && known.updatedAt >= document.updated_at) continue;
    if (!known) table.count += 1;
    put(table, document);
    table.sorted = undefined;
  }
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

/** An edit moves the time of logging, and a change of readers the visibility: nothing else of a note changes. */
function isSameVersion(known: NoteHeader | undefined, fresh: NoteHeader): boolean {
  return known?.loggedAt === fresh.loggedAt && known.visibility === fresh.visibility;
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
  if (document.updated_at > table.newest) table.newest = document.updated_at;
}

/** All notes of a team, whoever may read them. */
export const everyNote = { tags: [noteTag], match: 'all' as const };

interface Entry {
  /** Undefined for a document that is no readable note: it still counts. */
  readonly header: NoteHeader | undefined;
  /** As the last reading had it; empty when this process knows better, so that the next one takes it in. */
  readonly updatedAt: string;
}

/** What the last reading of the list brought, and what is known since. */
interface RosterTable {
  entries: LRUCache<string, Entry>;
  /** Documents on the server, as of the last reading and of our own writes since. */
  count: number;
  /** The latest change that was read, by the server's clock; empty before the first reading. */
  newest: string;
  sorted: readonly NoteHeader[] | undefined;
}

function createEntries(): LRUCache<string, Entry> {
  return createKept(mostEntries);
}

function emptyTable(): RosterTable {
  return { entries: createEntries(), count: 0, newest: '', sorted: undefined };
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
  /** What was done after that moment, a note's last change alone. */
  after(moment: number): readonly OwnChange[];
  isNewer(id: string, moment: number): boolean;
}

/** More than this process writes while one list is read. */
const mostChanges = 5_000;

function createOwnChanges(): OwnChanges {
  const changes = createKept<OwnChange>(mostChanges);
  let moment = 0;
  return {
    mark: () => moment,
    add: (id, header) => {
      moment += 1;
      changes.set(id, { id, header, moment });
    },
    after: (mark) => [...changes.values()].filter((change) => change.moment > mark),
    isNewer: (id, mark) => (changes.peek(id)?.moment ?? 0) > mark,
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
