import type { ReadDeal } from '../brief/read-deals.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { dayOfScore, fewestNotes, type Score, score } from '../brief/score/score.ts';
import type { Deal, Prospect } from '../memory/note.ts';
import { addDays } from '../util/calendar.ts';
import type { DealFlags } from './deal-flags.ts';
import type { Holiday } from './holidays.ts';

/** One of a rep's deals, as it was read. */
export interface DealCase {
  readonly deal: Deal;
  /** The person of the newest note. */
  readonly prospect: Prospect;
  readonly read: ReadDeal;
}

/** What a week is computed by, the same for all of its deals. */
export interface WeekScale {
  readonly rubric: Rubric;
  /** Today in the rep's zone. */
  readonly today: string;
  readonly holidays: readonly Holiday[];
  readonly flags: DealFlags;
}

/** All that is known of a deal on the rep's day. */
export function knownOf({ read }: DealCase, { today }: WeekScale) {
  const asOf = dayOfScore(read.notes, today);
  return { asOf, known: read.history.on(asOf) };
}

/** Days back that "since last week" looks. */
export const weekDays = 7;

/** The score as on a brief, and what it is against seven days ago; nulls where there is or was none. */
export function scoresOf(
  { read: { history, asOf, score: now } }: DealCase,
  { rubric }: WeekScale,
): { readonly now: Score | null; readonly change: number | null } {
  const before = addDays(asOf, -weekDays);
  const wasThere = history.on(before).notes.length >= fewestNotes;
  return { now, change: now && wasThere ? now.value - score(history, rubric, before).value : null };
}
