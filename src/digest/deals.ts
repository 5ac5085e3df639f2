import { type Correction, saidBy } from '../brief/corrections/corrections.ts';
import {
  closingNote,
  type History,
  type HistoryNote,
  historyOn,
  newestFirst,
} from '../brief/score/history.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { dayOfScore, type Score, score } from '../brief/score/score.ts';
import type { Signal } from '../brief/score/signal.ts';
import { byNewestCall, type Deal, type Note, type NoteHeader, type Prospect } from '../memory/note.ts';
import { addDays } from '../util/calendar.ts';
import { dayNamed } from '../util/named-days.ts';
import { type DealFlags, ownedBy } from './deal-flags.ts';
import type { Holiday } from './settings.ts';
import type { ClosedDeal, WeekLine } from './week.ts';

/** A deal of one rep's with all that the rep may read of it, newest call first, at least one note. */
export interface RepDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly headers: readonly NoteHeader[];
}

/** The rep's deals: those with a note of theirs and those they took over, less those handed over. */
export function dealsOf(
  rep: string,
  visible: readonly NoteHeader[],
  flags: Pick<DealFlags, 'owned'>,
): readonly RepDeal[] {
  const keys = new Set(visible.filter(({ author }) => author === rep).map(({ deal }) => deal.key));
  // Most reps have neither given nor taken any: then no key is looked at twice.
  const known = flags.owned.size > 0 ? new Map(visible.map(({ deal }) => [deal.key, deal])) : [];
  for (const [key, deal] of known) {
    const owned = ownedBy(deal, flags);
    if (owned?.holds) keys.add(key);
    else if (owned) keys.delete(key);
  }
  const byDeal = new Map<string, NoteHeader[]>();
  for (const header of visible) {
    const { key } = header.deal;
    if (!keys.has(key)) continue;
    byDeal.set(key, [...(byDeal.get(key) ?? []), header]);
  }
  return [...byDeal.values()].flatMap((all) => {
    const headers = all.toSorted(byNewestCall);
    const [newest] = headers;
    const prospect = newest?.prospects[0];
    return newest && prospect ? [{ deal: newest.deal, prospect, headers }] : [];
  });
}

/** Outcomes and days decide it, so no text is needed; null while the deal is open. */
export function closedDeal({ deal, prospect, headers }: RepDeal): ClosedDeal | null {
  const notes: readonly HistoryNote[] = headers.map((header) => ({ ...header, text: '' }));
  const note = closingNote(notes);
  if (note === null) return null;
  return { deal, prospect, outcome: note.outcome === 'won' ? 'won' : 'lost', day: note.day, noteId: note.id };
}

/** An open deal with its notes read; `signals` are empty until an answer on them is known. */
export interface DealCase {
  readonly deal: Deal;
  readonly prospect: Prospect;
  /** Newest call first, at least one. */
  readonly notes: readonly Note[];
  readonly signals: readonly Signal[];
  /** What people said of signals of this deal. */
  readonly corrections: readonly Correction[];
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
  readonly flags: DealFlags;
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
    return own.length === 0
      ? []
      : [{ deal, prospect, notes: own, signals: [], corrections: [], source: 'none' }];
  });
}

/** All that is known of a deal on the rep's day, corrections and named dates included. */
export function knownOf({ notes, signals, corrections }: DealCase, { today }: WeekScale) {
  const asOf = dayOfScore(notes, today);
  const history: History = { signals: withDueDates(signals), notes, corrections: saidBy(asOf, corrections) };
  return { asOf, history, known: historyOn(asOf, history) };
}

/** Promises without a date get the one their quote names. Other kinds keep to the model's date, which the score counts on. */
function withDueDates(signals: readonly Signal[]): readonly Signal[] {
  return signals.map((signal) => {
    if (signal.kind !== 'promise' || signal.dueOn !== null) return signal;
    return { ...signal, dueOn: dayNamed(signal.raisedBy.quote, signal.raisedBy.day) };
  });
}

/** Days back that "since last week" looks. */
export const weekDays = 7;

/** The score now and what it is against seven days ago; nulls as on a brief: one note, or no answer on just these notes. */
export function scoresOf(
  one: DealCase,
  { rubric, scoreDay }: WeekScale,
): { readonly now: Score | null; readonly change: number | null } {
  const { notes, signals, corrections, source } = one;
  if (notes.length < 2 || source === 'none' || source === 'earlier') return { now: null, change: null };
  const asOf = dayOfScore(notes, scoreDay);
  const history = { signals, notes, corrections: saidBy(asOf, corrections) };
  const now = score(history, rubric, asOf);
  const before = addDays(asOf, -weekDays);
  const wasThere = notes.some((note) => note.day <= before);
  return { now, change: wasThere ? now.value - score(history, rubric, before).value : null };
}
