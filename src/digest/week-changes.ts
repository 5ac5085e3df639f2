import type { DealCase } from './deal-case.ts';
import type { Change, ClosedDeal } from './week.ts';
import type { WeekLine } from './week-line.ts';

/** A move of the score that is worth a line. */
const leastMove = 8;

/** What a line did in the last seven days; at most one change for each, the weightiest. */
export function changeOf(line: WeekLine, one: DealCase, since: string): readonly Change[] {
  const { deal, prospect, change, ground } = line;
  const shared = { deal, prospect, points: null, day: null };
  const first = one.notes.at(-1)?.day ?? since;
  if (first > since) return [{ ...shared, kind: 'new', day: first }];
  if (change !== null && Math.abs(change) >= leastMove) {
    return [{ ...shared, kind: change > 0 ? 'up' : 'down', points: change }];
  }
  if (ground.kind === 'not_logged' && ground.woke !== null && ground.woke >= since) {
    return [{ ...shared, kind: 'woke', day: ground.woke }];
  }
  return [];
}

/** Deals won and lost after that day. */
export function closings(closed: readonly ClosedDeal[], since: string): readonly Change[] {
  return closed
    .filter(({ day }) => day > since)
    .map(({ deal, prospect, outcome, day }) => ({ deal, prospect, kind: outcome, points: null, day }));
}
