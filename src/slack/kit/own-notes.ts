import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';

/** One note behind a button. Rejects with UserError when it is not theirs to use so. */
export interface OwnNotes {
  /** To read. A note that is gone and one that may not be read look the same. */
  readable(id: string, user: string): Promise<Note>;
  /** To change, for its author alone. */
  own(id: string, user: string): Promise<Note>;
}

export function createOwnNotes(memory: Memory): OwnNotes {
  async function readable(id: string, user: string): Promise<Note> {
    const note = await memory.read(id, user);
    if (note) return note;
    throw new UserError('That note is deleted or no longer shared with you.');
  }

  return {
    readable,
    async own(id, user) {
      const note = await readable(id, user);
      if (note.author === user) return note;
      throw new UserError('Only the author of a note can change it.');
    },
  };
}
