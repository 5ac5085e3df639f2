import MiniSearch from 'minisearch';
import type { Note } from '../../memory/note.ts';

const options = {
  prefix: (term: string) => term.length > 3,
  fuzzy: (term: string) => (term.length > 5 ? 0.2 : false),
};

function indexOf(notes: readonly Note[]) {
  const index = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] });
  index.addAll(notes.map((note) => ({ id: note.id, text: note.text })));
  return index;
}

/** All of the words where a note has them all, else any of them. */
export function byWords(text: string, notes: readonly Note[]): readonly string[] {
  const index = indexOf(notes);
  const all = index.search(text, { ...options, combineWith: 'AND' });
  const hits = all.length > 0 ? all : index.search(text, options);
  return hits.map(({ id }) => String(id));
}

/** Any of the words, the notes with most and rarest of them first. */
export function byAnyWord(text: string, notes: readonly Note[]): readonly string[] {
  return indexOf(notes)
    .search(text, options)
    .map(({ id }) => String(id));
}
