import pMap from 'p-map';
import type { Chain } from '../../util/chain.ts';
import type { Arrivals, TakenAway, WriteResult } from '../memory.ts';
import type { Note, NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import { checkedId } from './ids.ts';
import { decodeNote, encodeNote } from './note-document.ts';
import type { TextCache } from './note-reader.ts';
import { removeBuried } from './note-writer.ts';
import type { RosterCache } from './roster.ts';
import { idsWith, restsOnTag, type StateRecords } from './state-records.ts';
import type { DeletedIds, Tombstones } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly state: Bank;
  readonly records: StateRecords;
  readonly tombstones: Tombstones;
  readonly deleted: DeletedIds;
  readonly roster: RosterCache;
  readonly cache: TextCache;
  /** The same as for single notes. */
  readonly chain: Chain;
}

/** At one time, so that an import does not starve what somebody waits for. */
const atOnce = 4;

/** Brings and takes away many notes, in few requests. */
export function createArrivals(deps: Deps): Arrivals {
  const inTurn = createTurns(deps.chain);
  return {
    bring: (notes) =>
      inTurn(
        notes.map(({ id }) => id),
        () => bring(deps, notes),
      ),
    takeAway: (notes) =>
      inTurn(
        notes.map(({ id }) => id),
        () => takeAway(deps, notes),
      ),
    deletedAlone: async () => new Set(await deps.tombstones.alone()),
  };
}

/** Waits for the turn of every id, then works while it holds all of them. They are joined at one moment, so none waits for another for ever. */
function createTurns(chain: Chain) {
  return async <T>(ids: readonly string[], work: () => Promise<T>): Promise<T> => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const turns = [...new Set(ids)].map(
      (id) =>
        new Promise<void>((begin) => {
          void chain(id, () => {
            begin();
            return ended;
          });
        }),
    );
    try {
      await Promise.all(turns);
      return await work();
    } finally {
      end();
    }
  };
}

async function bring(deps: Deps, notes: readonly Note[]): Promise<readonly WriteResult[]> {
  const { notes: bank, tombstones, roster } = deps;
  const ids = notes.map(({ id }) => checkedId(id));
  const [buried, stored] = await Promise.all([tombstones.among(ids), storedAmong(deps, ids)]);
  const wanted = notes.filter(({ id }) => !buried.has(id) && !stored.has(id));
  if (wanted.length > 0) await bank.retainMany(wanted.map(encodeNote));
  // Another process may have deleted some of them meanwhile.
  const late = wanted.length > 0 ? await tombstones.among(ids) : buried;
  for (const { text: _, ...header } of wanted) if (!late.has(header.id)) roster.saw(header);
  const back = wanted.filter(({ id }) => late.has(id));
  await pMap(back, ({ id }) => removeBuried(deps, id), { concurrency: atOnce });
  return notes.map(({ id }) => {
    if (late.has(id)) return 'deleted';
    return stored.has(id) ? 'already' : 'saved';
  });
}

async function storedAmong({ notes, roster }: Deps, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await pMap(ids, (id) => notes.get(id), { concurrency: atOnce });
  for (const document of found) {
    const header = document && decodeNote(document.id, document.tags, document.document_metadata);
    if (header) roster.saw(header);
  }
  return new Set(found.flatMap((document) => document?.id ?? []));
}

/** Of each note the version that came: one that its author has changed since is theirs to delete. */
async function takeAway(deps: Deps, headers: readonly NoteHeader[]): Promise<TakenAway> {
  const { notes, records, state, tombstones } = deps;
  const changed: string[] = [];
  const going: string[] = [];
  await pMap(
    headers,
    async ({ id, author, loggedAt }) => {
      const document = await notes.get(checkedId(id));
      const now = document && decodeNote(id, document.tags, document.document_metadata);
      if (!document) return;
      (now?.author === author && now.loggedAt === loggedAt ? going : changed).push(id);
    },
    { concurrency: atOnce },
  );
  if (going.length === 0) return { removed: 0, changed };
  // The notes last: a process that dies on the way leaves nothing that nobody looks for again.
  await tombstones.layTogether(going);
  const quoting = await idsWith(state, going.map(restsOnTag));
  if (quoting.size > 0) await pMap(going, (id) => records.removeQuoting(id), { concurrency: atOnce });
  await pMap(going, (id) => removeBuried(deps, id), { concurrency: atOnce });
  return { removed: going.length, changed };
}
