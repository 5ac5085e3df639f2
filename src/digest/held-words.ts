import { isNamed } from '../brief/checks/kind-checks.ts';
import { tidy } from '../brief/checks/sentence.ts';
import { type SentenceFault, sentenceFault } from '../brief/checks/sentence-check.ts';
import { type Claim, citedOf, lastSaid, type Signal } from '../brief/signals/signal.ts';
import { groundsOf } from '../brief/words/grounds.ts';
import type { GivenComparison, GivenLine, GivenSentence, GivenWords } from './digest-prompt.ts';
import type { LineWords } from './line.ts';
import type { ShownDeal } from './shown-deals.ts';
import type { Comparison } from './week.ts';

/** Why a sentence of the model's is not shown; `groundless`: it names no line of the deal it is about. */
export type DigestFault = SentenceFault | 'groundless';

/** What of an answer may be shown, and why the rest may not. */
export interface HeldWords {
  /** By deal key; only deals with at least one sentence. */
  readonly lines: ReadonlyMap<string, LineWords>;
  readonly comparisons: readonly Comparison[];
  readonly faults: readonly DigestFault[];
}

type Checked<T> = { readonly held: T } | { readonly fault: DigestFault };

/** Holds each sentence against the signals that it names, and each half of a comparison against its own deal. */
export function heldWords(given: GivenWords, shown: readonly ShownDeal[]): HeldWords {
  const faults: DigestFault[] = [];
  const keep = <T>(checked: Checked<T> | null): T | null => {
    if (checked === null) return null;
    if ('held' in checked) return checked.held;
    faults.push(checked.fault);
    return null;
  };
  const lines = new Map<string, LineWords>();
  for (const line of given.lines) {
    const deal = shown[line.at];
    if (!deal?.isWanted) continue;
    const reason = keep(claimOf(line.reason, deal));
    const next = keep(claimOf(moveOf(line, deal), deal));
    if (reason !== null || next !== null) lines.set(deal.key, { reason, next });
  }
  const comparisons = given.comparisons.flatMap((one) => keep(comparisonOf(one, shown)) ?? []);
  return { lines, comparisons, faults };
}

/** What to do first is for code to say: the model may only word it. */
function moveOf({ next }: GivenLine, { prompted }: ShownDeal): GivenSentence | null {
  return next !== null && next.on[0] === prompted.move ? next : null;
}

const sentenceLength = 240;
/** A week is read for days: what is true of one of them alone is said by code, which knows the day. */
const fleeting =
  /\b(?:today|tonight|tomorrow|yesterday|this (?:morning|week)|(?:last|next) (?:week|time|call)|still|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/i;

function faultOf(text: string, on: readonly Signal[], { deal }: ShownDeal): DigestFault | null {
  if (on.length === 0) return 'groundless';
  return fleeting.test(text) ? 'day' : sentenceFault(text, groundsOf(on, deal));
}

/** The sentence with the words it is about. */
function claimOf(given: GivenSentence | null, deal: ShownDeal): Checked<Claim> | null {
  const [first] = given?.on ?? [];
  if (given === null) return null;
  if (first === undefined) return { fault: 'groundless' };
  const text = tidy(given.text, sentenceLength);
  const fault = faultOf(text, given.on, deal);
  return fault === null ? { held: { text, ...citedOf(lastSaid(first)) } } : { fault };
}

const between = /,? (?:while|whereas) |; /;

/** Each half is held against its own deal, so that no deal is told with what is another's. */
function comparisonOf(
  { text: given, sides }: GivenComparison,
  shown: readonly ShownDeal[],
): Checked<Comparison> {
  const text = tidy(given, sentenceLength);
  const halves = text.split(between);
  const parts = (sides ?? []).flatMap(({ at, signal }, index) => {
    const [deal, half] = [shown[at], halves[index]];
    return deal && half ? [{ deal, half: half.replace(/\.$/, ''), signal }] : [];
  });
  const [first, second] = parts;
  if (!first || !second || halves.length !== 2) return { fault: 'groundless' };
  for (const { deal, half, signal } of parts) {
    const fault = isAbout(half, deal) ? faultOf(half, [signal], deal) : 'name';
    if (fault !== null) return { fault };
  }
  const held: Comparison = {
    text,
    deals: [first.deal.key, second.deal.key],
    cited: [citedOf(lastSaid(first.signal)), citedOf(lastSaid(second.signal))],
    by: 'model',
  };
  return { held };
}

/** Whether a half of a comparison tells which deal it is about. */
function isAbout(half: string, { prompted: { person, company } }: ShownDeal): boolean {
  if (isNamed(person, half)) return true;
  const names = (company ?? '').split(/\s+/).filter((word) => word.length >= fewestLetters);
  return names.some((name) => isNamed(name, half));
}

/** Of a company's name; `of` and `The` name nobody. */
const fewestLetters = 4;
