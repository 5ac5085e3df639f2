import { beforeOrders } from '../quotes/orders.ts';
import { clipped } from '../quotes/quote.ts';
import { sentencesOf } from '../quotes/sentence-bounds.ts';
import { stemsOf } from './content-words.ts';

const quoteLength = 200;

/** A sentence of a note, and how many of the words wanted are in it. */
interface Piece {
  readonly text: string;
  readonly words: number;
}

/** The sentence of a note with the most of the words wanted, the earliest of equals; its beginning where none has any. */
export function bestPiece(text: string, wanted: ReadonlySet<string>): Piece {
  const whole = beforeOrders(text).trim() || text.trim();
  const pieces = sentencesOf(whole).map(({ start, end }) => {
    const piece = whole.slice(start, end).trim();
    return { text: piece, words: [...stemsOf(piece)].filter((stem) => wanted.has(stem)).length };
  });
  const [best] = pieces.toSorted((a, b) => b.words - a.words);
  const piece = best === undefined || best.words === 0 ? { text: whole, words: 0 } : best;
  return { ...piece, text: clipped(piece.text, quoteLength) };
}
