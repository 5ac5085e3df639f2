import type { PromiseLine } from '../brief/brief-lines.ts';
import type { Score } from '../brief/score/score.ts';
import type { Cited, Signal } from '../brief/testimony/testimony.ts';
import type { Deal, Prospect } from '../memory/note.ts';

/** Where an open deal stands this week, the most urgent first. */
export const buckets = ['now', 'this_week', 'on_track'] as const;
export type Bucket = (typeof buckets)[number];

/** The first rule that put a deal into its bucket; `days` are days on which the rep was not on holiday. */
export type Ground =
  | { readonly kind: 'snoozed'; readonly until: string }
  /** An agreed silence or a dated step, up to and with its day. */
  | { readonly kind: 'quiet'; readonly until: string; readonly signal: Signal }
  | { readonly kind: 'overdue'; readonly promise: PromiseLine; readonly days: number }
  /** An ask of ours, or a call nobody took: silence of theirs. */
  | { readonly kind: 'unanswered'; readonly days: number; readonly cited: Cited }
  /** All that is known is that no note came: never called silence of theirs. */
  | { readonly kind: 'not_logged'; readonly days: number; readonly woke: string | null }
  | { readonly kind: 'open' };

/** A sentence with the note it rests on. */
export interface Told {
  readonly text: string;
  readonly cited: Cited;
  readonly by: 'model' | 'facts';
}

/** One open deal in a rep's week. */
export interface WeekLine {
  readonly deal: Deal;
  /** The person of the newest note. */
  readonly prospect: Prospect;
  readonly bucket: Bucket;
  readonly ground: Ground;
  /** The ground in a few words, by code: the days in it hold on the week's day. */
  readonly why: string;
  /** Null with one note, or without a checked answer on just these notes. */
  readonly score: Score | null;
  /** Against the score of seven days ago; null when there was none. */
  readonly change: number | null;
  /** Urgency x score: lines of a bucket stand in falling order of it. */
  readonly rank: number;
  readonly reason: Told;
  readonly next: Omit<Told, 'cited'> & { readonly cited: Cited | null };
  readonly lastContact: { readonly day: string; readonly daysAgo: number };
  /** Promises of ours still open: what "Promise kept" can mean. */
  readonly owed: readonly PromiseLine[];
  readonly noteCount: number;
  /** How many of the notes only the rep can see. */
  readonly privateCount: number;
  /** Where its signals come from; `earlier`: from an answer on some of its notes; `none`: the notes' outcomes alone. */
  readonly source: 'kept' | 'model' | 'earlier' | 'none';
}
