import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { within } from '../within.ts';
import { byWords } from './word-search.ts';

/** A note that was searched for, and why it is here. */
export interface Found {
  readonly note: Note;
  /** `words`: it holds them. `meaning`: it does not, but is among the nearest in meaning. */
  readonly by: 'words' | 'meaning';
}

interface Search {
  readonly deal: string;
  readonly asker: string;
  readonly text: string;
  /** Where to look: nothing outside of these is found. */
  readonly notes: readonly Note[];
}

const recallMs = 1_500;
/** Meaning always finds a nearest note, so only the first few mean anything. */
const mostByMeaning = 3;

/** Notes with the words first, best match first, then the nearest in meaning. Memory trouble costs the latter alone. */
export async function searchNotes(memory: Memory, search: Search): Promise<readonly Found[]> {
  const { notes, deal, asker, text } = search;
  const question = { deal, asker, text, limit: mostByMeaning };
  const nearest = within(recallMs, memory.recall(question), () => new Error('late')).catch(() => []);
  const worded = byWords(text, notes);
  const close = (await nearest).filter((id) => !worded.includes(id));
  const byId = new Map(notes.map((note) => [note.id, note]));
  const found = (ids: readonly string[], by: Found['by']) =>
    ids.flatMap((id) => {
      const note = byId.get(id);
      return note ? [{ note, by }] : [];
    });
  return [...found(worded, 'words'), ...found(close, 'meaning')];
}
