import { rememberLast } from '../../util/remember.ts';
import { level } from '../quotes/quote.ts';
import {
  closingAfter,
  closingNote,
  type History,
  type HistoryNote,
  type Known,
  oldestFirst,
  reachesThem,
  type SaidOutcome,
} from './history.ts';
import {
  type Comparison,
  type ReadChange,
  type Reading,
  type ReadSignal,
  type SignalRef,
  tokenOf,
} from './reading.ts';
import { type Cited, type Ending, mentionsOf, openingOf, type Signal, saidAgain } from './signal.ts';

/** What a history is made of: only notes that one viewer may see, and what was read in them. */
export interface ReadNotes {
  readonly notes: readonly HistoryNote[];
  readonly readings: readonly Reading[];
  readonly comparisons: readonly Comparison[];
  /** Now, ISO 8601: until a reading's witness has spoken its good news does not count. */
  readonly at: string;
  /** Puts right what people have spoken of, for one day. */
  readonly correct: (known: Known, day: string) => readonly Signal[];
}

/** A deal's past as a pure function of its readings: no order of reading, no clock and no model changes it. */
export function createHistory(read: ReadNotes): History {
  const notes = oldestFirst(read.notes);
  const byNote = new Map(read.readings.map((reading) => [reading.noteId, reading]));
  const days = new Map<string, Known>();

  function replay(day: string): Known {
    const seen = notes.filter((note) => note.day <= day);
    const fold = createFold(read.at);
    for (const note of seen) fold.hear(note, byNote.get(note.id), comparisonsOf(note, read));
    const readIds = new Set(seen.flatMap(({ id }) => (byNote.has(id) ? [id] : [])));
    const outcomeSaid = outcomeSaidIn(seen, byNote, read.at);
    const known = { notes: seen, signals: fold.signals(), readIds, ...(outcomeSaid ? { outcomeSaid } : {}) };
    return { ...known, signals: read.correct(known, day) };
  }

  return {
    on(day) {
      const known = days.get(day) ?? replay(day);
      days.set(day, known);
      return known;
    },
    without: (noteId) => createHistory({ ...read, notes: notes.filter(({ id }) => id !== noteId) }),
  };
}

/** The newest note alone: what an older one says may be settled by now, and nobody is asked twice. */
function outcomeSaidIn(
  seen: readonly HistoryNote[],
  readings: ReadonlyMap<string, Reading>,
  at: string,
): SaidOutcome | null {
  const newest = seen.at(-1);
  const reading = newest && readings.get(newest.id);
  if (!newest || !reading) return null;
  if (reading.checkingUntil !== null && reading.checkingUntil > at) return null;
  const closing = closingNote(seen);
  const said = reading.outcome ?? (closing !== newest ? liveIn(reading) : null);
  if (said === null) return null;
  const { words, quote } = said;
  const isSo = words === 'reopened' ? closing?.outcome !== 'lost' : closing?.outcome === words;
  return isSo ? null : { words, cited: { noteId: newest.id, day: newest.day, quote } };
}

/** Whoever asks for something by a day, agrees to a pilot or says yes after a deal was lost may be back. */
function liveIn({ signals }: Reading): Reading['outcome'] {
  const alive = signals.find(
    ({ kind, dueOn, over }) =>
      over === null && (agreeing.has(kind) || (kind === 'buyer_request' && dueOn !== null)),
  );
  return alive ? { words: 'reopened', quote: alive.quote } : null;
}

const agreeing: ReadonlySet<string> = new Set(['pilot_agreed', 'verbal_yes']);

/** What stood right before each note, by its id: what the note was to be held against. */
export function signalsBefore(read: Omit<ReadNotes, 'correct'>): ReadonlyMap<string, readonly Signal[]> {
  const byNote = new Map(read.readings.map((reading) => [reading.noteId, reading]));
  const fold = createFold(read.at);
  return new Map(
    oldestFirst(read.notes).map((note) => {
      const before = fold.signals();
      fold.hear(note, byNote.get(note.id), comparisonsOf(note, read));
      return [note.id, before];
    }),
  );
}

function comparisonsOf({ id }: HistoryNote, { comparisons }: Pick<ReadNotes, 'comparisons'>) {
  return comparisons.filter(({ noteId }) => noteId === id);
}

/** Matters of which several stand side by side: another one is never the same one said again. */
const manyOf = new Set(['metrics', 'decision_criteria', 'amount', 'proposal_out', 'close_date', 'person']);
/** One holds at a time: a new one takes the place of the last. */
const oneAtATime = new Set(['amount', 'proposal_out', 'close_date']);

const forAnOffer = /\b(?:proposal|quote|quotation|offer|pricing|contract|draft)\b/i;
/** A trial by one of its names. */
export const forATrial = /\b(?:pilot|trial|test|proof of concept|poc|try)\b/i;

/** What a new signal of one kind says of open ones of another, whatever the model said of them. */
const endsOthers: Readonly<
  Record<string, readonly { kinds: readonly string[]; how: Ending; about?: RegExp }[]>
> = {
  proposal_out: [{ kinds: ['buyer_request', 'promise'], how: 'done', about: forAnOffer }],
  pilot_agreed: [{ kinds: ['buyer_request'], how: 'done', about: forATrial }],
  evaluation_passed: [{ kinds: ['pilot_agreed'], how: 'passed' }],
  terms_agreed: [{ kinds: ['price_pressure'], how: 'settled' }],
  budget_confirmed: [{ kinds: ['budget_doubt'], how: 'settled' }],
};

interface Heard {
  readonly note: HistoryNote;
  /** Of the signal that is meant; -1 where the one it is about can not be seen. */
  readonly index: number;
  readonly isBeingChecked: boolean;
}

/** Goes through a deal's notes, oldest first, and keeps what stands. */
function createFold(at: string) {
  let signals: Signal[] = [];
  const heard: HistoryNote[] = [];
  let closing: HistoryNote | null = null;
  /** Of people on the calls so far: what is told of one of them is not told of all. */
  const names = new Set<string>();

  function meet(people: readonly string[]): void {
    for (const word of people.flatMap(wordsOf)) names.add(word);
  }

  function put(index: number, signal: Signal): void {
    signals = signals.with(index, signal);
  }

  function end(index: number, how: Ending, cited: Cited): void {
    const signal = signals[index];
    if (signal && signal.closedBy === null) put(index, { ...signal, closedBy: { ...cited, how } });
  }

  /** Said once more: what was over is back, and a day given now is the day. */
  function sayAgain(index: number, cited: Cited, dueOn: string | null): void {
    const signal = signals[index];
    if (!signal) return;
    put(index, { ...saidAgain(signal, { ...cited, dueOn }), closedBy: null });
  }

  /**
   * What its reading and its comparisons say that a note changes. They may speak of one signal, held against one mention
   * of it for the team and against another for its author: it is changed by the first of them alone.
   */
  function changeAll(
    note: HistoryNote,
    sources: readonly Pick<Comparison, 'changes'>[],
    isBeingChecked: boolean,
  ): void {
    const changed = new Set<number>();
    for (const { changes } of sources) {
      const own = changes.flatMap((one) => {
        const index = meantBy(one.of, signals);
        if (changed.has(index)) return [];
        change(one, { note, index, isBeingChecked });
        return index;
      });
      for (const index of own) if (index >= 0) changed.add(index);
    }
  }

  function change({ of, how, quote, dueOn }: ReadChange, { note, index, isBeingChecked }: Heard): void {
    const cited = { noteId: note.id, day: note.day, quote };
    const { kind, who, text } = of;
    // Until the second witness has spoken nothing of earlier notes is changed: a new day, or a worry gone, is good news.
    if (isBeingChecked && index >= 0) return;
    if (index >= 0 && how !== 'again') end(index, how, cited);
    else if (index >= 0) sayAgain(index, cited, dueOn);
    // Where the other note can not be seen, this one still says what it says.
    else if (how === 'again') add({ kind, who, text, quote, dueOn, over: null }, note, isBeingChecked);
  }

  function add(given: ReadSignal, note: HistoryNote, isBeingChecked: boolean): void {
    const { kind, who, text, quote, dueOn, over } = given;
    const cited = { noteId: note.id, day: note.day, quote };
    const known = isBeingChecked ? -1 : sameMatter(given, signals, names);
    if (known >= 0) {
      sayAgain(known, cited, dueOn);
      return;
    }
    const before = isBeingChecked ? [] : replacedBy(given, note.id, signals);
    for (const one of before) if (one.closedBy === null) end(signals.indexOf(one), 'moved', cited);
    const dueBefore = before.flatMap((one) => [
      ...one.dueBefore,
      ...(one.dueOn && one.dueOn !== dueOn ? [one.dueOn] : []),
    ]);
    const closedBy = over && { ...cited, quote: over.quote, how: over.how };
    const stands = { raisedBy: { ...cited, dueOn }, closedBy, dueOn, dueBefore, again: [], isBeingChecked };
    signals = [...signals, { kind, text, who, ...stands }];
    if (!isBeingChecked) endOthers(kind, cited);
  }

  function endOthers(by: string, cited: Cited): void {
    for (const { kinds, how, about } of endsOthers[by] ?? []) {
      for (const [index, { kind, text, raisedBy }] of signals.entries()) {
        const isMeant = kinds.includes(kind) && (about?.test(text) ?? true);
        // Two things said in one note do not end each other.
        const isEarlier = raisedBy.noteId !== cited.noteId || about !== undefined;
        if (isMeant && isEarlier) end(index, how, cited);
      }
    }
  }

  /** What a call shows to be over though its note does not say so: the step it was, the ask of who is on it. */
  function endByCall(note: HistoryNote): void {
    if (!reachesThem(note, { signals })) return;
    const cited = openingOf(note);
    for (const [index, signal] of signals.entries()) {
      if (signal.closedBy !== null || mentionsOf(signal).some(({ noteId }) => noteId === note.id)) continue;
      if (isStepBy(signal, note.day)) end(index, 'done', cited);
      else if (isAskOf(signal, heard, note)) end(index, 'settled', cited);
    }
  }

  return {
    hear(note: HistoryNote, reading: Reading | undefined, compared: readonly Comparison[]): void {
      const wasOver = closing !== null;
      closing = closingAfter(closing, note);
      if (wasOver && closing === null) signals = withoutEnding(signals, heard, note);
      heard.push(note);
      meet(note.prospects.map(({ name }) => name));
      const until = reading?.checkingUntil ?? null;
      const isBeingChecked = until !== null && until > at;
      changeAll(note, [...compared, ...(reading ? [reading] : [])], isBeingChecked);
      const own = reading?.signals ?? [];
      const news = own.filter((one) => !isSaidBetter(one, own) && !isSaidAgain(one, compared));
      for (const signal of news) add(signal, note, isBeingChecked);
      endByCall(note);
    },
    signals: (): readonly Signal[] => signals,
  };
}

/** Why a deal ended, and a rival that is known by having won it alone, are no longer so once a note opens it again. */
function withoutEnding(
  signals: readonly Signal[],
  heard: readonly HistoryNote[],
  note: HistoryNote,
): Signal[] {
  const lost = new Set(heard.flatMap(({ id, outcome }) => (outcome === 'lost' ? [id] : [])));
  const isOfEnding = (signal: Signal) =>
    signal.kind === 'reason' ||
    (signal.kind === 'competitor' && mentionsOf(signal).every(({ noteId }) => lost.has(noteId)));
  const closedBy = { ...openingOf(note), how: 'withdrawn' } as const;
  return signals.map((one) => (one.closedBy === null && isOfEnding(one) ? { ...one, closedBy } : one));
}

/** The signal that a reference names by any of its mentions; -1 where there is none. */
function meantBy(ref: SignalRef, signals: readonly Signal[]): number {
  const token = tokenOf(ref);
  return signals.findLastIndex((signal) =>
    mentionsOf(signal).some(
      ({ noteId, quote }) =>
        noteId === ref.noteId && tokenOf({ noteId, kind: signal.kind, who: signal.who, quote }) === token,
    ),
  );
}

function isStepBy({ kind, dueOn, raisedBy }: Signal, day: string): boolean {
  return kind === 'next_step' && dueOn !== null && dueOn >= raisedBy.day && dueOn <= day;
}

/** Whether a call that nobody took was to somebody who is on this one. */
function isAskOf(
  { kind, raisedBy }: Signal,
  notes: readonly HistoryNote[],
  { prospects }: HistoryNote,
): boolean {
  const call = notes.find(({ id }) => id === raisedBy.noteId);
  if (kind !== 'ask_unanswered' || call?.outcome !== 'no_answer') return false;
  return call.prospects.some(({ key }) => prospects.some((one) => one.key === key));
}

/**
 * What a new signal takes the place of: what its note says has moved, and the open one where there is one at a time,
 * whosever somebody said it is.
 */
function replacedBy({ kind, who }: ReadSignal, noteId: string, signals: readonly Signal[]) {
  const isAlone = oneAtATime.has(kind);
  const newest = signals.findLast((one) => one.kind === kind);
  return signals.filter((one) => {
    if (one.kind !== kind || (one.who !== who && !isAlone)) return false;
    const isMoved = one.closedBy?.how === 'moved';
    // What was put off before without a new day has its new day now.
    return isMoved
      ? one.closedBy?.noteId === noteId || (isAlone && one === newest)
      : isAlone && one.closedBy === null;
  });
}

/** The open signal that this one says again in other words; -1 where there is none. `names` are of people on the calls. */
function sameMatter(
  { kind, who, text }: ReadSignal,
  signals: readonly Signal[],
  names: ReadonlySet<string>,
): number {
  if (kind === 'person')
    return signals.findIndex((one) => one.kind === kind && nameIn(one) === nameIn({ text }));
  if (manyOf.has(kind)) return -1;
  const contentOf = (of: string) =>
    wordsOf(of).filter((word) => word.length > 3 && !names.has(word) && !common.has(word));
  const words = contentOf(text);
  return signals.findIndex(
    (one) =>
      one.kind === kind &&
      one.who === who &&
      one.closedBy === null &&
      shareOf(words, contentOf(one.text)) >= leastShare,
  );
}

/** "Name, role": the name. */
function nameIn({ text }: Pick<Signal, 'text'>): string {
  return wordsOf(text.split(',')[0] ?? '').join(' ');
}

/** The step that a promise or a pilot of the same words already is. */
function isSaidBetter({ kind, quote }: ReadSignal, all: readonly ReadSignal[]): boolean {
  return (
    kind === 'next_step' &&
    all.some((one) => (one.kind === 'promise' || one.kind === 'pilot_agreed') && one.quote === quote)
  );
}

/** What was news when the note was read, and was found to be an earlier note's when it was compared with that one. */
function isSaidAgain({ kind, who, quote }: ReadSignal, compared: readonly Comparison[]): boolean {
  return compared.some(({ changes }) =>
    changes.some(({ of, how, quote: again }) => {
      if (how !== 'again' || of.kind !== kind || of.who !== who) return false;
      const [a, b] = [level(quote).text.trim(), level(again).text.trim()];
      return a.includes(b) || b.includes(a);
    }),
  );
}

/** Of the fewer words of two texts, how many the other must have for both to be one matter. */
const leastShare = 0.5;
const common = new Set([
  'with',
  'from',
  'about',
  'that',
  'this',
  'their',
  'until',
  'before',
  'after',
  'into',
  'than',
  'them',
  'they',
  'will',
  'more',
]);

function shareOf(a: readonly string[], b: readonly string[]): number {
  const least = Math.min(a.length, b.length);
  return least === 0 ? 0 : a.filter((word) => b.includes(word)).length / least;
}

/** A deal's signals are looked at anew for every day and viewer. */
const wordsOf = rememberLast(
  (text): readonly string[] =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\d]+/gu) ?? [],
  20_000,
);
