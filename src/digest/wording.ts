import { isNamed } from '../brief/checks/kind-checks.ts';
import { tidy } from '../brief/checks/sentence.ts';
import { type SentenceFault, sentenceFault } from '../brief/checks/sentence-check.ts';
import type { Model, ModelRequest } from '../brief/model/model.ts';
import { openItemsOf } from '../brief/open-items.ts';
import type { Known } from '../brief/signals/history.ts';
import { refOf, tokenOf } from '../brief/signals/reading.ts';
import {
  byLastSaid,
  type Cited,
  type Claim,
  citedOf,
  isSaidBy,
  lastSaid,
  type Signal,
} from '../brief/signals/signal.ts';
import { buyerOf, groundsOf, type SentenceDeal } from '../brief/words/grounds.ts';
import { UpstreamError } from '../errors.ts';
import { type DealCase, knownOf, type WeekScale } from './deals.ts';
import {
  type DigestPrompt,
  digestMessage,
  type GivenComparison,
  type GivenLine,
  type GivenSentence,
  type GivenWords,
  type PromptDeal,
  wordsIn,
} from './digest-prompt.ts';
import type { LineWords } from './line.ts';
import { type Comparison, mostShown, type WeekLine, type WordingSummary } from './week.ts';

/** A rep's week before the model has said anything. */
interface WeekToWord {
  /** Slack user id. */
  readonly rep: string;
  /** The most urgent first. */
  readonly lines: readonly WeekLine[];
  readonly cases: readonly DealCase[];
  readonly scale: WeekScale;
}

/** What the model added to a week, checked. */
export interface Wording {
  /** By deal key. */
  readonly lines: ReadonlyMap<string, LineWords>;
  readonly comparisons: readonly Comparison[];
  readonly summary: WordingSummary;
}

/** Has the model word a week's most urgent lines and compare deals; it never rejects for the model's sake. */
export type WordWeek = (week: WeekToWord) => Promise<Wording>;

interface Deps {
  readonly model: Model;
  readonly prompt: DigestPrompt;
  readonly now: () => Date;
  /** Hears of each answer what of it did not hold. */
  readonly onDropped: (faults: readonly DigestFault[]) => void;
  readonly report: (error: unknown) => void;
}

/** What the model may take of a digest's time. */
const patienceMs = 60_000;
/** Thinking, then what one deal and the comparisons may take. */
const answerTokens = { thinking: 900, deal: 100, comparisons: 180 } as const;
/** Of the deals that never fit into one call, so many are tried next. */
const nextShare = 0.8;
/** Halving twice is as small as it is worth. */
const mostCalls = 3;

export function createWordWeek({ model, prompt, now, onDropped, report }: Deps): WordWeek {
  /** As many of the deals as ever fit into one call. */
  async function fitting(deals: readonly ShownDeal[], rep: string): Promise<readonly ShownDeal[]> {
    if (deals.length === 0) return deals;
    const room = await model.roomIn?.(requestFor(deals, prompt, rep));
    return room === Number.POSITIVE_INFINITY
      ? fitting(deals.slice(0, Math.floor(deals.length * nextShare)), rep)
      : deals;
  }

  /** Once more with half of the deals when the provider finds it too large. */
  async function ask(shown: readonly ShownDeal[], rep: string, calls = 1): Promise<Asked> {
    const deadline = new Date(now().getTime() + patienceMs);
    try {
      const answer = await model.complete(requestFor(shown, prompt, rep), deadline);
      const words = wordsIn(
        answer,
        shown.map(({ prompted }) => prompted),
      );
      if (words === null)
        throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
      return { held: heldWords(words, shown), calls, failure: null };
    } catch (error) {
      report(error);
      const isTooLarge = error instanceof UpstreamError && error.status === 413;
      const half = shown.slice(0, Math.floor(shown.length / 2));
      if (isTooLarge && calls < mostCalls && half.length > 0) return ask(half, rep, calls + 1);
      const isBusy = error instanceof UpstreamError && error.kind === 'busy';
      return { held: null, calls, failure: isBusy ? 'busy' : 'model' };
    }
  }

  return async ({ rep, lines, cases, scale }) => {
    const deals = dealsToShow(lines, cases, scale);
    const wanted = deals.filter(isWanted).map(({ key }) => key);
    if (wanted.length === 0) return wordingOf(wanted, { held: null, calls: 0, failure: null });
    const shown = await fitting(deals, rep).catch(() => deals);
    const asked: Asked =
      shown.length === 0 ? { held: null, calls: 0, failure: 'busy' } : await ask(shown, rep);
    if (asked.held) onDropped(asked.held.faults);
    return wordingOf(wanted, asked);
  };
}

interface Asked {
  /** Null where no answer came. */
  readonly held: HeldWords | null;
  readonly calls: number;
  /** Why no answer came; null where one did. */
  readonly failure: 'busy' | 'model' | null;
}

function wordingOf(wanted: readonly string[], { held, calls, failure }: Asked): Wording {
  const lines: Wording['lines'] = held?.lines ?? new Map();
  const withoutWords = wanted.filter((key) => !lines.has(key));
  const kind = withoutWords.length === 0 ? 'all' : lines.size > 0 ? 'some' : 'facts';
  const reason = kind === 'all' ? null : (failure ?? 'unheld');
  return { lines, comparisons: held?.comparisons ?? [], summary: { kind, reason, withoutWords, calls } };
}

function requestFor(deals: readonly ShownDeal[], prompt: DigestPrompt, rep: string): ModelRequest {
  const wanted = deals.filter(isWanted).length;
  return {
    name: 'digest',
    ...{ system: prompt.system, schema: prompt.schema },
    user: digestMessage(
      deals.map(({ prompted }) => prompted),
      wanted,
    ),
    maxOutputTokens: answerTokens.thinking + answerTokens.comparisons + wanted * answerTokens.deal,
    ...{ priority: 'digest', person: rep },
  };
}

/** Why a sentence of the model's is not shown; `groundless`: it names no line of the deal it is about. */
type DigestFault = SentenceFault | 'groundless';

/** What of an answer may be shown, and why the rest may not. */
interface HeldWords {
  /** By deal key; only deals with at least one sentence. */
  readonly lines: ReadonlyMap<string, LineWords>;
  readonly comparisons: readonly Comparison[];
  readonly faults: readonly DigestFault[];
}

type Checked<T> = { readonly held: T } | { readonly fault: DigestFault };

/** Holds each sentence against the signals that it names, and each half of a comparison against its own deal. */
function heldWords(given: GivenWords, shown: readonly ShownDeal[]): HeldWords {
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

/** More would be read badly, whatever the account allows; the most urgent stand first. */
const mostDeals = 120;
/** Lines of a deal that gets words, and of one that is there to compare. */
const fewSignals = { wanted: 3, other: 1 } as const;

/** One deal as the model is shown it and as its sentences are held against it. */
interface ShownDeal {
  readonly key: string;
  /** Whether it gets words: else it is there to compare. */
  readonly isWanted: boolean;
  readonly prompted: PromptDeal;
  readonly deal: SentenceDeal;
}

function isWanted(deal: ShownDeal): boolean {
  return deal.isWanted;
}

/** A deal that may be over asks for one answer alone: what speaks for it is no longer the thing to read. */
const isToBeWorded = ({ rule }: WeekLine) => rule.kind !== 'outcome_said';

/** Those whose lines the message shows with words first, then the rest. */
function dealsToShow(
  lines: readonly WeekLine[],
  cases: readonly DealCase[],
  scale: WeekScale,
): readonly ShownDeal[] {
  const worded = new Set(
    (['now', 'this_week'] as const).flatMap((bucket) =>
      lines.filter((line) => line.bucket === bucket).slice(0, mostShown),
    ),
  );
  const inOrder = [...worded, ...lines.filter((line) => !worded.has(line))]
    .filter(isToBeWorded)
    .slice(0, mostDeals);
  const byKey = new Map(cases.map((one) => [one.deal.key, one]));
  return inOrder.flatMap((line) => {
    const one = byKey.get(line.deal.key);
    return one ? shownDeal(line, one, { scale, isWanted: worded.has(line) }) : [];
  });
}

function shownDeal(
  line: WeekLine,
  one: DealCase,
  { scale, isWanted }: { scale: WeekScale; isWanted: boolean },
): readonly ShownDeal[] {
  const { known, asOf } = knownOf(one, scale);
  const move = isWanted ? signalToMoveOn(line, known) : null;
  const weighed = weightiest(line, known, { rubric: scale.rubric, asOf });
  const signals = weighed.slice(0, isWanted ? fewSignals.wanted : fewSignals.other);
  if (signals.length === 0) return [];
  const { prospect, deal, bucket, score, why } = line;
  const company = deal.company ?? prospect.company;
  const prompted: PromptDeal = {
    person: prospect.name,
    company: company === prospect.name ? null : company,
    score: score === null ? '' : `${score.value} ${score.band}`,
    ...{ bucket, rule: why, signals, move },
  };
  const buyer = buyerOf({ company, label: deal.label });
  return [{ key: deal.key, isWanted, prompted, deal: { notes: one.read.notes, known, today: asOf, buyer } }];
}

/** What the rep can be told to do in the model's words: of all else code says the days and whom to go through. */
const wordedMoves: ReadonlySet<string> = new Set([
  'objection',
  'price_pressure',
  'budget_doubt',
  'competitor',
  'buyer_request',
]);

/** The signal that code's own next step is about, where the model may word that step. */
function signalToMoveOn({ next, rule }: WeekLine, { signals }: Known): Signal | null {
  if (next.cited === null || 'until' in rule || rule.kind === 'not_logged') return null;
  // What has a day too is told with it, by code.
  const about = signals.filter((signal) => isSaidBy(signal, next.cited));
  const isWorded = about.every(({ kind, dueOn }) => dueOn === null && wordedMoves.has(kind));
  return isWorded ? (about[0] ?? null) : null;
}

/** What the rule and the next step rest on, the worst that is open, then what moves the score most; who somebody is says nothing here. */
function weightiest(
  { reason, next, score }: WeekLine,
  known: Known,
  scale: Pick<WeekScale, 'rubric'> & { readonly asOf: string },
): readonly Signal[] {
  const saidIn = (cited: Cited | null) =>
    known.signals.filter((signal) => isSaidBy(signal, cited)).slice(0, 1);
  const [worst, ...items] = openItemsOf(known, scale);
  const factors = (score?.factors ?? []).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const byToken = new Map(known.signals.map((signal) => [tokenOf(refOf(signal)), signal]));
  const open = known.signals.filter(({ closedBy }) => closedBy === null);
  const all = [
    ...saidIn(reason.cited),
    ...saidIn(next.cited),
    ...saidIn(worst?.cited ?? null),
    ...factors.flatMap(({ signal }) => (signal ? (byToken.get(tokenOf(refOf(signal))) ?? []) : [])),
    ...items.flatMap(({ cited }) => saidIn(cited)),
    ...open.toSorted(byLastSaid),
  ];
  return [...new Set(all)].filter(({ kind, isBeingChecked }) => kind !== 'person' && !isBeingChecked);
}
