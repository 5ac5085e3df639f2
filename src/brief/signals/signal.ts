import type { Note } from '../../memory/note.ts';
import { clipped } from '../quotes/quote.ts';
import { opening, sentencesOf } from '../quotes/sentence-bounds.ts';
import type { SignalRef } from './reading.ts';

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

/** How it ended, in a person's words, to follow what it is. */
export const endWords: Readonly<Record<Ending, string>> = {
  settled: 'settled',
  done: 'done',
  passed: 'passed',
  withdrawn: 'no longer so',
  moved: 'changed',
};

/** Kinds of what stands in a deal's way until something settles it. */
export const troubleKinds: readonly string[] = [
  'objection',
  'price_pressure',
  'budget_doubt',
  'competitor',
  'setback',
];

/** The note that gave the day it is due, the newest of several; where none did, the one that raised it. */
export function datedBy(signal: Signal): Mention {
  const gave = mentionsOf(signal).findLast(({ dueOn }) => dueOn !== null && dueOn === signal.dueOn);
  return gave ?? signal.raisedBy;
}

/** The piece alone, without what else is known of it. */
export function citedOf({ noteId, day, quote }: Cited): Cited {
  return { noteId, day, quote };
}

/** The first words of a note, for what rests on the note as a whole. */
export function openingOf({ id, day, text }: Pick<Note, 'id' | 'day' | 'text'>): Cited {
  return { noteId: id, day, quote: opening(text) };
}

/** A name that says no more than what kind of thing it is: "Open worry". */
export function isNameless(text: string): boolean {
  return nameless.test(text.trim());
}

const nameless =
  /^(?:(?:an?|the|their|open|new|another)\s+)*(?:worry|worries|(?:objection|concern|doubt|issue|problem|risk|rival|competitor|setback|request|question)s?)\.?$/i;
const longestCalled = 60;

/** What a sentence calls a signal: its name, or the first of its own words where the name says nothing. */
export function calledOf(text: string, { quote }: Pick<Cited, 'quote'>): string {
  if (!isNameless(text)) return text;
  const [first] = sentencesOf(quote);
  const said = quote.slice(0, first?.end).replace(/[.!?]+$/, '');
  const words = clipped(said, longestCalled);
  return `“${words}${words === said ? '' : '…'}”`;
}

/** Whether both are the same words of the same note. */
export function isSameCited(one: Cited, other: Cited | null | undefined): boolean {
  return one.noteId === other?.noteId && one.quote === other.quote;
}

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

/** What was once reached stays so, also when it has ended; only a note that takes it back undoes it. */
export function isProven({ isBeingChecked, closedBy }: Signal): boolean {
  return !isBeingChecked && closedBy?.how !== 'withdrawn';
}

/** Whether one of the notes that say it does so in these words. */
export function isSaidBy(signal: Signal, cited: Cited | null | undefined): boolean {
  return mentionsOf(signal).some((mention) => isSameCited(mention, cited));
}

/** What was said last first. */
export function byLastSaid(one: Signal, other: Signal): number {
  return lastSaid(other).day.localeCompare(lastSaid(one).day);
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

/**
 * `not_true`: no longer so, from its day on. `never`: nobody said that; it is gone from every past day. `holds`: it
 * stands, whatever earlier notes were read to answer. `done`: a promise kept. `added`: the note says it, though it was
 * not read or did not hold when it was checked.
 */
export const correctionWords = ['not_true', 'never', 'holds', 'done', 'added'] as const;

export const settlements = ['newer', 'both', 'neither'] as const;

/** What a person said about one signal. It counts for everybody who can read the signal's note, and for nobody else. */
export interface Correction {
  readonly id: string;
  /** Key of the deal. */
  readonly deal: string;
  readonly signal: SignalRef;
  readonly says: (typeof correctionWords)[number];
  /** In the person's words; empty where they pressed a button alone. */
  readonly reason: string;
  /** What an added signal is called on a card, and when it is due, `YYYY-MM-DD`. */
  readonly added?: { readonly text: string; readonly dueOn: string | null } | undefined;
  /** How two notes that disagreed were settled. For the person's own eyes: others may not know of the other note. */
  readonly settled?: (typeof settlements)[number] | undefined;
  /** Slack user id. */
  readonly by: string;
  /** The day it counts from, `YYYY-MM-DD`. */
  readonly day: string;
  /** When it was said, ISO 8601 in UTC: of two on one signal the later wins. */
  readonly at: string;
}
