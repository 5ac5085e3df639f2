import MiniSearch from 'minisearch';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { within } from '../../util/deadline.ts';
import { estimateTokens } from '../model/model.ts';

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
function byWords(text: string, notes: readonly Note[]): readonly string[] {
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

/** Constant of reciprocal rank fusion: how little a first place outweighs a tenth. */
const rankOffset = 60;

/** Reciprocal rank fusion: ranks add up, scores of unlike searches do not. */
export function fused(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const list of lists) {
    list.forEach((id, index) => {
      ranks.set(id, (ranks.get(id) ?? 0) + 1 / (rankOffset + index));
    });
  }
  return ranks;
}

/** A note's number, day, outcome, author and empty line. */
export const headerTokens = 22;

/** Tokens of a note with its header. */
export function costOf(note: Note): number {
  const names = note.prospects.map((one) => one.name).join(', ');
  return estimateTokens(`${note.text} ${names}`) + headerTokens;
}

/** Long notes are cut so that one of them cannot push out all others. */
export function shortened(note: Note, maxTokens: number): Note {
  const excess = estimateTokens(note.text) - maxTokens;
  if (excess <= 0) return note;
  const share = maxTokens / estimateTokens(note.text);
  return { ...note, text: `${note.text.slice(0, Math.floor(note.text.length * share))}…` };
}
