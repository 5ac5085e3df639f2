import type { Roster } from '../memory.ts';
import type { NoteHeader } from '../note.ts';
import { mayRead, noteTag } from './access.ts';
import type { Bank } from './bank.ts';
import type { Window } from './calls.ts';
import type { Deleted } from './deleted.ts';
import { createOwnChanges } from './own-changes.ts';
import {
  correctOne,
  countWith,
  emptyTable,
  isUnchanged,
  mergeInto,
  newestCallFirst,
  type RosterTable,
  replaceAll,
  setOwn,
} from './roster-table.ts';
import type { Tombstones } from './tombstones.ts';
import type { ListedDocument } from './wire.ts';

/** The roster, and how the rest of the adapter keeps it true between its own readings. */
export interface RosterCache extends Roster {
  /** This process stored the note as it is here. */
  saw(header: NoteHeader): void;
  /** This process deleted the note. */
  forget(id: string): void;
  /** To be taken before a list is read that will correct the roster. */
  mark(): number;
  /** A fresh list, and which notes it would show: those it does not are gone. */
  correct(fresh: readonly NoteHeader[], wouldShow: (header: NoteHeader) => boolean, mark: number): void;
}

interface Deps {
  readonly notes: Bank;
  readonly tombstones: Tombstones;
  readonly deleted: Deleted;
}

const firstPage = 100;
const pageSize = 1_000;
const filter = { tags: [noteTag], match: 'all' as const };

export function createRoster({ notes, tombstones, deleted }: Deps): RosterCache {
  const table = emptyTable();
  const own = createOwnChanges();
  let refreshing: Promise<void> | undefined;

  /** Also learns what was deleted before this process began, should a late write have brought it back. */
  async function readEverything(): Promise<void> {
    const [documents, buried] = await Promise.all([notes.list(filter), tombstones.all()]);
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
  return {
    async headers(asker) {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      await refreshing;
      return peek(asker);
    },
    peek,
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

/**
 * What changed since the last reading, newest first: the list comes in that order, so reading stops at the first
 * document that is as it was. Undefined when only reading everything will tell, as after a deletion elsewhere.
 */
async function readChanged(notes: Bank, table: RosterTable): Promise<readonly ListedDocument[] | undefined> {
  if (table.entries.size === 0) return undefined;
  const changed = new Map<string, ListedDocument>();
  for (let window = { offset: 0, limit: firstPage }; ; window = nextWindow(window)) {
    const { items, total } = await notes.page(filter, window);
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
