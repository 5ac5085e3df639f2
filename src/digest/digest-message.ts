import { createHash } from 'node:crypto';
import { noteBlock, oneLine } from '../brief/testimony/note-block.ts';
import type { Note } from '../memory/note.ts';

/** One deal as the model is shown it. */
export interface ShownDeal {
  /** Key of the deal. */
  readonly key: string;
  readonly buyer: string;
  readonly daysAgo: number;
  /** Whether its signals are to be found too. */
  readonly isWanted: boolean;
  /** Whether all of its notes are shown uncut: only then does an answer stand for the deal. */
  readonly isWhole: boolean;
  /** Oldest first, at least one; long ones may be cut. */
  readonly notes: readonly Note[];
}

/** A deal with its notes, numbered from `first`; a note's own lines never start with `=`. */
export function dealBlock(
  { buyer, daysAgo, isWanted, notes }: ShownDeal,
  number: number,
  first: number,
): string {
  const since = `${daysAgo} days since contact`;
  const signals = `signals: ${isWanted ? 'wanted' : 'known'}`;
  const header = `=== deal ${number} · ${oneLine(buyer)} · ${since} · ${signals}`;
  return [header, ...notes.map((note, index) => noteBlock(note, first + index))].join('\n');
}

/** The number of each deal's first note: numbers run on, so that a claim on another deal's note is found out. */
export function firstNumbers(deals: readonly ShownDeal[]): readonly number[] {
  let next = 1;
  return deals.map(({ notes }) => {
    const first = next;
    next += notes.length;
    return first;
  });
}

/** The user message of one batch; its nonce comes from the hash of what it delimits, so no note can hold it. */
export function digestMessage(deals: readonly ShownDeal[]): string {
  const numbers = firstNumbers(deals);
  const block = deals.map((deal, index) => dealBlock(deal, index + 1, numbers[index] ?? 1)).join('\n\n');
  const nonce = createHash('sha256').update(block).digest('hex').slice(0, 8);
  return `=== deals ${nonce} ===\n${block}\n=== end of deals ${nonce} ===`;
}
