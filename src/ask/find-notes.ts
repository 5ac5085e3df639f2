import { byAnyWord, costOf, fused, headerTokens, shortened } from '../brief/evidence/search-notes.ts';
import { beforeOrders } from '../brief/signals/orders.ts';
import type { Memory } from '../memory/memory.ts';
import { byNewestCall, type Note, type NoteHeader } from '../memory/note.ts';
import { within } from '../util/deadline.ts';
import type { About } from './about.ts';
import { type CitedNote, citedNote } from './answer.ts';
import { contentWords, stemsOf } from './words.ts';

interface NoteSearch {
  readonly asker: string;
  /** The question, with those before it that it follows up. */
  readonly text: string;
  readonly about: About;
  /** Of all notes that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
}

/** Notes that may hold the answer. */
interface FoundNotes {
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
export async function findNotes(memory: Memory, search: NoteSearch): Promise<FoundNotes> {
  const { about, headers, text } = search;
  const wanted = headers.filter(({ deal }) => about.deals?.has(deal.key) ?? true);
  // What all fits is all read, whatever is nearest.
  const areFew = wanted.length <= mostNotes;
  const nearest = !areFew ? recalled(memory, search) : Promise.resolve([]);
  const inReach = wanted.slice(0, mostSearched);
  const [notes, ids] = await Promise.all([memory.texts(inReach), nearest]);
  const far = await memory.texts(wanted.slice(mostSearched).filter(({ id }) => ids.includes(id)));
  const all = [...notes, ...far].toSorted(byNewestCall);
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
async function recalled(memory: Memory, { asker, text, about }: NoteSearch): Promise<readonly string[]> {
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
  return chosen.toSorted(byNewestCall).toReversed();
}

const mostNearest = 3;
const quoteLength = 200;

/** For when no model answers: the best notes in their own words, those that hold a word of the question if any do. */
export function nearestWords({ ranked, worded }: FoundNotes, question: string): readonly CitedNote[] {
  const holding = ranked.filter(({ id }) => worded.has(id));
  const wanted = stemsOf(question);
  return (holding.length > 0 ? holding : ranked)
    .slice(0, mostNearest)
    .map((note) => citedNote(note, bestPiece(note.text, wanted)));
}

/** The sentence of a note with the most of the words wanted, the earliest of equals. */
function bestPiece(text: string, wanted: ReadonlySet<string>): string {
  const whole = beforeOrders(text).trim() || text.trim();
  const pieces = whole.match(/[^.!?।。\n]+[.!?।。]*/gu) ?? [whole];
  const scored = pieces.map((piece) => ({
    piece: piece.trim(),
    score: [...stemsOf(piece)].filter((stem) => wanted.has(stem)).length,
  }));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  const piece = best === undefined || best.score === 0 ? whole : best.piece;
  if (piece.length <= quoteLength) return piece;
  const space = piece.lastIndexOf(' ', quoteLength);
  return piece
    .slice(0, space > 0 ? space : quoteLength)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
