import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { strictJsonSchema } from '../brief/model/model.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import type { Cited, Testimony } from '../brief/score/signal.ts';
import { checkAnswer } from '../brief/signals/check.ts';
import {
  claimAnswer,
  noteBlock,
  oneLine,
  type Prompt,
  promptsFolder,
  signalAnswer,
  withKinds,
} from '../brief/signals/prompt.ts';
import { createQuoteFinder } from '../brief/signals/quote.ts';
import { beforeOrders, isSafe, knownFrom, tidy } from '../brief/signals/sentence.ts';
import type { Note } from '../memory/note.ts';
import { hashOf } from '../util/hash.ts';
import type { LineWords } from './line.ts';
import type { Comparison } from './week.ts';

/** Reads `prompts/digest.md`. */
export async function readDigestPrompt(rubric: Rubric, folder: URL = promptsFolder): Promise<Prompt> {
  return createDigestPrompt(await readFile(new URL('digest.md', folder), 'utf8'), rubric);
}

/** Fills the kinds' definitions into `prompts/digest.md`. */
export function createDigestPrompt(template: string, rubric: Rubric): Prompt {
  const kinds = Object.keys(rubric.kinds);
  return { system: withKinds(template, rubric), schema: digestJsonSchema(kinds), kinds };
}

const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** The one JSON shape of a digest's answer, for the model: every deal of a batch, and what sets two of them apart. */
function digestJsonSchema(kinds: readonly string[]): Readonly<Record<string, unknown>> {
  const deal = z.strictObject({
    deal: z.int(),
    reason: z.union([claimAnswer, z.null()]),
    next: z.union([claimAnswer, z.null()]),
    signals: z.array(signalAnswer(kinds)),
  });
  const comparison = z.strictObject({ text: z.string(), first: citation, second: citation });
  return strictJsonSchema(z.strictObject({ deals: z.array(deal), comparisons: z.array(comparison) }));
}

/** One deal as the model is shown it. */
export interface ShownDeal {
  /** Key of the deal. */
  readonly key: string;
  readonly buyer: string;
  readonly daysAgo: number;
  /** Whether its signals are to be found too. */
  readonly isWanted: boolean;
  /** Whether all of its notes are shown uncut: only then does an answer stand for the deal. */
  readonly isWhole: boolean;
  /** Oldest first, at least one; long ones may be cut. */
  readonly notes: readonly Note[];
}

/** The user message of one batch; its nonce comes from the hash of what it delimits, so no note can hold it. */
export function digestMessage(deals: readonly ShownDeal[]): string {
  const numbers = firstNumbers(deals);
  const block = deals.map((deal, index) => dealBlock(deal, index + 1, numbers[index] ?? 1)).join('\n\n');
  const nonce = hashOf(block, 8);
  return `=== deals ${nonce} ===\n${block}\n=== end of deals ${nonce} ===`;
}

/** A deal with its notes, numbered from `first`; a note's own lines never start with `=`. */
export function dealBlock(
  { buyer, daysAgo, isWanted, notes }: ShownDeal,
  number: number,
  first: number,
): string {
  const since = `${daysAgo} days since contact`;
  const signals = `signals: ${isWanted ? 'wanted' : 'known'}`;
  const header = `=== deal ${number} · ${oneLine(buyer)} · ${since} · ${signals}`;
  return [header, ...notes.map((note, index) => noteBlock(note, first + index))].join('\n');
}

/** The number of each deal's first note: numbers run on, so that a claim on another deal's note is found out. */
function firstNumbers(deals: readonly ShownDeal[]): readonly number[] {
  let next = 1;
  return deals.map(({ notes }) => {
    const first = next;
    next += notes.length;
    return first;
  });
}

/** What held of an answer on a batch; a deal that is not in it got no words. */
export interface WordedBatch {
  readonly deals: ReadonlyMap<string, WordedDeal>;
  readonly comparisons: readonly Comparison[];
}

/** What held of an answer on one deal. */
export interface WordedDeal {
  readonly words: LineWords;
  /** Null where no signals were wanted. */
  readonly testimony: Testimony | null;
  /** Whether the answer rests on all of the deal's notes. */
  readonly isWhole: boolean;
}

interface ShownBatch {
  readonly deals: readonly ShownDeal[];
  /** The notes in full, by id: what was cut for the prompt is checked against the whole. */
  readonly originals: ReadonlyMap<string, Note>;
}

/** The same, loosely: one bad item costs that item, not the answer. */
const looseAnswer = z.looseObject({
  deals: z.array(z.unknown()).catch([]),
  comparisons: z.array(z.unknown()).catch([]),
});

/** A deal's item, to be checked further against its notes. */
const looseDeal = z.looseObject({ deal: z.int(), signals: z.array(z.unknown()).catch([]) });
const looseComparison = z.object({ text: z.string(), first: citation, second: citation });
const mostComparisons = 3;

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

/** The checks of a brief, on one deal's item. */
function checkDeal(raw: unknown, notes: readonly Note[], rubric: Rubric): Testimony | null {
  const item = looseDeal.safeParse(raw);
  if (!item.success) return null;
  const { signals, reason, next } = item.data;
  return checkAnswer({ signals, do_next: next, changed: [reason] }, notes, rubric);
}

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

function originalsOf({ notes }: ShownDeal, { originals }: ShownBatch): readonly Note[] {
  return notes.map((note) => originals.get(note.id) ?? note);
}

const comparisonLength = 240;

interface DealAndNote {
  readonly deal: ShownDeal;
  readonly note: Note;
}

/** Holds both quotes of a comparison against their notes, and its words against both notes. */
function checkComparison(
  raw: unknown,
  placeOf: (note: number) => DealAndNote | undefined,
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
