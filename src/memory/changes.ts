import { LRUCache } from 'lru-cache';
import type { Memory } from './memory.ts';
import type { Note } from './note.ts';

/** A change of a note that went through, whichever door it came by. */
interface NoteChange {
  readonly author: string;
  /** Key of its deal. */
  readonly deal: string;
  /** The note as it is now, when it was saved; undefined when it was removed, or others may read it now, or no more. */
  readonly saved: Note | undefined;
}

export type NoteListener = (change: NoteChange) => void;

const mostKnown = 2_000;

/** A memory that tells of its changes. Listeners are called before the change is answered, and must return at once. */
export function withChanges(memory: Memory) {
  const listeners: NoteListener[] = [];
  // A note is removed and shared by its id alone, right after it was read for its author.
  const known = new LRUCache<string, Pick<NoteChange, 'author' | 'deal'>>({ max: mostKnown });
  const know = ({ id, author, deal: { key: deal } }: Note) => known.set(id, { author, deal });

  function tell(id: string, saved?: Note): void {
    const note = known.get(id);
    if (note !== undefined) for (const listener of listeners) listener({ ...note, saved });
  }

  function writing(write: Memory['save']): Memory['save'] {
    return async (note) => {
      const result = await write(note);
      if (result === 'saved') {
        know(note);
        tell(note.id, note);
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
    async remove(id) {
      await memory.remove(id);
      tell(id);
    },
    async setVisibility(id, visibility) {
      await memory.setVisibility(id, visibility);
      tell(id);
    },
  };
  return { memory: telling, onChange: (listener: NoteListener) => void listeners.push(listener) };
}
