import type { Ruling } from '../brief/rulings/ruling.ts';
import { saidBy } from '../brief/rulings/rulings.ts';
import { dayOfScore } from '../brief/score/day-of-score.ts';
import { type History, historyOn } from '../brief/score/history.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import type { Signal } from '../brief/testimony/testimony.ts';
import type { Deal, Note, Prospect } from '../memory/note.ts';
import { withDueDates } from './due-date.ts';
import type { Holiday } from './holidays.ts';
import type { Marks } from './marks.ts';
import type { WeekLine } from './week-line.ts';

/** An open deal with its notes read; `signals` are empty until an answer on them is known. */
export interface DealCase {
  readonly deal: Deal;
  readonly prospect: Prospect;
  /** Newest call first, at least one. */
  readonly notes: readonly Note[];
  readonly signals: readonly Signal[];
  /** What people said of signals of this deal. */
  readonly rulings: readonly Ruling[];
  readonly source: WeekLine['source'];
}

/** What a week is computed by, the same for all of its deals. */
export interface WeekScale {
  readonly rubric: Rubric;
  /** Today in the rep's zone. */
  readonly today: string;
  /** Today in the zone in which all scores count, so that a deal has one score. */
  readonly scoreDay: string;
  readonly holidays: readonly Holiday[];
  readonly marks: Marks;
}

/** All that is known of a deal on the rep's day, rulings and named dates included. */
export function knownOf({ notes, signals, rulings }: DealCase, { today }: WeekScale) {
  const asOf = dayOfScore(notes, today);
  const history: History = { signals: withDueDates(signals), notes, rulings: saidBy(asOf, rulings) };
  return { asOf, history, known: historyOn(asOf, history) };
}
