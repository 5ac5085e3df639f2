import { en } from 'chrono-node';
import { type Ruling, saidBy } from '../brief/corrections/corrections.ts';
import { type History, historyOn, newestFirst } from '../brief/score/history.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { dayOfScore, type Score, score } from '../brief/score/score.ts';
import type { Signal } from '../brief/score/signal.ts';
import type { Deal, Note, Prospect } from '../memory/note.ts';
import { addDays, isDay } from '../util/calendar.ts';
import type { DealFlags } from './deal-flags.ts';
import type { RepDeal } from './deals-of.ts';
import type { Holiday } from './holidays.ts';
import type { WeekLine } from './week.ts';

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
  readonly marks: DealFlags;
}

/** All that is known of a deal on the rep's day, rulings and named dates included. */
export function knownOf({ notes, signals, rulings }: DealCase, { today }: WeekScale) {
  const asOf = dayOfScore(notes, today);
  const history: History = { signals: withDueDates(signals), notes, rulings: saidBy(asOf, rulings) };
  return { asOf, history, known: historyOn(asOf, history) };
}

/** Each deal with its own of these notes; a deal without any is left out. */
export function casesOf(deals: readonly RepDeal[], notes: readonly Note[]): readonly DealCase[] {
  const byDeal = new Map<string, Note[]>();
  for (const note of notes) {
    const own = byDeal.get(note.deal.key);
    if (own) own.push(note);
    else byDeal.set(note.deal.key, [note]);
  }
  return deals.flatMap(({ deal, prospect }) => {
    const own = newestFirst(byDeal.get(deal.key) ?? []);
    return own.length === 0 ? [] : [{ deal, prospect, notes: own, signals: [], rulings: [], source: 'none' }];
  });
}

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

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}

/**
 * The day that words name, counted from the day they were written: "by Friday" in a note of 17 November is the 20th.
 * Null when they name none to the day. No zone is involved: a note's day is already the rep's.
 */
export function dayNamed(words: string, writtenOn: string): string | null {
  const instant = new Date(`${writtenOn}T12:00:00Z`);
  if (Number.isNaN(instant.getTime())) return null;
  const found = en.parse(words, { instant, timezone: 0 }, { forwardDate: true });
  for (const { start, end } of found) {
    const last = end ?? start;
    if (!last.isCertain('day') && !last.isCertain('weekday')) continue;
    const day = `${last.get('year')}-${two(last.get('month'))}-${two(last.get('day'))}`;
    if (isDay(day) && day >= writtenOn) return day;
  }
  return null;
}

/** Promises without a date get the one their quote names. Other kinds keep to the model's date, which the score counts on. */
function withDueDates(signals: readonly Signal[]): readonly Signal[] {
  return signals.map((signal) => {
    if (signal.kind !== 'promise' || signal.dueOn !== null) return signal;
    return { ...signal, dueOn: dayNamed(signal.raisedBy.quote, signal.raisedBy.day) };
  });
}
