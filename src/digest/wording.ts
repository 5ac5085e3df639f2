import { estimateTokens, type Model } from '../brief/model/model.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { lastContactDay } from '../brief/score/silence.ts';
import { type KeptTestimony, testimonyKey } from '../brief/signals/kept.ts';
import type { Prompt } from '../brief/signals/prompt.ts';
import { UpstreamError } from '../errors.ts';
import type { Note } from '../memory/note.ts';
import { daysBetween } from '../util/calendar.ts';
import { within } from '../util/deadline.ts';
import { type DealCase, knownOf, type WeekScale } from './deals.ts';
import {
  checkDigest,
  dealBlock,
  digestMessage,
  type ShownDeal,
  type WordedBatch,
  type WordedDeal,
} from './digest-prompt.ts';
import type { Comparison, WordingSummary } from './week.ts';

export interface WordingDeps {
  readonly model: Model;
  readonly kept: KeptTestimony;
  readonly digestPrompt: Prompt;
  readonly rubric: Rubric;
  /** `GROQ_TPM`: one call never takes more. */
  readonly tokensPerMinute: number;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** The deals of one rep, the most urgent first. */
interface DealsToWord {
  readonly deals: readonly ShownDeal[];
  /** All notes of each deal, newest first, by deal key. */
  readonly notes: ReadonlyMap<string, readonly Note[]>;
}

export interface Wording {
  /** By deal key. */
  readonly deals: ReadonlyMap<string, WordedDeal>;
  readonly comparisons: readonly Comparison[];
  readonly summary: WordingSummary;
}

/** What the model may take of a digest's time. */
const modelMs = 60_000;

/** Has the model say reasons, next moves, comparisons and missing signals; never rejects for its sake. */
export async function wordWeek(deps: WordingDeps, toWord: DealsToWord): Promise<Wording> {
  const { digestPrompt, report } = deps;
  const deadline = new Date(deps.now().getTime() + modelMs);
  const errors: unknown[] = [];
  let calls = 0;
  const late = () => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
  /** Too large for the model: once more in halves. Any other trouble costs the batch its words. */
  const attempt = async (batch: Batch, again = true): Promise<readonly WordedBatch[]> => {
    calls += 1;
    try {
      return [await within(modelMs, askAbout(deps, { batch, toWord, deadline }), late)];
    } catch (error) {
      const isTooLarge = error instanceof UpstreamError && error.status === 413;
      if (isTooLarge && again && batch.deals.length > 1) {
        return (await Promise.all(halves(batch).map((half) => attempt(half, false)))).flat();
      }
      report(error);
      errors.push(error);
      return [];
    }
  };
  const batches = planBatches(toWord.deals, digestPrompt, deps.tokensPerMinute);
  const worded = (await Promise.all(batches.map((batch) => attempt(batch)))).flat();
  const wording = wordingOf(toWord, worded, { calls, errors });
  keep(deps, toWord, wording.deals);
  return wording;
}

interface BatchRequest {
  readonly batch: Batch;
  readonly toWord: DealsToWord;
  readonly deadline: Date;
}

async function askAbout(
  { model, digestPrompt, rubric }: WordingDeps,
  { batch: { deals, maxOutputTokens }, toWord, deadline }: BatchRequest,
): Promise<WordedBatch> {
  const { system, schema } = digestPrompt;
  const request = { name: 'digest', system, schema, user: digestMessage(deals), maxOutputTokens };
  const answer = await model.complete({ ...request, priority: 'digest' }, deadline);
  const notes = deals.flatMap(({ key }) => toWord.notes.get(key) ?? []);
  const originals = new Map(notes.map((note) => [note.id, note]));
  const worded = checkDigest(answer, { deals, originals }, rubric);
  if (worded !== null) return worded;
  throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
}

function halves({ deals, maxOutputTokens }: Batch): readonly Batch[] {
  const middle = Math.ceil(deals.length / 2);
  const output = Math.ceil(maxOutputTokens / 2);
  return [deals.slice(0, middle), deals.slice(middle)]
    .filter((half) => half.length > 0)
    .map((half) => ({ deals: half, maxOutputTokens: output }));
}

/** What was read of whole deals serves the next week and the next brief. */
function keep(
  { kept, digestPrompt, model }: WordingDeps,
  { deals, notes }: DealsToWord,
  worded: ReadonlyMap<string, WordedDeal>,
): void {
  for (const { key } of deals.filter(({ isWhole }) => isWhole)) {
    const [testimony, read] = [worded.get(key)?.testimony ?? null, notes.get(key)];
    if (testimony === null || read === undefined) continue;
    void kept.keep(testimonyKey(read, digestPrompt, model.name), testimony, read);
  }
}

const mostComparisons = 3;

/** What held of all calls together, and which deals got no words and why. */
function wordingOf(
  toWord: DealsToWord,
  worded: readonly WordedBatch[],
  how: { calls: number; errors: readonly unknown[] },
): Wording {
  const deals = new Map(worded.flatMap((batch) => [...batch.deals]));
  const hasWords = ({ key }: ShownDeal): boolean => {
    const words = deals.get(key)?.words;
    return words !== undefined && (words.reason !== null || words.next !== null);
  };
  const withoutWords = toWord.deals.filter((deal) => !hasWords(deal)).map(({ key }) => key);
  const kind =
    withoutWords.length === 0 ? 'all' : withoutWords.length < toWord.deals.length ? 'some' : 'facts';
  return {
    deals,
    comparisons: worded.flatMap((batch) => batch.comparisons).slice(0, mostComparisons),
    summary: { kind, reason: kind === 'all' ? null : reasonOf(how.errors), withoutWords, calls: how.calls },
  };
}

function reasonOf(errors: readonly unknown[]): 'busy' | 'model' {
  const isBusy =
    errors.length > 0 && errors.every((error) => error instanceof UpstreamError && error.kind === 'busy');
  return isBusy ? 'busy' : 'model';
}

/** Deals that go to the model in one call. */
interface Batch {
  readonly deals: readonly ShownDeal[];
  /** Thinking included. */
  readonly maxOutputTokens: number;
}

/** What thinking, delimiters and comparisons may take. */
const thinkingTokens = 1500;
const comparisonTokens = 300;
const envelopeTokens = 60;

/** Reason, next move and their quotes; with signals, so much more for each note. */
const answerTokens = { deal: 150, wanted: 80, eachNote: 60, mostWanted: 700 } as const;

/** More would take longer to say than a digest may wait. */
const mostAnswerTokens = 40_000;

/** More would be read badly, whatever the account allows. */
const mostPromptTokens = 90_000;

/**
 * As few calls as fit, the first deals first: Groq counts what may be answered as if it were. A deal that fits into no
 * call is left out, and told from facts.
 */
function planBatches(deals: readonly ShownDeal[], prompt: Prompt, tokensPerMinute: number): readonly Batch[] {
  const room = tokensPerMinute - fixedTokens(prompt);
  const batches: { deals: ShownDeal[]; prompt: number; answer: number }[] = [];
  for (const deal of deals) {
    const cost = { prompt: estimateTokens(dealBlock(deal, 999, 9999)) + 1, answer: answerOf(deal) };
    const last = batches.at(-1);
    const [promptTokens, answer] = [(last?.prompt ?? 0) + cost.prompt, (last?.answer ?? 0) + cost.answer];
    const fits =
      promptTokens + answer <= room && answer <= mostAnswerTokens && promptTokens <= mostPromptTokens;
    if (last && fits) {
      last.deals.push(deal);
      Object.assign(last, { prompt: promptTokens, answer });
    } else if (cost.prompt + cost.answer <= room) {
      batches.push({ deals: [deal], prompt: cost.prompt, answer: cost.answer });
    }
  }
  return batches.map((batch) => ({
    deals: batch.deals,
    maxOutputTokens: thinkingTokens + comparisonTokens + batch.answer,
  }));
}

/** What a deal may answer. */
function answerOf({ isWanted, notes }: ShownDeal): number {
  const { deal, wanted, eachNote, mostWanted } = answerTokens;
  return deal + (isWanted ? Math.min(mostWanted, wanted + eachNote * notes.length) : 0);
}

/** Tokens that every call takes before its first deal. */
function fixedTokens(prompt: Prompt): number {
  const sent = estimateTokens(prompt.system) + estimateTokens(JSON.stringify(prompt.schema));
  return sent + thinkingTokens + comparisonTokens + envelopeTokens;
}

/** The prompt of one deal may take so much: all of a long deal when tokens are plenty, a few notes when they are not. */
export function dealBudget(prompt: Prompt, tokensPerMinute: number, dealCount: number): number {
  const room = tokensPerMinute - fixedTokens(prompt);
  return Math.max(
    300,
    Math.min(8000, Math.floor(room / 3), Math.floor((room / Math.max(1, dealCount)) * 1.5)),
  );
}

/** A note's number, day, outcome and names. */
const headerTokens = 24;

/** A deal's own line. */
const dealTokens = 30;

/** How many of the newest notes are shown of a deal whose signals are known. */
const newestOfKnown = 2;
const longestNoteShare = 0.6;

/** A deal for the prompt: newest notes first into the budget, the newest always, then in the order they were written. */
export function excerptOf(one: DealCase, scale: WeekScale, budgetTokens: number): ShownDeal {
  const isWanted = one.source === 'none';
  let left = budgetTokens - dealTokens;
  const shown: Note[] = [];
  for (const note of isWanted ? one.notes : notesToShow(one)) {
    const short = cut(note, Math.max(40, Math.floor(left * longestNoteShare)));
    const cost = estimateTokens(short.text) + headerTokens;
    if (shown.length > 0 && cost > left) break;
    shown.unshift(short);
    left -= cost;
  }
  const { known, asOf } = knownOf(one, scale);
  const contact = lastContactDay(known.notes) ?? asOf;
  const isWhole = shown.length === one.notes.length && shown.every((note) => one.notes.includes(note));
  return {
    key: one.deal.key,
    buyer: one.deal.company ?? one.prospect.name,
    daysAgo: Math.max(0, daysBetween(contact, asOf)),
    isWanted,
    isWhole,
    notes: shown,
  };
}

/** Of a deal whose signals are known: the newest notes, and those that what is open rests on. */
function notesToShow({ notes, signals }: DealCase): readonly Note[] {
  const open = new Set(signals.filter((one) => one.closedBy === null).map((one) => one.raisedBy.noteId));
  return notes.filter((note, index) => index < newestOfKnown || open.has(note.id));
}

function cut(note: Note, tokens: number): Note {
  const all = estimateTokens(note.text);
  if (all <= tokens) return note;
  return { ...note, text: `${note.text.slice(0, Math.floor((note.text.length * tokens) / all))}…` };
}
