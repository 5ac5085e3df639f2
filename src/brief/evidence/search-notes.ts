import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { within } from '../../util/deadline.ts';
import { createTermReader } from './content-words.ts';

/** A note that was searched for, and why it is here. */
export interface Found {
  readonly note: Note;
  /** `words`: it holds them. `meaning`: it does not, but is among the nearest in meaning. */
  readonly by: 'words' | 'meaning';
  /** Where in its text the first of the words stands, from 0; 0 where it is here by meaning. */
  readonly at: number;
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
  const close = (await nearest).filter((id) => worded.every((one) => one.id !== id));
  const byId = new Map(notes.map((note) => [note.id, note]));
  const read = createTermReader();
  const found = (id: string, by: Found['by'], at: (text: string) => number) => {
    const note = byId.get(id);
    return note ? [{ note, by, at: at(note.text) }] : [];
  };
  return [
    ...worded.flatMap(({ id, terms }) => found(id, 'words', (words) => placeOf(terms, words, read))),
    ...close.flatMap((id) => found(id, 'meaning', () => 0)),
  ];
}

/** Where the first word stands that is one of these terms; 0 where none is. */
function placeOf(terms: readonly string[], text: string, read: (text: string) => readonly string[]): number {
  const wanted = new Set(terms);
  const words = text.matchAll(/\S+/gu);
  for (const { 0: word, index } of words) if (read(word).some((term) => wanted.has(term))) return index;
  return 0;
}

interface Worded {
  readonly id: string;
  readonly text: string;
}

/** BM25 over stems, in any of the languages that notes are written in. */
function indexOf(texts: readonly Worded[]) {
  const read = createTermReader();
  const tokenize = (text: string) => [...read(text)];
  const index = new MiniSearch<Worded>({ fields: ['text'], tokenize, processTerm: (term) => term });
  index.addAll(texts.map(({ id, text }) => ({ id, text })));
  return index;
}

/** What is typed into a search may be begun or misspelt. */
const typed: SearchOptions = {
  prefix: (term) => term.length > 3,
  fuzzy: (term) => (term.length > 5 ? 0.2 : false),
};

/** All of the words where a note has them all, else any of them; with what of each note was meant by them. */
function byWords(
  text: string,
  notes: readonly Note[],
): readonly { readonly id: string; readonly terms: readonly string[] }[] {
  const index = indexOf(notes);
  const all = index.search(text, { ...typed, combineWith: 'AND' });
  const hits = all.length > 0 ? all : index.search(text, typed);
  return hits.map(({ id, terms }) => ({ id: String(id), terms }));
}

const asked: SearchOptions = { prefix: (term) => term.length > 3 };

/** Any of the words of a question, the notes with most and rarest of them first. */
export function byAnyWord(question: string, notes: readonly Worded[]): readonly string[] {
  return indexOf(notes)
    .search(question, asked)
    .map(({ id }) => String(id));
}
