import { beforeOrders } from '../brief/testimony/orders.ts';
import type { CitedNote } from './answer.ts';
import { citedNote } from './cited-note.ts';
import type { FoundNotes } from './find-notes.ts';
import { stemsOf } from './words.ts';

const mostNotes = 3;
const quoteLength = 200;

/** For when no model answers: the best notes in their own words, those that hold a word of the question if any do. */
export function nearestWords({ ranked, worded }: FoundNotes, question: string): readonly CitedNote[] {
  const holding = ranked.filter(({ id }) => worded.has(id));
  const wanted = stemsOf(question);
  return (holding.length > 0 ? holding : ranked)
    .slice(0, mostNotes)
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
