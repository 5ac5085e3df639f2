import type { Briefer } from '../../brief/brief.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';

/** Hears whose notes changed; the note itself when it was saved. */
export type Changed = (user: string, note?: Note) => void;

const mostKnown = 2_000;

/** The same memory, which tells of each change that went through, whichever door it came by. */
export function watchMemory(memory: Memory, changed: Changed): Memory {
  // A note is removed and shared by its id alone, right after it was read for its author.
  const authors = new Map<string, string>();

  function know({ id, author }: Note): void {
    authors.delete(id);
    authors.set(id, author);
    for (const oldest of authors.keys()) {
      if (authors.size <= mostKnown) break;
      authors.delete(oldest);
    }
  }

  function changedBy(id: string): void {
    const author = authors.get(id);
    if (author !== undefined) changed(author);
  }

  function writing(write: Memory['save']): Memory['save'] {
    return async (note) => {
      const result = await write(note);
      if (result === 'saved') {
        know(note);
        changed(note.author, note);
      }
      return result;
    };
  }

  return {
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
      changedBy(id);
    },
    async setVisibility(id, visibility) {
      await memory.setVisibility(id, visibility);
      changedBy(id);
    },
  };
}

/** The same briefer, which tells when a new note has been read and its deal has a score again. */
export function watchBriefer(briefer: Briefer, changed: Changed): Briefer {
  return {
    ...briefer,
    async gain(request, noteId) {
      const gain = await briefer.gain(request, noteId);
      changed(request.asker);
      return gain;
    },
  };
}
