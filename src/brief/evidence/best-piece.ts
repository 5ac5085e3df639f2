import { beforeOrders } from '../quotes/orders.ts';
import { stemsOf } from './content-words.ts';

const quoteLength = 200;

/** The sentence of a note with the most of the words wanted, the earliest of equals. */
export function bestPiece(text: string, wanted: ReadonlySet<string>): string {
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
