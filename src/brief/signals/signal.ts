import type { Correction } from './correction.ts';

/** A piece of a note, in the note's own characters. */
export interface Cited {
  readonly noteId: string;
  /** The day of that note, `YYYY-MM-DD`. */
  readonly day: string;
  readonly quote: string;
}

/**
 * How a signal ends. `settled`: a worry, doubt, rival or unanswered ask is gone. `done`: a promise kept, a request met,
 * a step held, an offer signed. `passed`: a pilot, test or paper step ended well. `withdrawn`: no longer so. `moved`: a
 * new day, figure or version took its place.
 */
export const endings = ['settled', 'done', 'passed', 'withdrawn', 'moved'] as const;
export type Ending = (typeof endings)[number];

/** Where and how a signal ended. */
export interface Closing extends Cited {
  readonly how: Ending;
}

/** One note that says what a signal says. */
export interface Mention extends Cited {
  /** The date that this note gives, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}

/** Whose it is: a worry or an ask of theirs, a promise or an offer of ours. */
export type Who = 'us' | 'them';

/** What the notes say on one matter, in one of the rubric's kinds, as it stands on a day. */
export interface Signal {
  readonly kind: string;
  /** A few words for a card. */
  readonly text: string;
  readonly who: Who;
  /** The earliest note that says it, with the day that it gave. */
  readonly raisedBy: Mention;
  /** Null while it is open. */
  readonly closedBy: Closing | null;
  /** When it is due or ends, as the newest note that gives a day has it, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  /** Days it was due before, oldest first: a date that slipped. */
  readonly dueBefore: readonly string[];
  /** Later notes that say it again, oldest first. */
  readonly again: readonly Mention[];
  /** The second witness has not spoken of it yet: it is shown, and counts for nothing upwards. */
  readonly isBeingChecked: boolean;
  /** What somebody said of it and what counts on the day. */
  readonly correction?: Correction;
}

/** Every note that says it, oldest first: the one that raised it leads. */
export function mentionsOf({ raisedBy, again }: Signal): readonly Mention[] {
  return [raisedBy, ...again];
}

/** The newest note that says it. */
export function lastSaid(signal: Signal): Mention {
  return signal.again.at(-1) ?? signal.raisedBy;
}

/** Said once more, later: the day said last holds, and what it was before is remembered. */
export function saidAgain(signal: Signal, mention: Mention): Signal {
  const { dueOn: said } = mention;
  const isMoved = said !== null && signal.dueOn !== null && said !== signal.dueOn;
  const isKnown = mentionsOf(signal).some(({ noteId }) => noteId === mention.noteId);
  return {
    ...signal,
    dueOn: said ?? signal.dueOn,
    dueBefore: isMoved && signal.dueOn !== null ? [...signal.dueBefore, signal.dueOn] : signal.dueBefore,
    again: isKnown ? signal.again : [...signal.again, mention],
  };
}

/** The signal as some of its mentions alone tell it; null without any. */
export function ofMentions(signal: Signal, kept: readonly Mention[]): Signal | null {
  const [raisedBy, ...later] = kept;
  if (raisedBy === undefined) return null;
  if (kept.length === mentionsOf(signal).length) return signal;
  const first: Signal = { ...signal, raisedBy, dueOn: raisedBy.dueOn, dueBefore: [], again: [] };
  return later.reduce(saidAgain, first);
}

/** A sentence of the model's that rests on a checked quote. */
export interface Claim extends Cited {
  readonly text: string;
}

/** How often its day was put off: a day brought forward is no slip. */
export function slipsOf({ dueOn, dueBefore }: Signal): number {
  return dueOn === null ? 0 : dueBefore.filter((day) => day < dueOn).length;
}
