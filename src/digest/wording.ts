import { refOf } from '../brief/corrections/corrections.ts';
import type { Model, ModelRequest } from '../brief/model/model.ts';
import { openItemsOf } from '../brief/open-items.ts';
import type { Known } from '../brief/score/history.ts';
import { type Cited, type Claim, lastSaid, mentionsOf, type Signal } from '../brief/score/signal.ts';
import { isNamed } from '../brief/signals/kind-checks.ts';
import { tokenOf } from '../brief/signals/reading.ts';
import { tidy } from '../brief/signals/sentence.ts';
import { type SentenceFault, sentenceFault } from '../brief/signals/sentence-check.ts';
import { groundsOf, type SentenceDeal } from '../brief/words/grounds.ts';
import { UpstreamError } from '../errors.ts';
import { type DealCase, knownOf, type WeekScale } from './deals.ts';
import {
  type DigestPrompt,
  digestMessage,
  type GivenComparison,
  type GivenSentence,
  type PromptDeal,
  wordsIn,
} from './digest-prompt.ts';
import type { LineWords } from './line.ts';
import { type Comparison, mostShown, type WeekLine, type WordingSummary } from './week.ts';

/** A rep's week before the model has said anything. */
export interface WeekToWord {
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

/** Why a sentence of the model's is not shown; `groundless`: it names no line of the deal it is about. */
export type DigestFault = SentenceFault | 'groundless';

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

/** More would be read badly, whatever the account allows; the most urgent stand first. */
const mostDeals = 120;
/** Lines of a deal that gets words, and of one that is there to compare. */
const fewSignals = { wanted: 3, other: 1 } as const;
/** Thinking, then what one deal and the comparisons may take. */
const answerTokens = { thinking: 900, deal: 100, comparisons: 180 } as const;

export function createWordWeek({ model, prompt, now, onDropped, report }: Deps): WordWeek {
  /** As many of the deals as ever fit into one call. */
  async function fitting(deals: readonly ShownDeal[], rep: string): Promise<readonly ShownDeal[]> {
    let shown = deals;
    while (shown.length > 0 && (await model.roomIn?.(requestFor(shown, prompt, rep))) === Infinity) {
      shown = shown.slice(0, Math.floor(shown.length * 0.8));
    }
    return shown;
  }

  /** One call; once more with half of the deals when the provider finds it too large. */
  async function ask(deals: readonly ShownDeal[], rep: string): Promise<Asked> {
    const deadline = new Date(now().getTime() + patienceMs);
    let shown = await fitting(deals, rep);
    let calls = 0;
    let failure: WordingSummary['reason'] = shown.length < deals.filter(isWanted).length ? 'busy' : null;
    while (shown.length > 0) {
      calls += 1;
      try {
        const answer = await model.complete(requestFor(shown, prompt, rep), deadline);
        const words = wordsIn(
          answer,
          shown.map(({ prompted }) => prompted),
        );
        if (words !== null) return { words, shown, calls, failure };
        throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
      } catch (error) {
        const { kind, status } = error instanceof UpstreamError ? error : { kind: null, status: 0 };
        report(error);
        failure = kind === 'busy' ? 'busy' : 'model';
        shown = status === 413 && calls < mostCalls ? shown.slice(0, Math.floor(shown.length / 2)) : [];
      }
    }
    return { words: null, shown: [], calls, failure };
  }

  return async ({ rep, lines, cases, scale }) => {
    const deals = dealsToShow(lines, cases, scale);
    const wanted = deals.filter(isWanted);
    if (wanted.length === 0) return { lines: new Map(), comparisons: [], summary: nothingAsked };
    const { words, shown, calls, failure } = await ask(deals, rep).catch((error: unknown): Asked => {
      report(error);
      return { words: null, shown: [], calls: 0, failure: 'model' };
    });
    const faults: DigestFault[] = [];
    const held = new Map<string, LineWords>();
    for (const { at, reason, next } of words?.lines ?? []) {
      const deal = shown[at];
      if (!deal?.isWanted) continue;
      const said = {
        reason: claimOf(reason, deal, faults),
        next: next?.on[0] === deal.prompted.move ? claimOf(next, deal, faults) : null,
      };
      if (said.reason !== null || said.next !== null) held.set(deal.key, said);
    }
    const comparisons = (words?.comparisons ?? []).flatMap((one) => comparisonOf(one, shown, faults) ?? []);
    if (words !== null) onDropped(faults);
    const withoutWords = wanted.flatMap(({ key }) => (held.has(key) ? [] : key));
    const kind = withoutWords.length === 0 ? 'all' : held.size > 0 ? 'some' : 'facts';
    const reason = kind === 'all' ? null : (failure ?? 'unheld');
    return { lines: held, comparisons, summary: { kind, reason, withoutWords, calls } };
  };
}

/** Halving twice is as small as it is worth. */
const mostCalls = 3;

const nothingAsked: WordingSummary = { kind: 'all', reason: null, withoutWords: [], calls: 0 };

interface Asked {
  /** Null where no answer came. */
  readonly words: ReturnType<typeof wordsIn>;
  /** The deals that the answer speaks of. */
  readonly shown: readonly ShownDeal[];
  readonly calls: number;
  /** Why some or all deals were not asked about; null where all were. */
  readonly failure: WordingSummary['reason'];
}

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
  const inOrder = [...worded, ...lines.filter((line) => !worded.has(line))].slice(0, mostDeals);
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
  const move = isWanted ? moveOf(line, known) : null;
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
  const buyer = [company, deal.label].filter((name) => name !== null).join(' ');
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
function moveOf({ next, rule }: WeekLine, { signals }: Known): Signal | null {
  if (next.cited === null || 'until' in rule || rule.kind === 'not_logged') return null;
  // What has a day too is told with it, by code.
  const about = signals.filter((signal) => isSaidIn(signal, next.cited));
  const isWorded = about.every(({ kind, dueOn }) => dueOn === null && wordedMoves.has(kind));
  return isWorded ? (about[0] ?? null) : null;
}

function isSaidIn(signal: Signal, cited: Cited | null): boolean {
  return mentionsOf(signal).some(({ noteId, quote }) => noteId === cited?.noteId && quote === cited.quote);
}

/** What the rule and the next step rest on, the worst that is open, then what moves the score most; who somebody is says nothing here. */
function weightiest(
  { reason, next, score }: WeekLine,
  known: Known,
  scale: Pick<WeekScale, 'rubric'> & { readonly asOf: string },
): readonly Signal[] {
  const saidIn = (cited: Cited | null) =>
    known.signals.filter((signal) => isSaidIn(signal, cited)).slice(0, 1);
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
    ...open.toSorted((a, b) => lastSaid(b).day.localeCompare(lastSaid(a).day)),
  ];
  return [...new Set(all)].filter(({ kind, isBeingChecked }) => kind !== 'person' && !isBeingChecked);
}

const sentenceLength = 240;
/** A week is read for days: what is true of one of them alone is said by code, which knows the day. */
const fleeting =
  /\b(?:today|tonight|tomorrow|yesterday|this (?:morning|week)|(?:last|next) (?:week|time|call)|still|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/i;

function faultOf(text: string, on: readonly Signal[], { deal }: ShownDeal): DigestFault | null {
  if (on.length === 0) return 'groundless';
  return fleeting.test(text) ? 'day' : sentenceFault(text, groundsOf(on, deal));
}

/** The sentence with the words it is about; null, and counted, when it does not hold. */
function claimOf(given: GivenSentence | null, deal: ShownDeal, faults: DigestFault[]): Claim | null {
  if (given === null) return null;
  const text = tidy(given.text, sentenceLength);
  const fault = faultOf(text, given.on, deal);
  const [first] = given.on;
  if (fault === null && first !== undefined) return { text, ...citedOf(first) };
  faults.push(fault ?? 'groundless');
  return null;
}

function citedOf(signal: Signal): Cited {
  const { noteId, day, quote } = lastSaid(signal);
  return { noteId, day, quote };
}

const between = /,? (?:while|whereas) |; /;

/** Each half is held against its own deal, so that no deal is told with what is another's. */
function comparisonOf(
  { text: given, sides }: GivenComparison,
  shown: readonly ShownDeal[],
  faults: DigestFault[],
): Comparison | null {
  const text = tidy(given, sentenceLength);
  const halves = text.split(between);
  const parts = (sides ?? []).flatMap(({ at, signal }, index) => {
    const [deal, half] = [shown[at], halves[index]];
    return deal && half ? [{ deal, half, signal }] : [];
  });
  const [first, second] = parts;
  if (!first || !second || halves.length !== 2) {
    faults.push('groundless');
    return null;
  }
  for (const { deal, half, signal } of parts) {
    const fault = isAbout(half, deal) ? faultOf(half.replace(/\.$/, ''), [signal], deal) : 'name';
    if (fault === null) continue;
    faults.push(fault);
    return null;
  }
  return {
    text,
    deals: [first.deal.key, second.deal.key],
    cited: [citedOf(first.signal), citedOf(second.signal)],
    by: 'model',
  };
}

/** Whether a half of a comparison tells which deal it is about. */
function isAbout(half: string, { prompted: { person, company } }: ShownDeal): boolean {
  if (isNamed(person, half)) return true;
  const names = (company ?? '').split(/\s+/).filter((word) => word.length >= fewestLetters);
  return names.some((name) => isNamed(name, half));
}

/** Of a company's name; `of` and `The` name nobody. */
const fewestLetters = 4;
