import { setImmediate as turn } from 'node:timers/promises';
import {
  createNoteReader,
  type NoteReaderDeps,
  type ReadingReport,
} from '../../src/brief/reading/read-notes.ts';
import { createReadingStore, editionOf } from '../../src/brief/reading/reading-store.ts';
import { createHistory } from '../../src/brief/signals/replay.ts';
import type { Note } from '../../src/memory/note.ts';
import { person, note as privateNote } from '../memory/support.ts';
import { createPlainModel, trustingCheck } from './plain-reader.ts';
import { type Bank, createBank } from './reading-bank.ts';

const prompt = { system: 'Read.', schema: {}, kinds: ['objection', 'promise'] };

const rentfield = [person('Priya Sharma', 'Rentfield')];
export const dealOfRentfield = privateNote({ who: rentfield }).deal.key;

/** A note of the team's on Rentfield, logged on its day. */
export function note(overrides: Parameters<typeof privateNote>[0] = {}): Note {
  const day = overrides.day ?? '2026-03-02';
  return privateNote({ who: rentfield, visibility: 'team', loggedAt: `${day}T15:00:00.000Z`, ...overrides });
}

/** Time that leaps to what is waited for, as soon as nothing else is to be done. */
export function createClock(start = '2026-03-20T09:00:00.000Z') {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    pass(ms: number): void {
      at += ms;
    },
    after(ms: number, call: () => void): () => void {
      const handle = setTimeout(() => {
        at += ms;
        call();
      }, 1);
      return () => clearTimeout(handle);
    },
  };
}

export type Clock = ReturnType<typeof createClock>;

const fastTimes = 5;

/** Time for several processes on a server whose answers take real time: five times as fast, and the same for all. */
export function createFastClock(start = '2026-03-20T09:00:00.000Z'): Clock {
  const began = Date.now();
  let at = Date.parse(start);
  return {
    now: () => new Date(at + (Date.now() - began) * fastTimes),
    pass(ms) {
      at += ms;
    },
    after(ms, call) {
      const handle = setTimeout(call, ms / fastTimes);
      return () => clearTimeout(handle);
    },
  };
}

/** What is told, in lists. */
function createTold() {
  const told = { bills: 0, read: [] as string[], progress: [] as number[] };
  const report: ReadingReport = {
    bill: () => {
      told.bills += 1;
    },
    read: ({ noteId }) => void told.read.push(noteId),
    progress: ({ waiting }) => void told.progress.push(waiting),
  };
  return { told, report };
}

interface Given
  extends Partial<
    Pick<
      NoteReaderDeps,
      'model' | 'witness' | 'readsPrivate' | 'prompt' | 'check' | 'tokensPerMinute' | 'tokensPerDay'
    >
  > {
  readonly bank?: Bank;
  readonly clock?: Clock;
}

/** A reader over a bank; several on one bank and one clock are replicas. */
export function createReaderOn({ bank = createBank(), clock = createClock(), ...given }: Given = {}) {
  const { model: plain, asked } = createPlainModel();
  const { told, report } = createTold();
  const errors: unknown[] = [];
  const deps: NoteReaderDeps = {
    ...bank,
    model: plain,
    prompt,
    check: trustingCheck,
    witness: null,
    readsPrivate: true,
    tokensPerMinute: 8000,
    tokensPerDay: 200_000,
    now: clock.now,
    after: clock.after,
    told: report,
    report: (error) => void errors.push(error),
    ...given,
  };
  const store = createReadingStore(bank.state, editionOf(deps.prompt, deps.model.name));
  return { reader: createNoteReader(deps), bank, clock, asked, told, errors, store };
}

/** What somebody who may see just these notes knows in the end. */
export async function knownOf(
  { store, clock }: Pick<ReturnType<typeof createReaderOn>, 'store' | 'clock'>,
  notes: readonly Note[],
) {
  const [kept] = await store.of([notes]);
  if (!kept) throw new RangeError('no deal');
  const history = createHistory({
    ...kept,
    notes,
    at: clock.now().toISOString(),
    correct: ({ signals }) => signals,
  });
  const { signals, readIds } = history.on('2030-01-01');
  return { signals, readIds: [...readIds].toSorted(), uncompared: kept.uncompared.size };
}

/** Notes that this person may see, in no order. */
export function seenBy(bank: Bank, viewer: string): readonly Note[] {
  return [...bank.notes.values()].filter(
    ({ visibility, author }) => visibility === 'team' || author === viewer,
  );
}

/** Lets everything that is ready happen. */
export async function settle(turns = 50): Promise<void> {
  for (let left = turns; left > 0; left -= 1) await turn();
}
