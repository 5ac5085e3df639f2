import type { Unread } from '../brief/evidence/find-evidence.ts';
import type { Cited } from '../brief/signals/signal.ts';
import type { Target } from '../memory/identity/people.ts';
import type { Deal, NoteHeader, Prospect } from '../memory/note.ts';
import { ago, dayName } from '../util/calendar.ts';
import type { Count } from './count/count.ts';
import type { AskedTeam } from './house/house.ts';

export interface AskRequest {
  readonly question: string;
  /** Earlier questions of the conversation, oldest first. */
  readonly earlier: readonly string[];
  /** Whom the conversation showed last: one deal, or all of a week. */
  readonly spokenOf?: readonly Pick<Target, 'deal' | 'prospect'>[];
  /** What the asker asked elsewhere in the last minutes, oldest first: it says whom a pronoun means, and nothing else. */
  readonly lately?: readonly string[];
  /** Slack user id. */
  readonly asker: string;
  /** IANA zone of the asker, for "today" and "this week". */
  readonly zone: string;
  /** Left out where nobody can tell: then such questions go to the notes. */
  readonly team?: AskedTeam;
}

/** Whose deals are whose, by key. */
export interface OwnDeals {
  /** On somebody's week. */
  readonly all: ReadonlySet<string>;
  /** Those among them that they took over: what a colleague promised there is theirs to keep. */
  readonly taken: ReadonlySet<string>;
}

/** Words of a note, and whose note it is. */
export interface CitedNote extends Cited {
  readonly prospects: readonly Prospect[];
  readonly deal: Deal;
  /** Slack user id of who wrote it. */
  readonly author: string;
  /** Only the asker can read it. */
  readonly isPrivate: boolean;
}

/** A sentence that its quotes hold up: the model's, or code's own. */
export interface Sentence {
  readonly text: string;
  /** One to three; none where code tells how much is left out. */
  readonly cited: readonly CitedNote[];
}

interface Common {
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Two questions that may come next, made by code of what the asker may see; fewer when nothing is known. */
  readonly followUps: readonly string[];
}

interface OfNotes extends Common {
  /** How many of the notes in question nobody has read yet: what they say may be missing. */
  readonly reading: Unread;
}

/** One to three sentences; a list by code is longer. */
export interface CitedAnswer extends OfNotes {
  readonly kind: 'cited';
  readonly sentences: readonly Sentence[];
}

/** A number, counted by code. */
interface CountedAnswer extends Common {
  readonly kind: 'counted';
  readonly count: Count;
}

/** A question for a number of something that cannot be counted; `followUps` are examples that can. */
interface UncountableAnswer extends Common {
  readonly kind: 'uncountable';
}

/** A pronoun, and nothing before it says whom it means, or a word that is like a name; `followUps` say some. */
interface WhomAnswer extends Common {
  readonly kind: 'whom';
}

/** The notes do not say. */
export interface NothingAnswer extends OfNotes {
  readonly kind: 'nothing';
  /** In the asker's words; null when they name nothing. */
  readonly about: string | null;
  /** People and companies that were asked about, as the asker's notes spell them. */
  readonly names: readonly string[];
  /** What there is instead, and is no answer by itself: a colleague's, or what was kept. */
  readonly besides: readonly Sentence[];
  /** It is of the asker alone that there is nothing. */
  readonly isOwn: boolean;
  /** Notes that hold words of the question all the same, best first: to be looked at, not quoted. */
  readonly holding: readonly CitedNote[];
}

/** The model did not answer: the notes nearest to the question in their own words, best first; none where none has a word of it. */
export interface FactsAnswer extends OfNotes {
  readonly kind: 'facts';
  /** `share`: the asker had their share of the day's tokens. */
  readonly reason: 'model' | 'busy' | 'share';
  readonly notes: readonly CitedNote[];
}

export type Answer =
  | CitedAnswer
  | CountedAnswer
  | UncountableAnswer
  | WhomAnswer
  | NothingAnswer
  | FactsAnswer;

/** Answers questions on all that the asker may see. */
export interface Answers {
  /** Rejects with UpstreamError when memory does not answer; never for the model's sake, within 8 s. */
  answer(request: AskRequest): Promise<Answer>;
}

/** A piece of a note with whose note it is. */
export function citedNote(note: NoteHeader, quote: string): CitedNote {
  const { id, day, prospects, deal, author, visibility } = note;
  return { noteId: id, day, quote, prospects, deal, author, isPrivate: visibility === 'private' };
}

const mostPeople = 3;

/** Who was on a call, and of whom: "Priya Sharma, Amit Rao at Rentfield". */
export function whomOf({ prospects, deal }: Pick<NoteHeader, 'prospects' | 'deal'>): string {
  const names = prospects.slice(0, mostPeople).map(({ name }) => name);
  const people = names.filter((name) => name !== deal.company).join(', ');
  return [people, deal.company].filter(Boolean).join(' at ');
}

/** Ends a list that shows not all: so many more; empty where it does. */
export function andMore(rest: number): readonly Sentence[] {
  return rest > 0 ? [{ text: `And ${rest} more.`, cited: [] }] : [];
}

/** Of each note whose it is and its day, at most so many. */
export function noteRows(notes: readonly NoteHeader[], asOf: string, most: number): readonly Sentence[] {
  const rows = notes.slice(0, most).map((note) => {
    return { text: `${whomOf(note)}: ${dayName(note.day, asOf)}.`, cited: [citedNote(note, '')] };
  });
  return [...rows, ...andMore(notes.length - most)];
}

/** "17 Nov, 6 days ago"; a call that a colleague further east dates tomorrow is one of today. */
export function whenText(day: string, asOf: string): string {
  return `${dayName(day, asOf)}, ${ago(day < asOf ? day : asOf, asOf)}`;
}
