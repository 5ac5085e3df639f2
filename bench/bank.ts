import { randomBytes } from 'node:crypto';
import pMap from 'p-map';
import { createHindsight, type Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { type AliasedMemory, createAliasedMemory } from '../src/memory/identity/aliased-memory.ts';
import type { StateBank, StateRecord } from '../src/memory/memory.ts';
import type { Note } from '../src/memory/note.ts';
import { fillBank, type Target } from './fill.ts';

/** As the bot has it: with what people said of people laid over the notes. */
export type OpenBank = Hindsight & Pick<AliasedMemory, 'memory' | 'roster'>;

/** A bank of its own for a bench. */
export interface Bank {
  /** A new adapter, with what people said of people over it: no names, no texts. */
  open(): OpenBank;
}

/** As many records are written at once as a bot reads deals. */
const atOnce = 3;

/** Fills a new bank with notes and with what is kept beside them, and says how long that took. */
export async function createBank(
  target: Target,
  notes: readonly Note[],
  records: readonly StateRecord[],
): Promise<Bank> {
  const team = `T${randomBytes(6).toString('hex').toUpperCase()}`;
  const notesMs = await fillBank(target, `bench-${team.toLowerCase()}`, notes);
  const parts = { ...target, prefix: 'bench', team, fetch, now: () => new Date(), warn: () => undefined };
  const { state } = createHindsight(parts);
  const started = performance.now();
  await keepAll(state, records);
  const seconds = (ms: number) => (ms / 1_000).toFixed(0);
  const recordsMs = performance.now() - started;
  console.log(
    `\n${notes.length} notes written in ${seconds(notesMs)} s, ${records.length} records in ${seconds(recordsMs)} s`,
  );
  return {
    open() {
      const stored = createHindsight(parts);
      return { ...stored, ...createAliasedMemory({ ...stored, now: parts.now }) };
    },
  };
}

/** Keeps records as the bot does. */
export async function keepAll(state: StateBank, records: readonly StateRecord[]): Promise<void> {
  await pMap(records, (record) => state.put(record), { concurrency: atOnce });
}
