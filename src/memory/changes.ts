import type { Erasure, Memory } from './memory.ts';
import type { Note } from './note.ts';

/** A change of a note that went through, whichever door it came by. */
interface NoteChange {
  readonly author: string;
  /** The note as it is now, when it was saved; undefined when it was removed, or others may read it now, or no more. */
  readonly saved: Note | undefined;
}

export type NoteListener = (change: NoteChange) => void;

/** A memory that tells of its changes. Listeners are called before the change is answered, and must return at once. */
export function withChanges({ memory, erasure }: { readonly memory: Memory; readonly erasure: Erasure }) {
  const listeners: NoteListener[] = [];

  function tell(author: string, saved?: Note): void {
    for (const listener of listeners) listener({ author, saved });
  }

  function writing(write: Memory['save']): Memory['save'] {
    return async (note) => {
      const result = await write(note);
      if (result === 'saved') tell(note.author, note);
      return result;
    };
  }

  const telling: Memory = {
    ...memory,
    save: writing(memory.save),
    edit: writing(memory.edit),
    async remove(id, by) {
      await memory.remove(id, by);
      tell(by);
    },
    async setVisibility(id, visibility, asked) {
      const isChanged = await memory.setVisibility(id, visibility, asked);
      if (isChanged) tell(asked.by);
      return isChanged;
    },
  };
  const erasing: Erasure = {
    ...erasure,
    async remove(note) {
      await erasure.remove(note);
      tell(note.author);
    },
  };
  return {
    memory: telling,
    erasure: erasing,
    onChange: (listener: NoteListener) => void listeners.push(listener),
  };
}
