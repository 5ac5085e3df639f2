import type { PromiseLine } from '../brief/brief.ts';
import type { Commit } from '../brief/pipeline/commits.ts';
import type { Score } from '../brief/score/score.ts';
import type { SaidOutcome } from '../brief/signals/history.ts';
import type { Cited, Signal } from '../brief/signals/signal.ts';
import type { Deal, Outcome, Prospect } from '../memory/note.ts';

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
  /** What is due on the week's day or the next, whatever the bucket, soonest first. */
  readonly dueNow: readonly DueNow[];
  /** Ours and theirs, soonest first. */
  readonly promises: readonly DuePromise[];
  readonly changes: readonly WeekChange[];
  readonly comparisons: readonly Comparison[];
  /** Open deals that somebody counts on, held against their notes. */
  readonly commits: readonly CommittedDeal[];
  /** The soonest day that something on track waits for. */
  readonly nextDate: { readonly day: string; readonly line: WeekLine } | null;
  /** Nobody needs the rep, and everybody could be read. */
  readonly isAllClear: boolean;
  readonly wording: WordingSummary;
}

export interface CommittedDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly commit: Commit;
}

/** Where an open deal stands this week, the most urgent first. */
export const buckets = ['now', 'this_week', 'on_track'] as const;
export type Bucket = (typeof buckets)[number];

/** One open deal in a rep's week. */
export interface WeekLine {
  readonly deal: Deal;
  /** The person of the newest note. */
  readonly prospect: Prospect;
  readonly bucket: Bucket;
  readonly rule: BucketRule;
  /** The rule in a few words, by code: the days in it hold on the week's day. */
  readonly why: string;
  /** Null with one note. */
  readonly score: Score | null;
  /** What is at stake, then how late: lines of a bucket stand in falling order of it. */
  readonly rank: number;
  readonly reason: CitedSentence;
  readonly next: Omit<CitedSentence, 'cited'> & { readonly cited: Cited | null };
  readonly lastContact: { readonly day: string; readonly daysAgo: number };
  /** Promises of ours still open: what "Promise kept" can mean. */
  readonly owed: readonly PromiseLine[];
  readonly noteCount: number;
  /** How many of the notes are not read yet. */
  readonly unreadCount: number;
  /** How many of the notes only the rep can see. */
  readonly privateCount: number;
}

/** `isOwn`: the rep made it, and no colleague. */
export interface OurPromise extends PromiseLine {
  readonly isOwn: boolean;
}

/** The first rule that put a deal into its bucket; a rep's holidays may keep it from holding, and shorten no `days`. */
export type BucketRule =
  /** Lost, or won with nothing owed: in no bucket. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'snoozed'; readonly until: string }
  /** The newest note's words say won, lost or reopened, and nobody has said whether it is so. */
  | { readonly kind: 'outcome_said'; readonly said: SaidOutcome }
  /** A promise of ours past its day. */
  | { readonly kind: 'overdue'; readonly promise: OurPromise; readonly days: number }
  /** A promise or request of theirs, or an agreed step, past its day once a pilot or an offer is out. */
  | { readonly kind: 'theirs'; readonly signal: Signal; readonly days: number }
  /** An ask of ours, or a call nobody took: silence of theirs. */
  | { readonly kind: 'unanswered'; readonly days: number; readonly cited: Cited }
  | { readonly kind: 'setback'; readonly signal: Signal; readonly days: number }
  /** The closing date was put off again and again. */
  | { readonly kind: 'slipped'; readonly signal: Signal; readonly times: number }
  /** All that is known is that no note came: never called silence of theirs. */
  | {
      readonly kind: 'not_logged';
      /** Since somebody was reached, as a brief counts it. */
      readonly days: number;
      /** A remark was noted since. */
      readonly isRemarked: boolean;
      readonly pauseEnd: string | null;
    }
  /** An agreed pause, up to and with its day. */
  | { readonly kind: 'quiet'; readonly until: string; readonly signal: Signal }
  /** A dated step or the closing date, up to and with its day, and nothing in its way. */
  | { readonly kind: 'ahead'; readonly until: string; readonly signal: Signal }
  /** A promise of ours due soon. */
  | { readonly kind: 'due'; readonly promise: OurPromise; readonly days: number }
  /** What they asked for by a day soon, or by one that is over: `days` below zero. */
  | { readonly kind: 'asked'; readonly signal: Signal; readonly days: number }
  /** Nothing of all that: `step` is what was agreed, if anything; a worry stands in its way, or it has no day. */
  | {
      readonly kind: 'open';
      readonly step: Signal | null;
      /** Day of the newest call, where a step was agreed on it of which nothing was read. */
      readonly agreedOn: string | null;
      /** How many notes nobody has read yet: a step may stand in them. */
      readonly unread: number;
    };

/** A sentence with the note it rests on. */
export interface CitedSentence {
  readonly text: string;
  readonly cited: Cited;
  readonly by: 'model' | 'facts';
}

/** An open deal that is not read yet, or whose notes did not come: who it is about is known, what they say is not. */
export interface UnreadDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly lastDay: string;
  /** Of its newest call, as its author chose it; a remark counts only where there is no call. */
  readonly outcome: Outcome;
}

/** A deal that was won or lost and not taken up again. */
export interface ClosedDeal {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly outcome: 'won' | 'lost';
  readonly day: string;
  /** Of the note that closed it, ISO 8601. */
  readonly loggedAt: string;
  readonly noteId: string;
}

/** `considered + unread` is `open + wonOwed + lostAsked`; `now + thisWeek + onTrack` is `considered`. */
interface Coverage {
  readonly open: number;
  /** Won and in the week all the same, for what is owed on them; left out where there is none. */
  readonly wonOwed?: number;
  /** Lost and in the week all the same, since the newest note's words say that it is open again; left out where there is none. */
  readonly lostAsked?: number;
  readonly considered: number;
  readonly now: number;
  readonly thisWeek: number;
  readonly onTrack: number;
  /** Those on track that the rep lets sleep; left out where there is none. */
  readonly snoozed?: number;
  readonly unread: number;
  readonly closed: number;
  readonly closedLastWeek: number;
  /** Brought from elsewhere and untouched for 90 days: outside the week; left out where there is none. */
  readonly dormant?: number;
}

/** All deals of the week, read or not, open, won with work owed or perhaps open again. */
export function dealCount({ considered, unread }: Coverage): number {
  return considered + unread;
}

/** A promise due in the next seven days or overdue. */
export interface DuePromise extends PromiseLine {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly dueOn: string;
  /** Whether the deal's newest note says that it is lost, which nobody has marked yet. */
  readonly isLostSaid: boolean;
}

/** A step, a decision, a promise or the end of a pause, to be named on its day. */
export interface DueNow {
  readonly deal: Deal;
  readonly prospect: Prospect;
  readonly signal: Signal;
  /** Slack user id of who noted it; null where nobody is told apart. */
  readonly author: string | null;
  readonly dueOn: string;
  /** Whether the deal's newest note says that it is lost, which nobody has marked yet. */
  readonly isLostSaid: boolean;
}

/** Something that a note told of a deal in the last seven days; `text` says what, where that is not all of it. */
export interface Happening {
  readonly kind: 'reopened' | 'setback' | 'settled';
  readonly day: string;
  readonly text: string | null;
}

/** What is different from seven days ago. */
export interface WeekChange {
  readonly kind: 'new' | 'won' | 'lost' | 'up' | 'down' | 'pause_ended' | 'reopened';
  readonly deal: Deal;
  readonly prospect: Prospect;
  /** Points, for `up` and `down`, and in how many days. */
  readonly points: number | null;
  readonly inDays?: number | undefined;
  readonly day: string | null;
  /** What else became of a new deal since its first note, oldest first; left out where nothing did. */
  readonly also?: readonly Happening[];
}

/** A sentence on two deals, with a note of each. */
export interface Comparison {
  readonly text: string;
  /** Keys of the two deals, in the order of the notes. */
  readonly deals: readonly [string, string];
  readonly cited: readonly [Cited, Cited];
  readonly by: 'model' | 'facts';
}

/** How many lines of a bucket a message shows; the others are behind Show. */
export const mostShown = 5;

/** What the model added to the lines that a message shows. `facts`: nothing, for the reason given. */
export interface WordingSummary {
  readonly kind: 'all' | 'some' | 'facts';
  /** `model`: it did not answer. `busy`: no tokens were free. `unheld`: what it said, if anything, did not hold. */
  readonly reason: 'model' | 'busy' | 'unheld' | null;
  /** Keys of those deals that got no words from the model: they are told from facts. */
  readonly withoutWords: readonly string[];
  /** Calls made, for figures: one, or none where nobody needs the rep. */
  readonly calls: number;
}

/** Whether a promise of ours is late: of a deal that sleeps or is on track too. */
export function isLateWithPromise({ promises }: Week): boolean {
  return promises.some(({ who, overdue }) => who === 'us' && overdue);
}

/** Every line of a week, in reading order. */
export function linesOf(week: Pick<Week, 'now' | 'thisWeek' | 'onTrack'>): readonly WeekLine[] {
  return [...week.now, ...week.thisWeek, ...week.onTrack];
}
