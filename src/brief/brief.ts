import type { Deal, Note, Prospect } from '../memory/note.ts';
import type { Contradiction } from './contradictions.ts';
import type { Topic } from './evidence/topic.ts';
import type { ReadState } from './reading/read-deals.ts';
import type { Confidence } from './score/confidence.ts';
import type { Raise } from './score/raises.ts';
import type { Score } from './score/score.ts';
import type { Quiet } from './score/silence.ts';
import type { SaidOutcome } from './signals/history.ts';
import type { LeftOut } from './signals/reading.ts';
import type { Cited, Claim, Correction, Signal } from './signals/signal.ts';

/** Everything a rep needs before a call; every line carries the note it rests on. */
export interface Brief {
  /** Null when the deal was asked for by its company. */
  readonly prospect: Prospect | null;
  readonly deal: Deal;
  /** Slack user id of who asked: "you" in every line. Empty when several people read it, and nobody is "you". */
  readonly asker: string;
  /** The day the score counts from, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The reader's own day, from which days are counted in words and dates are late; `asOf` in a brief of the past. */
  readonly today: string;
  /** An earlier day was asked for: nothing that was noted after it is here, and nothing to do about it now. */
  readonly isPast: boolean;
  /** The asked person's notes first, then newest call first; numbered from 1 on the card. */
  readonly notes: readonly Note[];
  readonly reading: ReadState;
  /** How many of the notes only the asker can see. */
  readonly privateCount: number;
  readonly lastContact: { readonly day: string; readonly daysAgo: number };
  /** Null with one note, and while the newest note or more than a third of all is unread. */
  readonly score: Score | null;
  /** The score that colleagues see, where the asker's private notes make it another; null where it is the same. */
  readonly teamScore: Score | null;
  readonly confidence: Confidence;
  /** By code, from what was read. */
  readonly doNext: { readonly text: string; readonly cited: Cited | null };
  readonly openWith: Claim | null;
  readonly recommendation: readonly Claim[];
  /** All that the notes say, as people have put it right. */
  readonly signals: readonly Signal[];
  /** What people said of them that counts on the day. */
  readonly corrections: readonly Correction[];
  /** What the asker said and fits nothing that the notes say now. */
  readonly unfitting: readonly Correction[];
  /** What was read and did not hold, by note id. */
  readonly leftOut: ReadonlyMap<string, readonly LeftOut[]>;
  /** What each kind of signal is called, in the rubric's order. */
  readonly kindLabels: Readonly<Record<string, string>>;
  /** The newest note's words say won, lost or reopened, and nobody has said whether it is so; null where they do not. */
  readonly outcomeSaid: SaidOutcome | null;
  /** Where two notes say opposite things and nobody has settled it. */
  readonly contradictions: readonly Contradiction[];
  readonly openItems: readonly OpenItem[];
  /** Objections with the note that settled each. */
  readonly settled: readonly Signal[];
  readonly promises: readonly PromiseLine[];
  readonly budget: readonly Signal[];
  readonly competitors: readonly Signal[];
  /** People in the deal: those the notes are tagged with, and those the notes name with a role. */
  readonly people: readonly {
    readonly name: string;
    readonly role: string | null;
    readonly cited: Cited | null;
  }[];
  readonly tone: Claim | null;
  readonly changed: readonly Claim[];
  /** The agreed pause or dated step that holds and lasts longest; null when none does. */
  readonly quiet: Quiet | null;
  /** What the notes say on the matter that was asked for; left out where none was. */
  readonly topic?: Topic | undefined;
  readonly knowledge: readonly Knowledge[];
  readonly raises: readonly Raise[];
}

/** What one note did to the score; the parts add up to `after - before`. */
export interface Gain {
  readonly before: Score | null;
  readonly after: Score | null;
  readonly parts: readonly GainPart[];
  /** What stands in the way, is promised, asked for or agreed since the note. */
  readonly news: readonly Signal[];
  /** What else holds since the note, and no score tells: a pause, the reason of an ending, of a first note what is agreed. */
  readonly holds: readonly Signal[];
  /** What stood in the way before and is said again by the note. */
  readonly again: readonly Signal[];
  /** Earlier promises and requests that the note says are done. */
  readonly done: readonly Signal[];
  /** What was promised, asked for or agreed before and, by the note, is no longer so, or is put off without a new day. */
  readonly off: readonly Signal[];
  /** What stood before and has another day since the note. */
  readonly moved: readonly MovedDay[];
  /** Whether the note says nothing of what stood before it: nothing is over, moved or said again by it. */
  readonly leavesAll: boolean;
  /** The note's words say won, lost or reopened while its outcome does not; null where they do not. */
  readonly outcomeSaid: SaidOutcome | null;
}

/** Something with a day, as it stands now, and the day it had; null where it had none. */
export interface MovedDay {
  readonly signal: Signal;
  readonly from: string | null;
}

/** One row of a score that is new, gone, or worth something else than before. */
export interface GainPart {
  readonly label: string;
  readonly points: number;
  /** What the row was worth before and is worth now; left out where it was not there before or is gone. */
  readonly moved?: { readonly from: number; readonly to: number };
}

export interface BriefRequest {
  readonly deal: string;
  /** Key of the person asked for; null for the company. */
  readonly prospect: string | null;
  /** Slack user id. */
  readonly asker: string;
  /** A day of the past, `YYYY-MM-DD`: the brief as it would have been by its end. Left out: now. */
  readonly asOf?: string | undefined;
  /** The asker's own day; left out, that of the score. */
  readonly today?: string | undefined;
  /** The matter that the call is about, in the asker's words. */
  readonly about?: string | undefined;
}

/** Says what a deal's notes mean, from what was read of them: no model is asked while somebody waits. */
export interface Briefer {
  /** Notes of the deal as the asker may see them, read afresh: for `brief`. */
  gather(request: BriefRequest): Promise<readonly Note[]>;
  /** Rejects when memory does not answer. Needs all notes of the deal, and at least one by the day asked for. */
  brief(request: BriefRequest, notes: readonly Note[]): Promise<Brief>;
  /** Resolves when the deal is read and checked as far as it can be now: within two minutes. */
  catchUp(request: BriefRequest): Promise<void>;
  /** Resolves when its notes are held against each other too, or that takes too long. */
  compared(request: BriefRequest): Promise<void>;
  /** What one note did, once it is read and checked; null when it is gone or could not be read. */
  gain(request: BriefRequest, noteId: string): Promise<Gain | null>;
}

/** A promise with its state on the brief's date. */
export interface PromiseLine {
  readonly who: 'us' | 'them';
  readonly text: string;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  readonly overdue: boolean;
  /** Slack user id of who noted it: whose promise it is, where it is ours. Null where nobody is told apart. */
  readonly author: string | null;
  readonly cited: Cited;
  /** The note that gave the day; where none did, the one that says it first. */
  readonly dated: Cited;
}

/** An objection, doubt or competitor not answered yet, the weightiest first. */
export interface OpenItem {
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly text: string;
  /** Points it costs now, zero or less. */
  readonly points: number;
  /** When a date it names has passed: "frozen until Q3" in Q4. */
  readonly datePassed: boolean;
  /** The newest note that says it. */
  readonly cited: Cited;
}

/** One line of MEDDPICC: `stale` when its newest mention is older than the rubric's limit. */
export interface Knowledge {
  /** What MEDDPICC calls it, such as `Economic buyer`. */
  readonly name: string;
  /** The same in plain words, to follow "not known yet:", such as `who signs`. */
  readonly topic: string;
  readonly state: 'known' | 'stale' | 'unknown';
  readonly cited: Cited | null;
}
