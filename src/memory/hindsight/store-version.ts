import { UpstreamError } from '../../errors.ts';
import type { WriteResult } from '../memory.ts';
import type { Note, NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import { decodeNote, encodeNote } from './stored-note.ts';
import type { Tombstones } from './tombstones.ts';

interface Deps {
  readonly notes: Bank;
  readonly tombstones: Tombstones;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Stores a version of a note unless the one that is there outranks it. To be called from the note's chain. */
export type StoreVersion = (
  note: Note,
  /** The header is missing when what is there is not readable. */
  outranks: (stored: NoteHeader | undefined) => boolean,
) => Promise<WriteResult>;

const pausesMs = [150, 300];

export function createStoreVersion({ notes, tombstones, wait }: Deps): StoreVersion {
  async function store(...[note, outranks]: Parameters<StoreVersion>): Promise<WriteResult> {
    const [isDeleted, document] = await Promise.all([tombstones.has(note.id), notes.get(note.id)]);
    if (!isDeleted) {
      const header = document && decodeNote(document.id, document.tags, document.document_metadata);
      if (document && outranks(header)) return 'already';
      await notes.retainOnce(encodeNote(note));
    }
    // Another process may have deleted the note while this one wrote it.
    if (!isDeleted && !(await tombstones.has(note.id))) return 'saved';
    await notes.remove(note.id);
    return 'deleted';
  }

  return async (note, outranks) => {
    // An earlier try may have been carried out although its answer never came: that version is no rival.
    const outranksOurs = (stored: NoteHeader | undefined) =>
      stored?.loggedAt !== note.loggedAt && outranks(stored);
    let rival = outranks;
    for (const pauseMs of pausesMs) {
      try {
        return await store(note, rival);
      } catch (error) {
        if (!isWorthAnotherTry(error)) throw error;
      }
      await wait(pauseMs);
      rival = outranksOurs;
    }
    return store(note, rival);
  };
}

/** Reads have been tried again already. After a timeout the person has waited enough: the next try is theirs. */
function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof UpstreamError) || error.operation !== 'retain') return false;
  return error.retryable && error.kind !== 'timeout' && error.retryAfter === undefined;
}
