import type { OwnDeals } from '../ask/answer.ts';
import type { ReadDeal } from '../brief/reading/read-deals.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { dayOfScore } from '../brief/score/score.ts';
import { closingNote, type HistoryNote } from '../brief/signals/history.ts';
import { dormantDays, importSource } from '../import/plan.ts';
import { byNewestCall, type Deal, type NoteHeader, type Prospect } from '../memory/note.ts';
import { addDays } from '../util/calendar.ts';
import { type DealFlags, ownedBy } from './deal-flags.ts';
import type { Holiday } from './settings.ts';
import type { ClosedDeal } from './week.ts';

/** A deal of one rep's with all that the rep may read of it, newest call first, at least one note. */
export interface RepDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly headers: readonly NoteHeader[];
}

/** Keys of the rep's deals, those with a note of theirs and those they took over, less those handed over. */
export function ownDeals(
  rep: string,
  visible: readonly NoteHeader[],
  flags: Pick<DealFlags, 'owned'>,
): OwnDeals {
  const all = new Set(visible.filter(({ author }) => author === rep).map(({ deal }) => deal.key));
  const taken = new Set<string>();
  // Most reps have neither given nor taken any: then no key is looked at twice.
  const known = flags.owned.size > 0 ? new Map(visible.map(({ deal }) => [deal.key, deal])) : [];
  for (const [key, deal] of known) {
    const owned = ownedBy(deal, flags);
    if (owned?.holds) taken.add(key);
    else if (owned) all.delete(key);
  }
  return { all: new Set([...all, ...taken]), taken };
}

/** The rep's deals, last contact of each first. */
export function dealsOf(
  rep: string,
  visible: readonly NoteHeader[],
  flags: Pick<DealFlags, 'owned'>,
): readonly RepDeal[] {
  const { all: keys } = ownDeals(rep, visible, flags);
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
  const { id: noteId, day, loggedAt } = note;
  return { deal, prospect, outcome: note.outcome === 'won' ? 'won' : 'lost', day, loggedAt, noteId };
}

/** Brought from elsewhere and not touched for long: known and found, but no work of this week. A note of one's own wakes it. */
export function isDormant({ headers }: Pick<RepDeal, 'headers'>, today: string): boolean {
  const [newest] = headers;
  if (newest === undefined || !newest.source.startsWith(importSource)) return false;
  return newest.day < addDays(today, -dormantDays);
}

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
  /** Slack user id: "yours" in every line. */
  readonly rep: string;
  /** Today in the rep's zone. */
  readonly today: string;
  readonly lastWeek: LastWeek;
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
const dayMs = 86_400_000;

/** This hour of a week ago, when the last week was told. */
export interface LastWeek {
  readonly day: string;
  readonly at: Date;
}

export function lastWeekOf(asOf: string, at: Date): LastWeek {
  return { day: addDays(asOf, -weekDays), at: new Date(at.getTime() - weekDays * dayMs) };
}

/** Whether a note came since: of a later day, or of that day and logged after that hour. */
export function isSince({ day, at }: LastWeek, note: Pick<HistoryNote, 'day' | 'loggedAt'>): boolean {
  return note.day > day || (note.day === day && Date.parse(note.loggedAt) > at.getTime());
}
