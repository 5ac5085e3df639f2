/** How a call went, as the rep chose it in the modal; `spoke` is the preset, `reopened` the answer that a deal is open again. */
export const outcomes = [
  'spoke',
  'objection',
  'next_step',
  'no_answer',
  'won',
  'lost',
  'reopened',
  'note',
] as const;
export type Outcome = (typeof outcomes)[number];

/** `private`: its author alone. `team`: every full member of the workspace. */
export type Visibility = 'private' | 'team';

/** A person at a company; the key is the slug of both plus a short hash of their canonical form. */
export interface Prospect {
  readonly key: string;
  readonly name: string;
  readonly company: string | null;
}

/** By which keys a deal is known. */
export interface DealKeys {
  readonly key: string;
  /** Of deals that people said are one with it: for readers alone, stored with no note. */
  readonly joined?: readonly string[];
}

/** A company's line of notes, or a person's when no company is known; a label tells two deals of one company apart. */
export interface Deal extends DealKeys {
  readonly company: string | null;
  readonly label: string | null;
}

/** What a note is about, who wrote it and who may read it: everything but its words. */
export interface NoteHeader {
  /** `note-<uuid>`, made when the modal opens, so that a repeated submission stores once. */
  readonly id: string;
  /** At least one, in the order the rep named them. */
  readonly prospects: readonly Prospect[];
  readonly deal: Deal;
  /** Slack user id of who wrote it. */
  readonly author: string;
  readonly outcome: Outcome;
  /** The day of the call in the author's zone, `YYYY-MM-DD`. */
  readonly day: string;
  /** Noon of that day with the zone's offset, ISO 8601. */
  readonly timestamp: string;
  /** When this version was submitted, ISO 8601 in UTC; of two versions the later one wins. */
  readonly loggedAt: string;
  readonly visibility: Visibility;
  /** Which door it came through: `modal`, `message`, ... */
  readonly source: string;
  /** Permalink of the message it was saved from. */
  readonly link: string | null;
}

/** Told to whoever would change a note of somebody else. */
export const authorsOnly = 'Only the author of a note can change it.';

export interface Note extends NoteHeader {
  /** The rep's words as typed, after the clean-up that safety needs. */
  readonly text: string;
}

/** Newest call first; of one day the one logged last. The same on every machine. */
export function byNewestCall(a: NoteTime, b: NoteTime): number {
  return compare(b.day, a.day) || compare(b.loggedAt, a.loggedAt) || compare(b.id, a.id);
}

type NoteTime = Pick<NoteHeader, 'id' | 'day' | 'loggedAt'>;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
