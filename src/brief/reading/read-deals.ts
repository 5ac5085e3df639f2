import { LRUCache } from 'lru-cache';
import type { DealKeys, Note } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { hashOf } from '../../util/hash.ts';
import { ownTurn } from '../../util/own-turn.ts';
import { createSerials, once } from '../../util/remember.ts';
import type { CorrectionStore } from '../corrections/correction-store.ts';
import {
  correctComparisons,
  correctionsIn,
  correctReadings,
  saidBy,
  withCorrections,
} from '../corrections/corrections.ts';
import { type Raise, raisesOf } from '../score/raises.ts';
import type { Rubric } from '../score/rubric.ts';
import { dayOfScore, fewestNotes, type Score, score } from '../score/score.ts';
import type { History } from '../signals/history.ts';
import type { KeptReadings, LeftOut, Readings } from '../signals/reading.ts';
import { createHistory } from '../signals/replay.ts';
import type { Correction } from '../signals/signal.ts';

/** How far a deal's notes are read, for one viewer. */
export interface ReadState {
  /** Ids of the notes that nobody has read yet: of them nothing is known but words and outcome. */
  readonly unread: ReadonlySet<string>;
  /** How many notes were not held against all that earlier ones say. */
  readonly uncompared: number;
  /** The second witness has not spoken of something yet. */
  readonly isBeingChecked: boolean;
  /** How many things that were read did not hold and are left out. */
  readonly leftOut: number;
}

/** What one viewer may know of one deal. */
export interface ReadDeal {
  /** All that the viewer may see of it, newest call first. */
  readonly notes: readonly Note[];
  readonly history: History;
  /** The day the score counts from, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Null with one note, and while too little of it is read. */
  readonly score: Score | null;
  /** What would bring points on that day. */
  readonly raises: () => readonly Raise[];
  readonly reading: ReadState;
  /** The same of the notes by that day alone. */
  readonly readingBy: (day: string) => ReadState;
  /** What did not hold when it was checked, by note. */
  readonly leftOut: ReadonlyMap<string, readonly LeftOut[]>;
  readonly corrections: readonly Correction[];
}

/** Deals as they were read: a few requests for any number of them, and no model. */
export interface ReadDeals {
  /** All notes of one deal that somebody may see; at least one. */
  of(notes: readonly Note[]): Promise<ReadDeal>;
  /** The same for many, each with its notes, in the order given. */
  ofMany(deals: readonly (readonly Note[])[]): Promise<readonly ReadDeal[]>;
  /** The day on which these notes are judged, `YYYY-MM-DD`. */
  dayFor(notes: readonly Note[]): string;
  readonly rubric: Rubric;
}

interface Deps {
  readonly readings: Readings;
  readonly corrections: Pick<CorrectionStore, 'on'>;
  readonly rubric: Rubric;
  /** IANA zone in which days are counted, the same for all reps, so that one deal has one score. */
  readonly zone: string;
  readonly now: () => Date;
}

/** What a deal is made of beside its notes. */
interface Basis {
  readonly kept: KeptReadings;
  readonly own: readonly Correction[];
  readonly asOf: string;
}

/** Deals of one viewer each that are worked out once, while nothing changes. */
const mostKnown = 200;

export function createReadDeals({ readings, corrections, rubric, zone, now }: Deps): ReadDeals {
  const dayFor = (notes: readonly Note[]) => dayOfScore(notes, dayIn(zone, now()));
  const known = new LRUCache<string, ReadDeal>({ max: mostKnown });
  const serialOf = createSerials<KeptReadings>();

  function dealOf(notes: readonly Note[], kept: KeptReadings, said: readonly Correction[]): ReadDeal {
    const asOf = dayFor(notes);
    const own = saidBy(asOf, correctionsIn(notes, said));
    const key = hashOf(JSON.stringify([asOf, serialOf(kept), notes, own]), 32);
    const deal = known.get(key) ?? makeDeal(notes, { kept, own, asOf });
    // Until the witness has spoken, or was waited for long enough, the time of day counts too.
    if (!deal.reading.isBeingChecked) known.set(key, deal);
    return deal;
  }

  function makeDeal(notes: readonly Note[], { kept, own, asOf }: Basis): ReadDeal {
    const at = now().toISOString();
    const history = createHistory({
      notes,
      readings: correctReadings(kept.readings, own),
      comparisons: correctComparisons(kept.comparisons, own),
      at,
      correct: (known, day) => withCorrections(known, own, day),
    });
    const readingBy = (day: string) =>
      stateOf(
        notes.filter((note) => note.day <= day),
        kept,
        at,
      );
    const reading = stateOf(notes, kept, at);
    return {
      notes,
      history,
      asOf,
      score: isScored(notes, reading.unread) ? score(history, rubric, asOf) : null,
      raises: once(() => raisesOf(history.on(asOf), { rubric, asOf })),
      reading,
      readingBy,
      leftOut: new Map(kept.readings.map(({ noteId, leftOut }) => [noteId, leftOut])),
      corrections: own,
    };
  }

  async function ofMany(deals: readonly (readonly Note[])[]): Promise<readonly ReadDeal[]> {
    const keys: readonly DealKeys[] = deals.flatMap(([newest]) => newest?.deal ?? []);
    const [kept, said] = await Promise.all([readings.of(deals), corrections.on(keys)]);
    const nothing: KeptReadings = { readings: [], comparisons: [], uncompared: new Set() };
    const read: ReadDeal[] = [];
    for (const [index, notes] of deals.entries()) {
      await ownTurn();
      read.push(dealOf(notes, kept[index] ?? nothing, said));
    }
    return read;
  }

  return {
    ofMany,
    async of(notes) {
      const [deal] = await ofMany([notes]);
      if (!deal) throw new RangeError('a deal needs at least one note');
      return deal;
    },
    dayFor,
    rubric,
  };
}

function stateOf(notes: readonly Note[], { readings, uncompared }: KeptReadings, at: string): ReadState {
  const ids = new Set(notes.map(({ id }) => id));
  const own = readings.filter(({ noteId }) => ids.has(noteId));
  const read = new Set(own.map(({ noteId }) => noteId));
  return {
    unread: new Set(notes.flatMap(({ id }) => (read.has(id) ? [] : id))),
    uncompared: notes.filter(({ id }) => uncompared.has(id)).length,
    isBeingChecked: own.some(({ checkingUntil }) => checkingUntil !== null && checkingUntil > at),
    leftOut: own.reduce((sum, { leftOut }) => sum + leftOut.length, 0),
  };
}

/** The largest part of a deal's notes that may be unread where a score is shown. */
const mostUnread = 1 / 3;

/** What nobody has read yet may say the opposite: until then a deal has no bucket. */
export function isReadEnough(newestFirst: readonly Pick<Note, 'id'>[], unread: ReadonlySet<string>): boolean {
  const [newest] = newestFirst;
  if (newest === undefined || unread.has(newest.id)) return false;
  const count = newestFirst.filter(({ id }) => unread.has(id)).length;
  return count <= newestFirst.length * mostUnread;
}

/** One note is too little for a score. */
export function isScored(newestFirst: readonly Pick<Note, 'id'>[], unread: ReadonlySet<string>): boolean {
  return newestFirst.length >= fewestNotes && isReadEnough(newestFirst, unread);
}
