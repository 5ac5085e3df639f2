import { daysBetween } from '../brief/calendar.ts';
import type { Score } from '../brief/score/score.ts';
import type { Ground, WeekLine } from './week-line.ts';

/** Past this many weeks waiting longer makes nothing more urgent. */
const mostWeeks = 4;
const atRiskFactor = 1.25;

/** From about 1 up to 3: an overdue promise before an unanswered ask before a deal that nothing is known of. */
function urgencyOf(ground: Ground, asOf: string): number {
  const weeks = (days: number): number => Math.min(mostWeeks, days / 7) / mostWeeks;
  switch (ground.kind) {
    case 'overdue':
      return 2 + weeks(ground.days);
    case 'unanswered':
      return 1.75 + weeks(ground.days);
    case 'not_logged':
      return 1.25 + (ground.woke === null ? 0 : 0.75) + weeks(ground.days) / 4;
    case 'open':
      return 1;
    // Ahead of us: the nearer its day, the more urgent.
    case 'quiet':
    case 'snoozed':
      return 1 / (1 + Math.max(0, daysBetween(asOf, ground.until)) / 7);
  }
}

/** Urgency x score: who is worth most when called first. A deal without a score counts as one at the base. */
export function rankOf(
  { ground, asOf }: { readonly ground: Ground; readonly asOf: string },
  score: Score | null,
  base: number,
): number {
  const risk = score?.atRisk == null ? 1 : atRiskFactor;
  return urgencyOf(ground, asOf) * risk * Math.max(1, score?.value ?? base);
}

/** Most worth calling first; equal ranks in the order of their keys, so that a week is the same on every machine. */
export function byRank(a: WeekLine, b: WeekLine): number {
  return b.rank - a.rank || a.deal.key.localeCompare(b.deal.key);
}
