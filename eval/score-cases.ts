import { type DoNext, doNextOf } from '../src/brief/do-next.ts';
import type { Rubric } from '../src/brief/score/rubric.ts';
import { type Score, score } from '../src/brief/score/score.ts';
import type { History } from '../src/brief/signals/history.ts';
import { bucketOf, bucketRuleOf, sayRule } from '../src/digest/bucket.ts';
import { type Case, type Manager, type View, viewsOf } from './cases.ts';
import { historyOf, perfectReadings } from './perfect-readings.ts';

/** What the code makes of one view of a deal, on the day it is asked for. */
export interface Judged {
  readonly view: View;
  readonly history: History;
  readonly score: Score;
  readonly bucket: Manager['bucket'];
  readonly ground: string;
  readonly doNext: DoNext;
}

const bucketNames = { now: 'attention_now', this_week: 'follow_up', on_track: 'on_track' } as const;

/** Every view of every case, scored from all that a careful reader reports. */
export function judgeCases(cases: readonly Case[], rubric: Rubric): readonly Judged[] {
  return cases.flatMap((deal) =>
    viewsOf(deal).map((view) => judge(view, historyOf(view, perfectReadings(deal)), rubric)),
  );
}

/** One view of a deal by whatever was read in it. */
export function judge(view: View, history: History, rubric: Rubric): Judged {
  const asOf = view.deal.as_of;
  const known = history.on(asOf);
  const ground = bucketRuleOf(known, { rubric, asOf, holidays: [], snoozedUntil: null });
  const bucket = bucketOf(ground);
  return {
    view,
    history,
    score: score(history, rubric, asOf),
    bucket: bucket === null ? 'closed' : bucketNames[bucket],
    ground: sayRule(ground, asOf),
    doNext: doNextOf(known, { rubric, asOf }),
  };
}

/** How near the code comes to the managers, over all views. */
export interface Figures {
  readonly views: number;
  /** Spearman's, of our scores with theirs. */
  readonly rankCorrelation: number;
  readonly meanDistance: number;
  readonly signedDistance: number;
  readonly insideRange: number;
  readonly bucketNamed: number;
  readonly atRiskRight: number;
}

export function figuresOf(all: readonly Judged[]): Figures {
  const off = all.map(({ score: { value }, view: { manager } }) => value - manager.score);
  const count = (holds: (one: Judged) => boolean) => all.filter(holds).length;
  return {
    views: all.length,
    rankCorrelation: rankCorrelation(
      all.map((one) => one.score.value),
      all.map((one) => one.view.manager.score),
    ),
    meanDistance: mean(off.map(Math.abs)),
    signedDistance: mean(off),
    insideRange: count(
      ({ score: { value }, view: { manager } }) => value >= manager.low && value <= manager.high,
    ),
    bucketNamed: count(({ bucket, view: { manager } }) =>
      (manager.buckets ?? [manager.bucket]).includes(bucket),
    ),
    atRiskRight: count(({ score: { atRisk }, view: { manager } }) => (atRisk !== null) === manager.at_risk),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/** Spearman's rank correlation, -1 to 1. */
export function rankCorrelation(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [ranksOf(first), ranksOf(second)];
  const middle = mean(a);
  const together = a.map((rank, index) => (rank - middle) * ((b[index] ?? middle) - middle));
  const spread = (ranks: readonly number[]) => Math.sqrt(mean(ranks.map((rank) => (rank - middle) ** 2)));
  return mean(together) / (spread(a) * spread(b));
}
