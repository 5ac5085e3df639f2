import { addDays } from '../brief/calendar.ts';
import { saidBy } from '../brief/rulings/rulings.ts';
import { dayOfScore } from '../brief/score/day-of-score.ts';
import type { Score } from '../brief/score/score.ts';
import { score } from '../brief/score/scoring.ts';
import type { DealCase, WeekScale } from './deal-case.ts';

/** Days back that "since last week" looks. */
export const weekDays = 7;

/** The score now and what it is against seven days ago; nulls as on a brief: one note, or no answer on just these notes. */
export function scoresOf(
  one: DealCase,
  { rubric, scoreDay }: WeekScale,
): { readonly now: Score | null; readonly change: number | null } {
  const { notes, signals, rulings, source } = one;
  if (notes.length < 2 || source === 'none' || source === 'earlier') return { now: null, change: null };
  const asOf = dayOfScore(notes, scoreDay);
  const history = { signals, notes, rulings: saidBy(asOf, rulings) };
  const now = score(history, rubric, asOf);
  const before = addDays(asOf, -weekDays);
  const wasThere = notes.some((note) => note.day <= before);
  return { now, change: wasThere ? now.value - score(history, rubric, before).value : null };
}
