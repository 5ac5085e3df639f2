import { costOf, headerTokens, shortened } from '../brief/evidence/note-cost.ts';
import { fused } from '../brief/evidence/rank-fusion.ts';
import { byAnyWord } from '../brief/evidence/word-search.ts';
import { newestFirst } from '../brief/score/history.ts';
import { within } from '../brief/within.ts';
import type { Memory } from '../memory/memory.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import type { About } from './about.ts';
import { contentWords } from './words.ts';

interface Search {
  readonly asker: string;
  /** The question, with those before it that it follows up. */
  readonly text: string;
  readonly about: About;
  /** Of all notes that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
}

/** Notes that may hold the answer. */
export interface FoundNotes {
  /** Best first. */
  readonly ranked: readonly Note[];
  /** Ids of those that hold a word of the question. */
  readonly worded: ReadonlySet<string>;
}

const recallMs = 1_500;
const mostRecalled = 20;
/** Beyond this many, older notes are found by meaning alone. */
const mostSearched = 3_000;
/** What an answer may rest on. */
const mostNotes = 16;
/** No note may take more than this share of the budget. */
const share = 3;

/** Meaning, words and date, ranks fused; only the deals asked about are read. Trouble with recall costs meaning alone. */
export async function findNotes(memory: Memory, search: Search): Promise<FoundNotes> {
  const { about, headers, text } = search;
  const wanted = headers.filter(({ deal }) => about.deals?.has(deal.key) ?? true);
  // What all fits is all read, whatever is nearest.
  const areFew = wanted.length <= mostNotes;
  const nearest = !areFew ? recalled(memory, search) : Promise.resolve([]);
  const inReach = wanted.slice(0, mostSearched);
  const [notes, ids] = await Promise.all([memory.texts(inReach), nearest]);
  const far = await memory.texts(wanted.slice(mostSearched).filter(({ id }) => ids.includes(id)));
  const all = newestFirst([...notes, ...far]);
  const worded = wordsIn(text, all);
  const found = new Set([...ids, ...worded]);
  const byDate = all.filter(({ id }) => areFew || about.deals !== null || found.has(id)).map(({ id }) => id);
  const ranks = fused([ids, worded, byDate]);
  const ranked = all.filter(({ id }) => ranks.has(id));
  return {
    ranked: ranked.toSorted((a, b) => (ranks.get(b.id) ?? 0) - (ranks.get(a.id) ?? 0)),
    worded: new Set(worded),
  };
}

function wordsIn(text: string, notes: readonly Note[]): readonly string[] {
  const words = contentWords(text).join(' ');
  return words === '' ? [] : byAnyWord(words, notes);
}

/** Deals asked about are asked one by one: what is nearest of all might be of others. */
async function recalled(memory: Memory, { asker, text, about }: Search): Promise<readonly string[]> {
  const deals = about.deals === null ? [null] : [...about.deals].slice(0, 5);
  const asks = deals.map((deal) => memory.recall({ deal, asker, text, limit: mostRecalled }));
  const answers = within(recallMs, Promise.allSettled(asks), () => new Error('late'));
  const settled = await answers.catch(() => []);
  const lists = settled.map((one) => (one.status === 'fulfilled' ? one.value : []));
  return [...fused(lists)].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}

/** The best of them that a model can read for so many tokens, oldest first. */
export function withinBudget(ranked: readonly Note[], budgetTokens: number): readonly Note[] {
  const chosen: Note[] = [];
  let left = budgetTokens;
  for (const whole of ranked.slice(0, mostNotes)) {
    const note = shortened(whole, budgetTokens / share - headerTokens);
    if (costOf(note) > left) continue;
    chosen.push(note);
    left -= costOf(note);
  }
  return newestFirst(chosen).toReversed();
}
