import { randomBytes } from 'node:crypto';
import { createHindsight, type Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { createAliasedMemory } from '../src/memory/identity/aliased-memory.ts';
import type { Note } from '../src/memory/note.ts';
import { fillBank, type Target } from './fill.ts';

/** A bank of its own for a bench. */
export interface Bank {
  /** What writing the notes took, in milliseconds. */
  readonly filledMs: number;
  /** A new adapter, with what people said of people over it: no names, no texts. */
  open(): Hindsight;
}

/** Fills a new bank with notes. */
export async function createBank(target: Target, notes: readonly Note[]): Promise<Bank> {
  const team = `T${randomBytes(6).toString('hex').toUpperCase()}`;
  const filledMs = await fillBank(target, `bench-${team.toLowerCase()}`, notes);
  const parts = { ...target, prefix: 'bench', team, fetch, now: () => new Date(), warn: () => undefined };
  const open = (): Hindsight => {
    const stored = createHindsight(parts);
    return { ...stored, ...createAliasedMemory({ ...stored, now: parts.now }) };
  };
  return { filledMs, open };
}
