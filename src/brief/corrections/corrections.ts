import type { Note } from '../../memory/note.ts';
import { level } from '../quotes/quote.ts';
import type { Known } from '../signals/history.ts';
import type { Comparison, ReadChange, Reading, ReadSignal, SignalRef } from '../signals/reading.ts';
import {
  type Cited,
  type Correction,
  type Mention,
  mentionsOf,
  ofMentions,
  type Signal,
} from '../signals/signal.ts';

/** Those on these notes: a deal may have been parted since. */
export function correctionsIn(
  notes: readonly Pick<Note, 'id'>[],
  all: readonly Correction[],
): readonly Correction[] {
  if (all.length === 0) return all;
  const ids = new Set(notes.map(({ id }) => id));
  return all.filter(({ signal }) => ids.has(signal.noteId));
}

/** What was said has been said: for who reads it in an earlier zone it counts from their day. */
export function saidBy(asOf: string, corrections: readonly Correction[]): readonly Correction[] {
  return corrections.map((one) => (one.day > asOf ? { ...one, day: asOf } : one));
}

/** Stands for a kind where somebody says that a note's words do not mean won, lost or reopened. */
export const outcomeKind = 'outcome';

/** Readings without what nobody ever said, and with what people say a note holds; on every day alike. */
export function correctReadings(
  readings: readonly Reading[],
  corrections: readonly Correction[],
): readonly Reading[] {
  const all = latestOf(corrections);
  if (all.length === 0) return readings;
  const read = new Set(readings.map(({ noteId }) => noteId));
  const unread = new Set(
    all.flatMap(({ says, signal: { noteId } }) => (says === 'added' && !read.has(noteId) ? noteId : [])),
  );
  return [...readings, ...[...unread].map(unreadBut)].map((reading) => corrected(reading, all));
}

/** Comparisons without what nobody ever said. */
export function correctComparisons(
  comparisons: readonly Comparison[],
  corrections: readonly Correction[],
): readonly Comparison[] {
  const all = latestOf(corrections);
  if (all.length === 0) return comparisons;
  return comparisons.map((one) => ({ ...one, changes: changesLeft(one, denialsOf(one, all)) }));
}

/** What is known of a note that nobody has read, but for what a person says of it. */
function unreadBut(noteId: string): Reading {
  return { noteId, signals: [], changes: [], outcome: null, leftOut: [], against: [], checkingUntil: null };
}

function denialsOf({ noteId }: Pick<Reading, 'noteId'>, all: readonly Correction[]): readonly Correction[] {
  return all.filter(({ says, signal }) => says === 'never' && signal.noteId === noteId);
}

function corrected(reading: Reading, all: readonly Correction[]): Reading {
  const denials = denialsOf(reading, all);
  const added = all.filter(({ says, signal }) => says === 'added' && signal.noteId === reading.noteId);
  if (denials.length + added.length === 0) return reading;
  const { noteId, signals, outcome } = reading;
  const denied = deniedAmong(noteId, signals, denials);
  const ends = signals.flatMap(({ kind, over }) => (over ? [{ kind, quote: over.quote }] : []));
  const unended = deniedAmong(noteId, ends, denials);
  const isUnended = ({ kind, over }: ReadSignal) =>
    [...unended].some((one) => one.kind === kind && one.quote === over?.quote);
  const said = outcome ? [{ kind: outcomeKind, quote: outcome.quote }] : [];
  return {
    ...reading,
    signals: [
      ...signals
        .filter((one) => !denied.has(one))
        .map((one) => (isUnended(one) ? { ...one, over: null } : one)),
      ...added.flatMap(addedBy),
    ],
    changes: changesLeft(reading, denials),
    outcome: deniedAmong(noteId, said, denials).size > 0 ? null : outcome,
  };
}

function changesLeft({ noteId, changes }: Comparison | Reading, denials: readonly Correction[]) {
  const asSaid = changes.map((change) => ({ kind: change.of.kind, quote: change.quote, change }));
  const denied = deniedAmong(noteId, asSaid, denials);
  return asSaid.flatMap((one): readonly ReadChange[] => (denied.has(one) ? [] : [one.change]));
}

/** Those meant by a denial: of its own kind the most alike, or the same words where they are read as another kind now. */
function deniedAmong<T extends { readonly kind: string; readonly quote: string }>(
  noteId: string,
  said: readonly T[],
  denials: readonly Correction[],
): ReadonlySet<T> {
  return new Set(
    denials.flatMap(({ signal }) => {
      const alike = said.map((one) => ({ one, likeness: likenessOf(signal, { noteId, quote: one.quote }) }));
      const own = alike.filter(({ one, likeness }) => one.kind === signal.kind && likeness > 0);
      const most = Math.max(...own.map(({ likeness }) => likeness));
      if (own.length > 0) return own.filter(({ likeness }) => likeness === most).map(({ one }) => one);
      const isOther = ({ kind }: T) => kind !== outcomeKind && signal.kind !== outcomeKind;
      return alike.filter(({ one, likeness }) => isOther(one) && likeness >= contains).map(({ one }) => one);
    }),
  );
}

function addedBy({ signal: { kind, who, quote }, added }: Correction): readonly ReadSignal[] {
  if (!added) return [];
  return [{ kind, who, text: added.text, quote, dueOn: added.dueOn, over: null }];
}

/** Of several that say or deny the same words in one kind the latest alone. */
function latestOf(corrections: readonly Correction[]): readonly Correction[] {
  const inOrder = corrections
    .filter(({ says }) => says === 'never' || says === 'added')
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
  return inOrder.filter(
    (one, index) => !inOrder.slice(index + 1).some((later) => isSame(later.signal, one.signal)),
  );
}

/** Those that count on the day that the signals are of: of several on one matter the latest. */
export function correctionsInForce(
  signals: readonly Signal[],
  corrections: readonly Correction[],
): readonly Correction[] {
  const said = signals.flatMap(({ correction }) => correction ?? []);
  const all = [...latestOf(corrections), ...said];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** Signals as people have put them right by the end of a day. */
export function withCorrections(
  { signals, notes }: Known,
  corrections: readonly Correction[],
  day: string,
): readonly Signal[] {
  const inForce = corrections.filter((one) => one.day <= day && one.says !== 'never' && one.says !== 'added');
  if (inForce.length === 0) return signals;
  const bySignal = new Map<Signal, readonly Correction[]>();
  for (const one of inForce.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))) {
    const signal = meant(one.signal, signals);
    if (signal) bySignal.set(signal, [...(bySignal.get(signal) ?? []), one]);
  }
  return signals.flatMap((signal) =>
    asCorrected(signal, bySignal.get(signal) ?? [], { notes, corrections: inForce }),
  );
}

/** Those that fit no signal any more: what they were said of is worded anew. For their authors to look at. */
export function unfitting(
  signals: readonly Signal[],
  corrections: readonly Correction[],
): readonly Correction[] {
  const denied = corrections.filter(({ says }) => says === 'never');
  const isDenied = ({ signal }: Correction) =>
    denied.some((one) => one.signal.kind === signal.kind && likenessOf(one.signal, signal) > 0);
  return corrections.filter(
    (one) =>
      one.says !== 'never' &&
      one.says !== 'added' &&
      meant(one.signal, signals) === undefined &&
      !isDenied(one),
  );
}

/** Whether somebody has said that these words are no longer so, or done: no sentence may go on resting on them. */
export function isCorrected(cited: Pick<Cited, 'noteId' | 'quote'>, signals: readonly Signal[]): boolean {
  return signals.some(
    (signal) =>
      signal.correction !== undefined &&
      signal.correction.says !== 'holds' &&
      mentionsOf(signal).some((mention) => likenessOf(cited, mention) > 0),
  );
}

type Logged = readonly Pick<Note, 'id' | 'loggedAt'>[];

interface Beside {
  readonly notes: Logged;
  readonly corrections: readonly Correction[];
}

function asCorrected(signal: Signal, own: readonly Correction[], beside: Beside): readonly Signal[] {
  const latest = own.at(-1);
  if (!latest) return [signal];
  if (latest.says === 'holds') return [held(signal, latest, beside)];
  const isSettled = signal.closedBy !== null && signal.closedBy.day <= latest.day;
  if (isSettled) return [closed(signal, latest)];
  return parted(
    signal,
    own.filter(({ says }) => says !== 'holds'),
    beside.notes,
  );
}

/** A note that came after somebody said that it stands may answer it all the same. */
function held(signal: Signal, correction: Correction, { notes, corrections }: Beside): Signal {
  const { closedBy } = signal;
  const isLater = notes.some(({ id, loggedAt }) => id === closedBy?.noteId && loggedAt > correction.at);
  const isNews = isLater && closedBy !== null && !isSpoken(closedBy, correction.at, corrections);
  return isNews ? signal : { ...signal, closedBy: null, correction };
}

/** Whether somebody had spoken of these very words by then: that their note was edited since does not make them news. */
function isSpoken(cited: Cited, at: string, all: readonly Correction[]): boolean {
  return all.some((one) => one.at <= at && likenessOf(one.signal, cited) > 0);
}

function closed(signal: Signal, correction: Correction): Signal {
  const { closedBy, raisedBy } = signal;
  const { noteId, quote } = raisedBy;
  const isEarlier = closedBy !== null && closedBy.day <= correction.day;
  const how = correction.says === 'done' ? 'done' : 'withdrawn';
  const own = { noteId, quote, day: correction.day, how } as const;
  return { ...signal, closedBy: isEarlier ? closedBy : own, correction };
}

/** What was said up to a correction is closed by it; what notes logged after it say anew is open, from the first of them. */
function parted(signal: Signal, closing: readonly Correction[], notes: Logged): readonly Signal[] {
  const parts = new Map<Correction | undefined, readonly Mention[]>();
  for (const mention of mentionsOf(signal)) {
    const correction = closing.findLast((one) => isSpokenOf(mention, one, notes));
    parts.set(correction, [...(parts.get(correction) ?? []), mention]);
  }
  return [...parts].flatMap(([correction, mentions]) => {
    const part = ofMentions(signal, mentions);
    if (part === null) return [];
    return correction ? closed(part, correction) : part;
  });
}

/** A note that was logged after the correction says it anew, unless the correction is on that note's own words. */
function isSpokenOf({ noteId }: Mention, { signal, at }: Correction, notes: Logged): boolean {
  const logged = notes.find(({ id }) => id === noteId)?.loggedAt ?? '';
  return noteId === signal.noteId || logged <= at;
}

/** The one signal that is meant, whatever a later reading calls it: it may quote a little more or less of the same note. */
function meant(ref: SignalRef, signals: readonly Signal[]): Signal | undefined {
  const fits = signals.map((signal) => ({ signal, fit: fitOf(ref, signal) })).filter(({ fit }) => fit > 0);
  return fits.toSorted((a, b) => b.fit - a.fit)[0]?.signal;
}

/** Breaks ties between signals on the same words: of the same kind first, then of the same side. */
const sameKind = 0.2;
const sameSide = 0.1;

function fitOf(ref: SignalRef, signal: Signal): number {
  const likeness = Math.max(...mentionsOf(signal).map((mention) => likenessOf(ref, mention)));
  // A word or two in common are one matter in one kind alone.
  if (likeness === 0 || (ref.kind !== signal.kind && likeness < contains)) return 0;
  return likeness + (ref.kind === signal.kind ? sameKind : 0) + (ref.who === signal.who ? sameSide : 0);
}

function isSame(ref: Pick<SignalRef, 'noteId' | 'kind' | 'quote'>, other: typeof ref): boolean {
  return ref.kind === other.kind && likenessOf(ref, other) >= contains;
}

/** Of the shorter quote's words, how many the longer must have. */
const leastShare = 0.5;
const contains = 2;

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/[^\p{L}\p{M}\d]+/u).filter((word) => word !== ''));
}

function sharedWords(first: string, second: string): number {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  const least = Math.min(a.size, b.size);
  if (least === 0) return 0;
  const share = [...a].filter((word) => b.has(word)).length / least;
  return share < leastShare ? 0 : share;
}

/**
 * How much two quotes of one note are the same words: 3 for the very same, above 2 when one holds the other, up to 1
 * for words in common, 0 when they are different words or of different notes.
 */
function likenessOf(first: Pick<Cited, 'noteId' | 'quote'>, second: typeof first): number {
  if (first.noteId !== second.noteId) return 0;
  const [a, b] = [level(first.quote).text.trim(), level(second.quote).text.trim()];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short !== '' && long.includes(short)) return contains + short.length / long.length;
  return sharedWords(a, b);
}
