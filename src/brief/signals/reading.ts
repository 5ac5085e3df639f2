import type { Note } from '../../memory/note.ts';
import { hashOf } from '../../util/hash.ts';
import { rememberFor, rememberLast } from '../../util/remember.ts';
import { level } from '../quotes/quote.ts';
import type { Ending, Signal, Who } from './signal.ts';

/** By what a signal is found again, however a later reading words or cuts it: the note, whose, and the words. */
export interface SignalRef {
  readonly noteId: string;
  /** A kind of the rubric. */
  readonly kind: string;
  readonly who: Who;
  readonly quote: string;
}

/** One thing that a note says, its quote checked against it. */
export interface ReadSignal {
  readonly kind: string;
  readonly who: Who;
  /** A few words for a card. */
  readonly text: string;
  /** To the letter from the note. */
  readonly quote: string;
  /** Computed by code from the note's own words for it, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
  /** Set when the same note already ends it. */
  readonly over: { readonly how: Ending; readonly quote: string } | null;
}

/** What a note changes in something that an earlier note said. */
export interface ReadChange {
  /** The earlier signal, carried whole, so that this note stands alone for who may not see the other. */
  readonly of: SignalRef & { readonly text: string };
  readonly how: Ending | 'again';
  /** To the letter from this note. */
  readonly quote: string;
  /** A day that this note gives it, `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}

/** Why something the model said was left out; each is a word in the log and in `/metrics`. */
export const dropReasons = ['quote', 'clause', 'kind', 'target', 'order', 'witness', 'shape'] as const;
export type DropReason = (typeof dropReasons)[number];

/** Something the model said of a note that did not hold. */
export interface LeftOut {
  readonly kind: string;
  readonly who: Who;
  readonly text: string;
  /** As the model gave it; empty when it gave none that is in the note. */
  readonly quote: string;
  readonly dueOn: string | null;
  readonly why: DropReason;
}

/** All that was read in one note, once, when it was logged. */
export interface Reading {
  readonly noteId: string;
  readonly signals: readonly ReadSignal[];
  readonly changes: readonly ReadChange[];
  /** The note's words say that the deal is won, lost or open again. */
  readonly outcome: { readonly words: 'won' | 'lost' | 'reopened'; readonly quote: string } | null;
  readonly leftOut: readonly LeftOut[];
  /** Marks of the signals that the note was held against (`markOf`); nothing else could be changed by it. */
  readonly against: readonly string[];
  /** Until when the second witness is waited for, ISO 8601; null when it has spoken or is done without. */
  readonly checkingUntil: string | null;
}

/** What one note changes in signals that its reading was not held against, for those who may see both. */
export interface Comparison {
  readonly noteId: string;
  /** Marks of those signals. */
  readonly against: readonly string[];
  readonly changes: readonly ReadChange[];
}

/** Readings as they are kept, of just these notes. */
export interface Readings {
  /** One answer a deal, in the order given. Rejects when memory does not answer. */
  of(deals: readonly (readonly Note[])[]): Promise<readonly KeptReadings[]>;
}

export interface KeptReadings {
  readonly readings: readonly Reading[];
  readonly comparisons: readonly Comparison[];
  /** Ids of the notes that were not held against all that earlier ones say. */
  readonly uncompared: ReadonlySet<string>;
}

/** Names a signal by the words it rests on. */
export function refOf({ kind, who, raisedBy: { noteId, quote } }: Signal): SignalRef {
  return { noteId, kind, who, quote };
}

/** A deal's signals are told apart anew for every day and viewer that it is looked at for. */
const leveled = rememberLast((quote) => level(quote).text.trim(), 20_000);

/** Each card asks for the same ones again and again. */
const hashed = rememberLast((ref) => hashOf(ref, 24), 20_000);

/** A signal in few enough characters for a button: the same for the same words, whatever their case and marks. */
export const tokenOf = rememberFor(({ noteId, kind, who, quote }: SignalRef): string =>
  hashed(JSON.stringify([noteId, kind, who, leveled(quote)])),
);

/** The same in a few characters, for long lists of what a note was held against. */
export function markOf(ref: SignalRef): string {
  return tokenOf(ref).slice(0, 8);
}
