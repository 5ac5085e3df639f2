import { knownFrom } from '../brief/testimony/known.ts';
import { beforeOrders } from '../brief/testimony/orders.ts';
import { createQuoteFinder } from '../brief/testimony/quote.ts';
import { isSafe } from '../brief/testimony/sentence.ts';
import type { Cited } from '../brief/testimony/testimony.ts';
import { tidy } from '../brief/testimony/tidy.ts';
import type { Note } from '../memory/note.ts';
import { looseComparison } from './digest-answer.ts';
import type { ShownDeal } from './digest-message.ts';
import type { Comparison } from './week.ts';

const comparisonLength = 240;

interface Place {
  readonly deal: ShownDeal;
  readonly note: Note;
}

/** Holds both quotes of a comparison against their notes, and its words against both notes. */
export function checkComparison(
  raw: unknown,
  placeOf: (note: number) => Place | undefined,
): Comparison | null {
  const given = looseComparison.safeParse(raw);
  if (!given.success) return null;
  const cite = ({ note, quote }: { note: number; quote: string }) => {
    const place = placeOf(note);
    const found = place && createQuoteFinder(beforeOrders(place.note.text))(quote);
    const cited: Cited | null =
      place && found ? { noteId: place.note.id, day: place.note.day, quote: found } : null;
    return place && cited ? { ...place, cited } : null;
  };
  const [first, second] = [cite(given.data.first), cite(given.data.second)];
  if (first === null || second === null || first.deal.key === second.deal.key) return null;
  const text = tidy(given.data.text, comparisonLength);
  if (!isSafe(text, knownFrom([first.note, second.note], []))) return null;
  return { text, deals: [first.deal.key, second.deal.key], cited: [first.cited, second.cited], by: 'model' };
}
