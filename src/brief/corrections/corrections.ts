import { createHash } from 'node:crypto';
import type { Note } from '../../memory/note.ts';
import { type Cited, type Mention, mentionsOf, ofMentions, type Signal } from '../score/signal.ts';
import { level } from '../signals/quote.ts';

/** Names a signal by the words it rests on. */
export function refOf({ kind, who, raisedBy: { noteId, quote } }: Signal): SignalRef {
  return { noteId, kind, who, quote };
}

/** A signal in few enough characters for a button or an option. */
export function tokenOf({ noteId, kind, who, quote }: SignalRef): string {
  return createHash('sha256')
    .update(JSON.stringify([noteId, kind, who, quote]))
    .digest('hex')
    .slice(0, 24);
}

/** Breaks a tie between two signals on the same words: what we promised and what they did. */
const sameSide = 0.1;

function fitOf(ref: SignalRef, signal: Signal): number {
  if (ref.kind !== signal.kind) return 0;
  const likeness = Math.max(...mentionsOf(signal).map((mention) => likenessOf(ref, mention)));
  return likeness === 0 ? 0 : likeness + (ref.who === signal.who ? sameSide : 0);
}

/** The one signal that a correction is about: a later reading may quote a little more or less of the same note. */
function meant(ref: SignalRef, signals: readonly Signal[]): Signal | undefined {
  const fits = signals.map((signal) => ({ signal, fit: fitOf(ref, signal) })).filter(({ fit }) => fit > 0);
  return fits.toSorted((a, b) => b.fit - a.fit)[0]?.signal;
}

/** Those on these notes: a deal may have been parted since. */
export function correctionsIn(
  notes: readonly Pick<Note, 'id'>[],
  all: readonly Correction[],
): readonly Correction[] {
  if (all.length === 0) return all;
  const ids = new Set(notes.map(({ id }) => id));
  return all.filter(({ signal }) => ids.has(signal.noteId));
}

type Logged = readonly Pick<Note, 'id' | 'loggedAt'>[];

interface OnDeal {
  readonly notes: Logged;
  readonly corrections: readonly Correction[];
}

/** Whether somebody had spoken of these very words by then: that their note was edited since does not make them news. */
function isKnown(cited: Cited, at: string, all: readonly Correction[]): boolean {
  return all.some((one) => one.at <= at && likenessOf(one.signal, cited) > 0);
}

/** A note that came after somebody said that it stands may answer it all the same. */
function held(signal: Signal, correction: Correction, { notes, corrections }: OnDeal): Signal {
  const { closedBy } = signal;
  const isLater = notes.some(({ id, loggedAt }) => id === closedBy?.noteId && loggedAt > correction.at);
  const isNews = isLater && closedBy !== null && !isKnown(closedBy, correction.at, corrections);
  return isNews ? signal : { ...signal, closedBy: null, correction };
}

function closed(signal: Signal, correction: Correction): Signal {
  const { closedBy, raisedBy } = signal;
  const isEarlier = closedBy !== null && closedBy.day <= correction.day;
  return { ...signal, closedBy: isEarlier ? closedBy : { ...raisedBy, day: correction.day }, correction };
}

/** A note that was logged after the correction says it anew, unless the correction is on that note's own words. */
function isSpokenOf({ noteId }: Mention, { signal, at }: Correction, notes: Logged): boolean {
  const logged = notes.find(({ id }) => id === noteId)?.loggedAt ?? '';
  return noteId === signal.noteId || logged <= at;
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

function corrected(signal: Signal, own: readonly Correction[], known: OnDeal): readonly Signal[] {
  const latest = own.at(-1);
  if (!latest) return [signal];
  if (latest.says === 'holds') return [held(signal, latest, known)];
  const isSettled = signal.closedBy !== null && signal.closedBy.day <= latest.day;
  if (isSettled) return [closed(signal, latest)];
  const closing = own.filter(({ says }) => says !== 'holds');
  return parted(signal, closing, known.notes);
}

/** Signals as people have put them right; of several corrections on the same words the latest counts. */
export function withCorrections(
  signals: readonly Signal[],
  corrections: readonly Correction[],
  notes: Logged,
): readonly Signal[] {
  if (corrections.length === 0) return signals;
  const bySignal = new Map<Signal, readonly Correction[]>();
  for (const correction of corrections.toSorted(
    (a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id),
  )) {
    const signal = meant(correction.signal, signals);
    if (signal) bySignal.set(signal, [...(bySignal.get(signal) ?? []), correction]);
  }
  return signals.flatMap((signal) => corrected(signal, bySignal.get(signal) ?? [], { notes, corrections }));
}

/** What was said has been said: for who reads it in an earlier zone it counts from their day. */
export function saidBy(asOf: string, corrections: readonly Correction[]): readonly Correction[] {
  return corrections.map((correction) => (correction.day > asOf ? { ...correction, day: asOf } : correction));
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

/** Which signal is meant, however a later reading words it. */
interface SignalRef {
  readonly noteId: string;
  /** A kind of the rubric. */
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly quote: string;
}

/** `not_true`: closes the signal. `holds`: it stands, whatever earlier notes were read to answer. `done`: a promise kept. */
export const correctionWords = ['not_true', 'holds', 'done'] as const;

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
  /** How two notes that disagreed were settled. For the person's own eyes: others may not know of the other note. */
  readonly settled?: (typeof settlements)[number] | undefined;
  /** Slack user id. */
  readonly by: string;
  /** The day it counts from, `YYYY-MM-DD`. */
  readonly day: string;
  /** When it was said, ISO 8601 in UTC: of two on one signal the later wins. */
  readonly at: string;
}

/** Of the shorter quote's words, how many the longer must have. */
const leastShare = 0.5;

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
  if (short !== '' && long.includes(short)) return 2 + short.length / long.length;
  return sharedWords(a, b);
}
