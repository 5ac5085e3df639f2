import type { NoteHeader } from '../memory/note.ts';
import type { CitedNote } from './answer.ts';

/** A piece of a note with whose note it is. */
export function citedNote(note: NoteHeader, quote: string): CitedNote {
  const { id, day, prospects, deal, visibility } = note;
  return { noteId: id, day, quote, prospects, deal, isPrivate: visibility === 'private' };
}
