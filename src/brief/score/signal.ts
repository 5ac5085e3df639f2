import type { Correction } from '../corrections/corrections.ts';

/** A piece of a note, in the note's own characters. */
export interface Cited {
  readonly noteId: string;
  /** The day of that note, `YYYY-MM-DD`. */
  readonly day: string;
  readonly quote: string;
}

/** One note that says what a signal says. */
export interface Mention extends Cited {
  /** The date that this note gives, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}

/** What the notes say, in one of the rubric's kinds; checked against its note. Whether it is open is derived by date. */
export interface Signal {
  readonly kind: string;
  /** A few words for a card. */
  readonly text: string;
  readonly who: 'us' | 'them';
  readonly raisedBy: Cited;
  readonly closedBy: Cited | null;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  /** Where later notes moved `dueOn`, oldest first: on which day, and from what. Left out where none did. */
  readonly moved?: readonly { readonly on: string; readonly from: string | null }[] | undefined;
  /** Where later notes said the same, oldest first. Left out where none did, and in answers kept before it was told. */
  readonly again?: readonly Mention[] | undefined;
  /** What somebody said of it and what counts on the day; never part of a kept answer. */
  readonly correction?: Correction;
}

/** A sentence of the model's that rests on a checked quote. */
export interface Claim extends Cited {
  readonly text: string;
}

/** All that a model said of a deal's notes and that held when checked. Only notes that were read are in it. */
export interface Testimony {
  readonly signals: readonly Signal[];
  readonly doNext: Claim | null;
  readonly openWith: Claim | null;
  readonly recommendation: readonly Claim[];
  readonly changed: readonly Claim[];
  readonly tone: Claim | null;
  /** How many signals and claims were dropped because note or quote did not hold. */
  readonly dropped: number;
  /** Ids of the notes that were read, newest call first. */
  readonly readIds: readonly string[];
}

/** Every note that says it, as far as is known, oldest first: the one that raised it leads. */
export function mentionsOf({ raisedBy, dueOn, moved = [], again = [] }: Signal): readonly Mention[] {
  const [first] = moved;
  return [{ ...raisedBy, dueOn: first ? first.from : dueOn }, ...again];
}

/** With one more mention, of the same day or later. The date said last holds; until the day of its note it was the one before. */
export function saidAgain(signal: Signal, mention: Mention): Signal {
  const { dueOn: said, noteId, day: on } = mention;
  const dueOn = said ?? signal.dueOn;
  const isKnown = mentionsOf(signal).some((one) => one.noteId === noteId);
  const isMoved = dueOn !== signal.dueOn && on !== signal.raisedBy.day;
  return {
    ...signal,
    dueOn,
    ...(isMoved ? { moved: [...(signal.moved ?? []), { on, from: signal.dueOn }] } : {}),
    ...(isKnown ? {} : { again: [...(signal.again ?? []), mention] }),
  };
}

/** The signal as some of its mentions alone tell it; null without any. */
export function ofMentions(signal: Signal, kept: readonly Mention[]): Signal | null {
  if (kept.length === mentionsOf(signal).length) return signal;
  const [first, ...later] = kept;
  if (first === undefined) return null;
  const { moved: _, again: __, ...same } = signal;
  const { dueOn, ...raisedBy } = first;
  return later.reduce(saidAgain, { ...same, raisedBy, dueOn });
}
