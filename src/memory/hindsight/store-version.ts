import { UpstreamError } from '../../errors.ts';
import type { WriteResult } from '../memory.ts';
import type { Note, NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import { decodeNote } from './decode-note.ts';
import type { Deleted } from './deleted.ts';
import { encodeNote } from './encode-note.ts';
import type { RosterCache } from './roster.ts';
import type { Tombstones } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly tombstones: Tombstones;
  readonly deleted: Deleted;
  readonly roster: RosterCache;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Stores a version of a note unless the one that is there outranks it. To be called from the note's chain. */
export type StoreVersion = (note: Note, outranks: Outranks) => Promise<WriteResult>;

/** The header is missing when what is there is not readable. */
type Outranks = (stored: NoteHeader | undefined) => boolean;

const pausesMs = [150, 300];

export function createStoreVersion(deps: Deps): StoreVersion {
  const store = async (note: Note, outranks: Outranks): Promise<WriteResult> => {
    const { notes, tombstones, roster } = deps;
    const [isDeleted, document] = await Promise.all([tombstones.has(note.id), notes.get(note.id)]);
    if (isDeleted) return bury(deps, note.id);
    const header = document && decodeNote(document.id, document.tags, document.document_metadata);
    if (header) roster.saw(header);
    if (document && outranks(header)) return 'already';
    await notes.retainOnce(encodeNote(note));
    // Another process may have deleted the note while this one wrote it.
    return (await tombstones.has(note.id)) ? bury(deps, note.id) : 'saved';
  };

  return async (note, outranks) => {
    // An earlier try may have been carried out although its answer never came: that version is no rival.
    const outranksOurs: Outranks = (stored) => stored?.loggedAt !== note.loggedAt && outranks(stored);
    let rival = outranks;
    for (const pauseMs of pausesMs) {
      try {
        return await store(note, rival);
      } catch (error) {
        if (!isWorthAnotherTry(error)) throw error;
      }
      await deps.wait(pauseMs);
      rival = outranksOurs;
    }
    return store(note, rival);
  };
}

async function bury({ deleted, roster, notes }: Deps, id: string): Promise<WriteResult> {
  deleted.add(id);
  roster.forget(id);
  await notes.remove(id);
  return 'deleted';
}

/** Reads have been tried again already. After a timeout the person has waited enough: the next try is theirs. */
function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof UpstreamError) || error.operation !== 'retain') return false;
  return error.retryable && error.kind !== 'timeout' && error.retryAfter === undefined;
}
