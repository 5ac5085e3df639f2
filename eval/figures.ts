import type { Manager, View } from './cases.ts';
import type { FactFate, HeldAgainst, TrapFate } from './held-against.ts';
import { rankCorrelation } from './score-cases.ts';

/** What a run says of one deal to one viewer. */
export interface DealFigures {
  readonly deal: string;
  readonly viewer: View['viewer'];
  /** Null where the card shows none. */
  readonly score: number | null;
  readonly band: string | null;
  readonly bucket: Manager['bucket'];
  readonly bucketWhy: string;
  readonly atRisk: boolean;
  readonly atRiskWhy: string | null;
  readonly doNext: string;
  readonly manager: Manager;
  readonly found: number;
  readonly missed: number;
  readonly invented: number;
  /** What was left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly missedFacts: readonly string[];
  readonly inventedSignals: readonly string[];
  /** True facts that were left out, with the reason. */
  readonly trueDropped: readonly string[];
  readonly trapsTaken: readonly string[];
  /** Days that were read otherwise than the case has them. */
  readonly daysWrong: readonly string[];
  /** Of the facts, how many are open or closed at the end as the case has it. */
  readonly endings: { readonly right: number; readonly asked: number; readonly wrong: readonly string[] };
  /** The largest move of the score from one day to the next on which no note was made. */
  readonly largestStep: { readonly day: string; readonly points: number } | null;
  readonly mustSay: Said;
  readonly mustNotSay: Said;
  /** The rows of "Why this score". */
  readonly factors: readonly string[];
}

/** Items held against the brief by their words: how many of them it says, and which it does not (or does). */
export interface Said {
  readonly said: number;
  readonly asked: number;
  readonly which: readonly string[];
}

/** What is told of a deal from what became of its facts. */
type FromHeld = Pick<
  DealFigures,
  | 'found'
  | 'missed'
  | 'invented'
  | 'dropped'
  | 'missedFacts'
  | 'inventedSignals'
  | 'trueDropped'
  | 'trapsTaken'
  | 'daysWrong'
>;

/** One viewer's deal before anything is added up. */
export interface DealOutcome {
  readonly figures: Omit<DealFigures, keyof FromHeld>;
  readonly held: HeldAgainst;
}

/** What a run says over all deals. */
export interface Figures {
  readonly deals: readonly DealFigures[];
  /** Spearman's, between score and median of the readers; null with fewer than three deals. */
  readonly rankCorrelation: number | null;
  readonly meanDistance: number | null;
  readonly signedDistance: number | null;
  readonly insideRange: Share;
  readonly bucketRight: Share;
  readonly atRiskRight: Share;
  readonly largestStep: number;
  readonly facts: {
    readonly asked: number;
    readonly found: number;
    readonly missed: number;
    readonly dropped: number;
  };
  readonly invented: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly traps: {
    readonly asked: number;
    readonly taken: number;
    readonly byCode: number;
    readonly byWitness: number;
    readonly unsaid: number;
  };
  /** Facts whose quote, number or day the reader spoilt, and how many of them were dropped. */
  readonly spoilt: Readonly<Record<string, Share>>;
  readonly daysRight: Share;
  readonly endingsRight: Share;
  readonly mustSay: Share;
  readonly mustNotSay: Share;
}

export interface Share {
  readonly of: number;
  readonly count: number;
}

/** Adds up what was found, deal by deal and over all. */
export function figuresOf(outcomes: readonly DealOutcome[]): Figures {
  const deals = outcomes.map(toDealFigures);
  const scored = deals.flatMap(({ score, manager }) =>
    score === null ? [] : [{ score, median: manager.score, manager }],
  );
  const distances = scored.map(({ score, median }) => score - median);
  // A fact that two viewers see is one fact: only the first view of a deal counts.
  const first = outcomes.filter(({ figures }) => figures.viewer === 'rep1').map(({ held }) => held);
  const facts = first.flatMap((held) => held.facts);
  const traps = first.flatMap((held) => held.traps);
  const sum = (of: (deal: DealFigures) => number) => deals.reduce((total, deal) => total + of(deal), 0);
  return {
    deals,
    rankCorrelation:
      scored.length < 3
        ? null
        : rankCorrelation(
            scored.map(({ score }) => score),
            scored.map(({ median }) => median),
          ),
    meanDistance: mean(distances.map(Math.abs)),
    signedDistance: mean(distances),
    insideRange: share(scored, ({ score, manager }) => score >= manager.low && score <= manager.high),
    bucketRight: share(deals, ({ bucket, manager }) => bucketsOf(manager).includes(bucket)),
    atRiskRight: share(deals, ({ atRisk, manager }) => atRisk === manager.at_risk),
    largestStep: Math.max(0, ...deals.map(({ largestStep }) => Math.abs(largestStep?.points ?? 0))),
    facts: { asked: facts.length, ...countFates(facts) },
    invented: first.reduce((total, { invented }) => total + invented.length, 0),
    dropped: addUp(first.map(({ dropped }) => dropped)),
    traps: countTraps(traps),
    spoilt: spoiltShares(facts),
    daysRight: share(
      facts.filter(({ isDayRight }) => isDayRight !== null),
      ({ isDayRight }) => isDayRight === true,
    ),
    endingsRight: { of: sum(({ endings }) => endings.asked), count: sum(({ endings }) => endings.right) },
    mustSay: { of: sum(({ mustSay }) => mustSay.asked), count: sum(({ mustSay }) => mustSay.said) },
    mustNotSay: {
      of: sum(({ mustNotSay }) => mustNotSay.asked),
      count: sum(({ mustNotSay }) => mustNotSay.said),
    },
  };
}

/** The buckets that any reader named. */
function bucketsOf({ bucket, buckets }: Manager): readonly Manager['bucket'][] {
  return buckets ?? [bucket];
}

function toDealFigures({ figures, held }: DealOutcome): DealFigures {
  const named = ({ fact: { note, kind, text } }: FactFate) => `${note} ${kind}: ${text}`;
  const ofFate = (fate: FactFate['fate']) => held.facts.filter((one) => one.fate === fate);
  return {
    ...figures,
    found: ofFate('found').length,
    missed: ofFate('missed').length,
    invented: held.invented.length,
    missedFacts: ofFate('missed').map(named),
    trueDropped: ofFate('dropped').map((one) => `${named(one)} (${one.why})`),
    inventedSignals: held.invented.map(({ note, kind, quote }) => `${note} ${kind}: “${quote}”`),
    dropped: held.dropped,
    daysWrong: held.facts.flatMap((one) => {
      const { due_on, due_words } = one.fact;
      return one.isDayRight === false ? [`${named(one)}: “${due_words}” is ${due_on}, read ${one.day}`] : [];
    }),
    trapsTaken: held.traps.flatMap(({ fate, note, kind, quote }) =>
      fate === 'taken' ? [`${note} ${kind}: “${quote}”`] : [],
    ),
  };
}

function countFates(facts: readonly FactFate[]) {
  const count = (fate: FactFate['fate']) => facts.filter((one) => one.fate === fate).length;
  return { found: count('found'), missed: count('missed'), dropped: count('dropped') };
}

function countTraps(traps: readonly TrapFate[]): Figures['traps'] {
  const count = (fate: TrapFate['fate']) => traps.filter((one) => one.fate === fate).length;
  return {
    asked: traps.length,
    taken: count('taken'),
    byCode: count('by code'),
    byWitness: count('by witness'),
    unsaid: count('unsaid'),
  };
}

/** Of facts spoilt in one way, how many were lost; under `whole`, of those left as they are. */
function spoiltShares(facts: readonly FactFate[]): Readonly<Record<string, Share>> {
  const isLost = ({ fate }: FactFate) => fate === 'dropped';
  const ways = ['quote', 'note', 'day'].map((way) => {
    return [
      way,
      share(
        facts.filter(({ spoilt }) => spoilt.includes(way)),
        isLost,
      ),
    ] as const;
  });
  const whole = share(
    facts.filter(({ spoilt }) => spoilt.length === 0),
    isLost,
  );
  return Object.fromEntries([...ways, ['whole', whole]]);
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const one of counts)
    for (const [key, count] of Object.entries(one)) total[key] = (total[key] ?? 0) + count;
  return total;
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): Share {
  return { of: all.length, count: all.filter(holds).length };
}

/** Null of nothing. */
function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
}

/** How far a careless reader moves deals from where a perfect one has them. */
export interface Moves {
  readonly meanMove: number;
  readonly largestMove: number;
  readonly largestDeal: string;
  readonly bandChanges: number;
  readonly changed: readonly string[];
}

/** One run against another over the same deals. */
export function movesBetween(before: Figures, after: Figures): Moves {
  const pairs = before.deals.flatMap((one) => {
    const other = after.deals.find(({ deal, viewer }) => deal === one.deal && viewer === one.viewer);
    return other === undefined ? [] : [{ one, other }];
  });
  const moves = pairs.map(({ one, other }) => ({
    deal: one.deal,
    points: Math.abs((other.score ?? 0) - (one.score ?? 0)),
  }));
  const largest = moves.toSorted((a, b) => b.points - a.points)[0];
  const changed = pairs.filter(({ one, other }) => one.band !== other.band);
  return {
    meanMove: mean(moves.map(({ points }) => points)) ?? 0,
    largestMove: largest?.points ?? 0,
    largestDeal: largest?.deal ?? '',
    bandChanges: changed.length,
    changed: changed.map(({ one, other }) => `${one.deal}: ${one.band} -> ${other.band}`),
  };
}
