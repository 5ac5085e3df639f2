import { addDays } from '../calendar.ts';
import { riskOf } from './at-risk.ts';
import { type History, historyOn } from './history.ts';
import type { Rubric } from './rubric.ts';
import type { Score } from './score.ts';
import { tally } from './tally.ts';

/** Health on a day, from nothing but notes, checked signals, the rubric and that day; the rows always add up. */
export function score(history: History, rubric: Rubric, asOf: string): Score {
  const known = historyOn(asOf, history);
  const now = tally(known, { rubric, asOf });
  const before = addDays(asOf, -rubric.momentum_days);
  const then = historyOn(before, history);
  const older = then.notes.length > 0 ? tally(then, { rubric, asOf: before }) : null;
  const momentum = older === null ? null : now.value - older.value;
  const closed = now.factors.some((factor) => factor.kind === 'closed');
  const atRisk = closed ? null : riskOf(known, { rubric, asOf }, momentum);
  return { ...now, momentum, atRisk };
}
