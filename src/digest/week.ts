import type { PromiseLine } from '../brief/brief-lines.ts';
import type { Cited } from '../brief/testimony/testimony.ts';
import type { Deal, Prospect } from '../memory/note.ts';
import type { WeekLine } from './week-line.ts';

/** An open deal whose notes did not come: who it is about is known, what they say is not. */
export interface UnreadDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly lastDay: string;
}

/** A deal that was won or lost and not taken up again. */
export interface ClosedDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly outcome: 'won' | 'lost';
  readonly day: string;
  readonly noteId: string;
}

/** `considered + unread` is `open`; `now + thisWeek + onTrack` is `considered`. */
interface Coverage {
  readonly open: number;
  readonly considered: number;
  readonly now: number;
  readonly thisWeek: number;
  readonly onTrack: number;
  readonly unread: number;
  readonly closed: number;
  readonly closedLastWeek: number;
}

/** A promise due in the next seven days or overdue. */
export interface DuePromise extends PromiseLine {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly dueOn: string;
}

/** What is different from seven days ago. */
export interface Change {
  readonly kind: 'new' | 'won' | 'lost' | 'up' | 'down' | 'woke';
  readonly deal: Deal;
  readonly prospect: Prospect;
  /** Points, for `up` and `down`. */
  readonly points: number | null;
  readonly day: string | null;
}

/** A sentence on two deals, with a note of each. */
export interface Comparison {
  readonly text: string;
  /** Keys of the two deals, in the order of the notes. */
  readonly deals: readonly [string, string];
  readonly cited: readonly [Cited, Cited];
  readonly by: 'model' | 'facts';
}

/** What the model added. `facts`: nothing, for the reason given. */
export interface Telling {
  readonly kind: 'all' | 'some' | 'facts';
  readonly reason: 'model' | 'busy' | null;
  /** Keys of the open deals that got no words from the model: they are told from facts. */
  readonly untold: readonly string[];
  /** Calls made, for figures. */
  readonly calls: number;
}

/** One rep's open deals on one day, each exactly once. */
export interface Week {
  /** Slack user id. */
  readonly rep: string;
  /** The day in the rep's zone, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly now: readonly WeekLine[];
  readonly thisWeek: readonly WeekLine[];
  readonly onTrack: readonly WeekLine[];
  readonly unread: readonly UnreadDeal[];
  /** Newest first. */
  readonly closed: readonly ClosedDeal[];
  readonly coverage: Coverage;
  /** Ours and theirs, soonest first. */
  readonly promises: readonly DuePromise[];
  readonly changes: readonly Change[];
  readonly comparisons: readonly Comparison[];
  /** The soonest day that something on track waits for. */
  readonly nextDate: { readonly day: string; readonly line: WeekLine } | null;
  /** Nobody needs the rep, and everybody could be read. */
  readonly isAllClear: boolean;
  readonly telling: Telling;
}

/** Every line of a week, in reading order. */
export function linesOf(week: Pick<Week, 'now' | 'thisWeek' | 'onTrack'>): readonly WeekLine[] {
  return [...week.now, ...week.thisWeek, ...week.onTrack];
}
