import { bestPiece } from '../brief/evidence/best-piece.ts';
import { allStems, stemsOf } from '../brief/evidence/content-words.ts';
import type { Evidence } from '../brief/evidence/find-evidence.ts';
import { estimateTokens } from '../brief/model/model.ts';
import { byNewestCall, type Note } from '../memory/note.ts';
import { type CitedNote, citedNote } from './answer.ts';

/** What an answer may rest on. */
const mostNotes = 16;
/** No note may take more than this share of the budget. */
const share = 3;
/** A note's number, day, outcome, author and empty line. */
const headerTokens = 22;

/** Tokens of a note with its header. */
function costOf(note: Note): number {
  const names = note.prospects.map((one) => one.name).join(', ');
  return estimateTokens(`${note.text} ${names}`) + headerTokens;
}

/** Long notes are cut so that one of them cannot push out all others. */
function shortened(note: Note, maxTokens: number): Note {
  const excess = estimateTokens(note.text) - maxTokens;
  if (excess <= 0) return note;
  const share = maxTokens / estimateTokens(note.text);
  return { ...note, text: `${note.text.slice(0, Math.floor(note.text.length * share))}…` };
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

/** For when no model answers: sentences of the best notes that hold a word of the question, names apart. */
export function nearestWords(
  { notes, worded }: Pick<Evidence, 'notes' | 'worded'>,
  question: string,
  names: readonly string[],
): readonly CitedNote[] {
  const wanted = wantedIn(question, names);
  // A question of nothing but names is answered by whatever is on them.
  const least = wanted.size > 0 ? 1 : 0;
  const inOrder = [...notes.filter(({ id }) => worded.has(id)), ...notes.filter(({ id }) => !worded.has(id))];
  return inOrder
    .map((note) => ({ note, piece: bestPiece(note.text, wanted) }))
    .filter(({ piece }) => piece.words >= least)
    .slice(0, mostNearest)
    .map(({ note, piece }) => citedNote(note, piece.text));
}

/**
 * Notes that hold words of the question, names apart, the most of them first; where nobody is named, all of its words:
 * whether they answer it is for a person to see.
 */
export function notesHolding(
  notes: readonly Note[],
  question: string,
  names: readonly string[],
): readonly CitedNote[] {
  const wanted = wantedIn(question, names);
  const least = names.length > 0 ? 1 : Math.max(1, wanted.size);
  return notes
    .map((note) => {
      const held = stemsOf(note.text);
      return { note, count: [...wanted].filter((stem) => held.has(stem)).length };
    })
    .filter(({ count }) => count >= least)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, mostNearest)
    .map(({ note }) => citedNote(note, ''));
}

function wantedIn(question: string, names: readonly string[]): ReadonlySet<string> {
  const named = new Set(names.flatMap((name) => [...allStems(name)]));
  return new Set([...stemsOf(question)].filter((stem) => !named.has(stem)));
}
