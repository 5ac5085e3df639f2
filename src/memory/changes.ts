import { LRUCache } from 'lru-cache';
import type { Erasure, Memory } from './memory.ts';
import type { Note, NoteHeader } from './note.ts';

/** A change of a note that went through, whichever door it came by. */
interface NoteChange {
  readonly author: string;
  /** Key of its deal; undefined where nobody has read the note in this process. */
  readonly deal: string | undefined;
  /** The note as it is now, when it was saved; undefined when it was removed, or others may read it now, or no more. */
  readonly saved: Note | undefined;
}

export type NoteListener = (change: NoteChange) => void;

const mostKnown = 2_000;

/** A memory that tells of its changes. Listeners are called before the change is answered, and must return at once. */
export function withChanges({ memory, erasure }: { readonly memory: Memory; readonly erasure: Erasure }) {
  const listeners: NoteListener[] = [];
  // A note is removed and shared by its id alone, right after it was read for its author.
  const deals = new LRUCache<string, string>({ max: mostKnown });
  const know = ({ id, deal }: NoteHeader) => void deals.set(id, deal.key);

  function tell(id: string, author: string, saved?: Note): void {
    const change = { author, deal: deals.get(id), saved };
    for (const listener of listeners) listener(change);
  }

  function writing(write: Memory['save']): Memory['save'] {
    return async (note) => {
      const result = await write(note);
      if (result === 'saved') {
        know(note);
        tell(note.id, note.author, note);
      }
      return result;
    };
  }

  const telling: Memory = {
    ...memory,
    save: writing(memory.save),
    edit: writing(memory.edit),
    async read(id, asker) {
      const note = await memory.read(id, asker);
      if (note) know(note);
      return note;
    },
    async remove(id, by) {
      await memory.remove(id, by);
      tell(id, by);
    },
    async setVisibility(id, visibility, asked) {
      const isChanged = await memory.setVisibility(id, visibility, asked);
      if (isChanged) tell(id, asked.by);
      return isChanged;
    },
  };
  const erasing: Erasure = {
    ...erasure,
    async remove(note) {
      await erasure.remove(note);
      tell(note.id, note.author);
    },
  };
  return {
    memory: telling,
    erasure: erasing,
    onChange: (listener: NoteListener) => void listeners.push(listener),
  };
}
