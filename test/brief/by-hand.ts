import type { CorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { withCorrections } from '../../src/brief/corrections/corrections.ts';
import { createReadDeals, type ReadDeals } from '../../src/brief/reading/read-deals.ts';
import { createReadingStore, readFor, versionOf } from '../../src/brief/reading/reading-store.ts';
import type { History } from '../../src/brief/signals/history.ts';
import {
  markOf,
  type ReadChange,
  type Reading,
  type Readings,
  type ReadSignal,
} from '../../src/brief/signals/reading.ts';
import { createHistory } from '../../src/brief/signals/replay.ts';
import type { Correction, Signal } from '../../src/brief/signals/signal.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { rubric } from './support.ts';

/** A reading of a note that says just this. */
export function readingOf({ id }: Pick<Note, 'id'>, what: Partial<Reading> = {}): Reading {
  const rest = { outcome: null, leftOut: [], against: [], checkingUntil: null };
  return { noteId: id, signals: [], changes: [], ...rest, ...what };
}

/** What every note says by itself for these signals to be the whole story: raised here, said again there, closed there. */
export function readingsFor(
  notes: readonly Pick<Note, 'id'>[],
  signals: readonly Signal[],
): readonly Reading[] {
  return notes.map((note) =>
    readingOf(note, {
      signals: signals.filter(({ raisedBy }) => raisedBy.noteId === note.id).map(saidFirst),
      changes: signals.flatMap((signal) => changesIn(note.id, signal)),
    }),
  );
}

function saidFirst({ kind, who, text, raisedBy, closedBy }: Signal): ReadSignal {
  const over = closedBy?.noteId === raisedBy.noteId ? { how: closedBy.how, quote: closedBy.quote } : null;
  return { kind, who, text, quote: raisedBy.quote, dueOn: raisedBy.dueOn, over };
}

function changesIn(noteId: string, signal: Signal): readonly ReadChange[] {
  const { kind, who, text, raisedBy, again, closedBy } = signal;
  if (raisedBy.noteId === noteId) return [];
  const of = { noteId: raisedBy.noteId, kind, who, quote: raisedBy.quote, text };
  const said = again.filter((mention) => mention.noteId === noteId);
  const changes: ReadChange[] = said.map(({ quote, dueOn }) => ({ of, how: 'again', quote, dueOn }));
  if (closedBy?.noteId !== noteId) return changes;
  return [...changes, { of, how: closedBy.how, quote: closedBy.quote, dueOn: null }];
}

/** What was read of a deal, and what people said of it. */
export interface HandMade {
  readonly notes: readonly Note[];
  readonly readings: readonly Reading[];
  readonly corrections?: readonly Correction[];
}

/** Any time at which every witness has spoken. */
const late = '2030-01-01T00:00:00.000Z';

export function historyOf({ notes, readings, corrections = [] }: HandMade): History {
  const correct = (known: Parameters<typeof withCorrections>[0], day: string) =>
    withCorrections(known, corrections, day);
  return createHistory({ notes, readings, comparisons: [], at: late, correct });
}

/** The history that these signals tell. */
export function historyWith(
  signals: readonly Signal[],
  notes: readonly Note[],
  corrections: readonly Correction[] = [],
): History {
  return historyOf({ notes, readings: readingsFor(notes, signals), corrections });
}

/** Readings as a store hands them out: of just the notes that are asked for, and of nothing that is not among them. */
function readingsOver(all: readonly Reading[]): Readings {
  return {
    of: async (deals) =>
      deals.map((notes) => {
        const ids = new Set(notes.map(({ id }) => id));
        const own = all.filter(({ noteId }) => ids.has(noteId));
        const readings = own.map((one) => ({
          ...one,
          changes: one.changes.filter(({ of }) => ids.has(of.noteId)),
        }));
        return { readings, comparisons: [], uncompared: new Set<string>() };
      }),
  };
}

interface Given {
  readonly readings?: readonly Reading[];
  readonly corrections?: Pick<CorrectionStore, 'on'>;
  readonly now?: () => Date;
  readonly zone?: string;
}

/** Deals of which just this was read. */
export function dealsOver({ readings = [], zone = 'UTC', ...given }: Given = {}): ReadDeals {
  const { corrections = { on: async () => [] }, now = () => new Date() } = given;
  return createReadDeals({ readings: readingsOver(readings), corrections, rubric, zone, now });
}

const edition = 'by hand';

/** The store of readings over a bank, under one prompt. */
export function storeOn(state: StateBank) {
  return createReadingStore(state, edition);
}

/** Keeps what was read in each of the notes, as a reader that has just read them. */
export async function keepReadings(
  state: StateBank,
  notes: readonly Note[],
  readings: readonly Reading[],
): Promise<void> {
  const against = readings.flatMap(({ noteId, signals }) => signals.map((one) => markOf({ noteId, ...one })));
  for (const note of notes) {
    const reading = readings.find(({ noteId }) => noteId === note.id);
    if (!reading) continue;
    await storeOn(state).keep(
      {
        ...{ version: versionOf(note), edition, audience: readFor(note), turn: 0, isWhole: true },
        note: { id: note.id, loggedAt: note.loggedAt },
        reading: { ...reading, against },
      },
      note.deal,
    );
  }
}
