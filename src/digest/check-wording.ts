import type { Rubric } from '../brief/score/rubric.ts';
import type { Cited, Testimony } from '../brief/score/signal.ts';
import { checkAnswer } from '../brief/signals/check.ts';
import { createQuoteFinder } from '../brief/signals/quote.ts';
import { beforeOrders, isSafe, knownFrom, tidy } from '../brief/signals/sentence.ts';
import type { Note } from '../memory/note.ts';
import { firstNumbers, looseAnswer, looseComparison, looseDeal, type ShownDeal } from './digest-prompt.ts';
import type { LineWords } from './line.ts';
import type { Comparison } from './week.ts';

/** What held of an answer on one deal. */
export interface WordedDeal {
  readonly words: LineWords;
  /** Null where no signals were wanted. */
  readonly testimony: Testimony | null;
  /** Whether the answer rests on all of the deal's notes. */
  readonly isWhole: boolean;
}

/** What held of an answer on a batch; a deal that is not in it got no words. */
export interface WordedBatch {
  readonly deals: ReadonlyMap<string, WordedDeal>;
  readonly comparisons: readonly Comparison[];
}

const mostComparisons = 3;

/** Note numbers run on over a batch; a deal is checked with numbers of its own. */
function renumbered(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((one) => renumbered(one, by));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === 'note' && typeof inner === 'number' ? inner - by : renumbered(inner, by),
  ]);
  return Object.fromEntries(entries);
}

/** The checks of a brief, on one deal's item. */
function checkDeal(raw: unknown, notes: readonly Note[], rubric: Rubric): Testimony | null {
  const item = looseDeal.safeParse(raw);
  if (!item.success) return null;
  const { signals, reason, next } = item.data;
  return checkAnswer({ signals, do_next: next, changed: [reason] }, notes, rubric);
}

interface ShownBatch {
  readonly deals: readonly ShownDeal[];
  /** The notes in full, by id: what was cut for the prompt is checked against the whole. */
  readonly originals: ReadonlyMap<string, Note>;
}

function originalsOf({ notes }: ShownDeal, { originals }: ShownBatch): readonly Note[] {
  return notes.map((note) => originals.get(note.id) ?? note);
}

/** Of two items on one deal the first counts. */
function checkDeals(items: readonly unknown[], shown: ShownBatch, rubric: Rubric): WordedBatch['deals'] {
  const firsts = firstNumbers(shown.deals);
  const deals = new Map<string, WordedDeal>();
  for (const item of items) {
    const index = (looseDeal.safeParse(item).data?.deal ?? 0) - 1;
    const [deal, first] = [shown.deals[index], firsts[index]];
    if (deal === undefined || first === undefined || deals.has(deal.key)) continue;
    const notes = originalsOf(deal, shown);
    const testimony = checkDeal(renumbered(item, first - 1), notes, rubric);
    if (testimony === null) continue;
    const words = { reason: testimony.changed[0] ?? null, next: testimony.doNext };
    deals.set(deal.key, { words, testimony: deal.isWanted ? testimony : null, isWhole: deal.isWhole });
  }
  return deals;
}

/** What of an answer holds, deal by deal, by the same check as a brief's; null when it is no answer at all. */
export function checkDigest(raw: unknown, shown: ShownBatch, rubric: Rubric): WordedBatch | null {
  const answer = looseAnswer.safeParse(raw);
  if (!answer.success) return null;
  const places = shown.deals.flatMap((deal) => originalsOf(deal, shown).map((note) => ({ deal, note })));
  const comparisons = answer.data.comparisons
    .slice(0, mostComparisons)
    .flatMap((one) => checkComparison(one, (note) => places[note - 1]) ?? []);
  return { deals: checkDeals(answer.data.deals, shown, rubric), comparisons };
}

const comparisonLength = 240;

interface NumberedNote {
  readonly deal: ShownDeal;
  readonly note: Note;
}

/** Holds both quotes of a comparison against their notes, and its words against both notes. */
function checkComparison(
  raw: unknown,
  placeOf: (note: number) => NumberedNote | undefined,
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
