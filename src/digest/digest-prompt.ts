import { z } from 'zod';
import { tidy } from '../brief/checks/sentence.ts';
import { strictJsonSchema } from '../brief/model/model.ts';
import { oneLine, readPromptFile } from '../brief/reading/prompt.ts';
import { lastSaid, type Signal } from '../brief/signals/signal.ts';
import { hashOf } from '../util/hash.ts';
import type { Bucket } from './week.ts';

/** What stands the same in every call for a week's words: put first, so that the provider's cache can keep it. */
export interface DigestPrompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const sentence = z.strictObject({ text: z.string(), on: z.array(z.string()) });
const lineAnswer = z.strictObject({
  deal: z.string(),
  reason: z.union([sentence, z.null()]),
  next: z.union([sentence, z.null()]),
});
const comparisonAnswer = z.strictObject({ text: z.string(), first: z.string(), second: z.string() });
const digestAnswer = z.strictObject({ lines: z.array(lineAnswer), comparisons: z.array(comparisonAnswer) });

/** From `prompts/digest.md`. */
function createDigestPrompt(template: string): DigestPrompt {
  return { system: template.trim(), schema: strictJsonSchema(digestAnswer) };
}

export async function readDigestPrompt(): Promise<DigestPrompt> {
  return createDigestPrompt(await readPromptFile('digest.md'));
}

/** One deal as the model sees it. */
export interface PromptDeal {
  readonly person: string;
  readonly company: string | null;
  /** "38 Warming up"; empty without one. */
  readonly score: string;
  readonly bucket: Bucket;
  /** In a few words, such as "no answer for 7 days". */
  readonly rule: string;
  /** The weightiest first. */
  readonly signals: readonly Signal[];
  /** The one of them that the next step is about; null where code says that step itself. */
  readonly move: Signal | null;
}

const bucketWords: Readonly<Record<Bucket, string>> = {
  now: 'now',
  this_week: 'this week',
  on_track: 'on track',
};

/**
 * The user message, the most urgent deal first, of which the first `wanted` get words:
 *
 *     Words for: d1 to d2
 *     === deals 5f0c2a91 ===
 *     d1 James Okafor, Fleetline · 38 Warming up · now: a promise of yours is 7 days late
 *     s1 promise us: ROI sheet · "I promised the ROI sheet by Monday" · 2026-11-10 · due 2026-11-16
 *     s2 objection them: Migration timeline · "nervous about the migration timeline" · 2026-11-03
 *     d2 Priya Sharma, Rentfield · 61 Hot · this week: no step agreed · move s3
 *     s3 price_pressure them: Wants 10 % off · "asked for 10 % off again" · 2026-11-17
 *     d3 Maya Chen, Northhaul · 70 Hot · on track: next step on 26 Nov
 *     s4 pilot_agreed them: Pilot in two depots · "start with two depots in March" · 2026-11-12
 *     === end of deals 5f0c2a91 ===
 *
 * The code comes from the block's hash, so no note can hold it, and no note's words begin a line.
 */
export function digestMessage(deals: readonly PromptDeal[], wanted: number): string {
  const firsts = firstIds(deals);
  const block = deals.map((deal, index) => dealText(deal, index, firsts[index] ?? 1)).join('\n');
  const code = hashOf(block, 8);
  const words = wanted === 1 ? 'd1' : `d1 to d${wanted}`;
  return `Words for: ${words}\n=== deals ${code} ===\n${block}\n=== end of deals ${code} ===`;
}

/** The number of each deal's first line: numbers run on, so that a sentence that rests on another deal's is found out. */
function firstIds(deals: readonly PromptDeal[]): readonly number[] {
  let next = 1;
  return deals.map(({ signals }) => {
    const first = next;
    next += signals.length;
    return first;
  });
}

function dealText(deal: PromptDeal, index: number, firstId: number): string {
  const { person, company, score, bucket, rule, signals, move } = deal;
  const who = [person, company].flatMap((name) => (name === null ? [] : oneLine(name))).join(', ');
  const about = move === null ? -1 : signals.indexOf(move);
  const parts = [who, score, `${bucketWords[bucket]}: ${rule}`, about < 0 ? '' : `move s${firstId + about}`];
  const lines = signals.map((signal, at) => lineText(`s${firstId + at}`, signal));
  return [`d${index + 1} ${parts.filter(Boolean).join(' · ')}`, ...lines].join('\n');
}

const quoteLength = 110;

function lineText(id: string, signal: Signal): string {
  const { kind, who, text, closedBy, dueOn } = signal;
  const { quote, day } = lastSaid(signal);
  const ended = closedBy === null ? '' : `, ${closedBy.how} ${closedBy.day}`;
  const due = dueOn === null ? '' : ` · due ${dueOn}`;
  return `${id} ${kind} ${who}${ended}: ${oneLine(text)} · "${tidy(oneLine(quote), quoteLength)}" · ${day}${due}`;
}

/** A sentence as the model gives it, unchecked. */
export interface GivenSentence {
  readonly text: string;
  /** Of one deal, the one it is about first; none where it names a line of another deal, or no line at all. */
  readonly on: readonly Signal[];
}

/** What the model gave on one deal. */
export interface GivenLine {
  /** Its place among the deals that were shown. */
  readonly at: number;
  readonly reason: GivenSentence | null;
  readonly next: GivenSentence | null;
}

/** A sentence on two deals, unchecked. */
export interface GivenComparison {
  readonly text: string;
  /** The line that each half rests on; null where they are not lines of two deals. */
  readonly sides: readonly [Side, Side] | null;
}

interface Side {
  readonly at: number;
  readonly signal: Signal;
}

/** What the model gave on a week, unchecked. */
export interface GivenWords {
  readonly lines: readonly GivenLine[];
  readonly comparisons: readonly GivenComparison[];
}

const mostComparisons = 3;
const looseAnswer = z.looseObject({ lines: z.array(z.unknown()), comparisons: z.array(z.unknown()) });

/** What an answer says of which deal; null when it is no answer at all. A bad item costs that item alone, and of two on one deal the first counts. */
export function wordsIn(answer: unknown, deals: readonly PromptDeal[]): GivenWords | null {
  const given = looseAnswer.safeParse(answer).data;
  if (given === undefined) return null;
  const sides = deals.flatMap(({ signals }, at) => signals.map((signal): Side => ({ at, signal })));
  const sideOf = (id: string): Side | undefined => sides[numberIn(id, /^s(\d+)$/) - 1];
  const sentenceOn = (at: number, one: z.infer<typeof sentence> | null): GivenSentence | null => {
    if (one === null) return null;
    const own = one.on.flatMap((id) => (sideOf(id)?.at === at ? (sideOf(id)?.signal ?? []) : []));
    return { text: one.text, on: own.length === one.on.length ? own : [] };
  };
  const lines = given.lines.flatMap((item): readonly GivenLine[] => {
    const line = lineAnswer.safeParse(item).data;
    const at = numberIn(line?.deal ?? '', /^d(\d+)$/) - 1;
    if (line === undefined || deals[at] === undefined) return [];
    return [{ at, reason: sentenceOn(at, line.reason), next: sentenceOn(at, line.next) }];
  });
  const comparisons = given.comparisons.flatMap((item): readonly GivenComparison[] => {
    const one = comparisonAnswer.safeParse(item).data;
    if (one === undefined) return [];
    const [first, second] = [sideOf(one.first), sideOf(one.second)];
    const areTwo = first !== undefined && second !== undefined && first.at !== second.at;
    return [{ text: one.text, sides: areTwo ? [first, second] : null }];
  });
  return {
    lines: lines.filter(({ at }, index) => lines.findIndex((one) => one.at === at) === index),
    comparisons: comparisons.slice(0, mostComparisons),
  };
}

/** Zero where there is none. */
function numberIn(id: string, form: RegExp): number {
  return Number(form.exec(id)?.[1] ?? 0);
}
