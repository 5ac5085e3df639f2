import type { NoteRoster } from '../memory.ts';
import type { NoteHeader } from '../note.ts';
import { mayRead } from './access.ts';
import { authorsOf } from './authors.ts';
import type { Bank } from './bank.ts';
import type { Deleted } from './deleted.ts';
import { createOwnChanges } from './own-changes.ts';
import { correctOne, mergeInto, replaceAll, setOwn } from './roster-changes.ts';
import { everyNote, readChanged } from './roster-reading.ts';
import { emptyTable, newestCallFirst } from './roster-table.ts';
import type { Tombstones } from './tombstones.ts';

/** The roster, and how the rest of the adapter keeps it true between its own readings. */
export interface RosterCache extends NoteRoster {
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
