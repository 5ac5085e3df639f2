import { bestPiece } from '../brief/evidence/best-piece.ts';
import { stemsOf } from '../brief/evidence/content-words.ts';
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

/** For when no model answers: the best notes in their own words, those that hold a word of the question if any do. */
export function nearestWords(
  { notes, worded }: Pick<Evidence, 'notes' | 'worded'>,
  question: string,
): readonly CitedNote[] {
  const holding = notes.filter(({ id }) => worded.has(id));
  const wanted = stemsOf(question);
  return (holding.length > 0 ? holding : notes)
    .slice(0, mostNearest)
    .map((note) => citedNote(note, bestPiece(note.text, wanted)));
}
