import { expect, test } from 'vitest';
import { wordWhenRead } from '../../src/brief/word-when-read.ts';
import type { Note } from '../../src/memory/note.ts';
import { dealsOver } from './by-hand.ts';
import { memoryOf } from './memory-stand-in.ts';
import { note } from './support.ts';

const shared = note({ day: '2026-11-17', visibility: 'team' });
const own = note({ day: '2026-11-18' });

/** For which notes sentences are made once this one was read. */
async function wordedAfter(saved: Note, held: readonly Note[]): Promise<readonly (readonly string[])[]> {
  const made: (readonly string[])[] = [];
  const memory = memoryOf(held);
  await wordWhenRead(
    {
      ...{ memory, memoryAsTeam: memory, deals: dealsOver() },
      reader: {
        ...{ noteSaved: () => undefined, notesBrought: () => undefined, dealChanged: () => undefined },
        ...{ start: async () => undefined, idle: async () => undefined, stop: async () => undefined },
        takes: () => 0,
        readFirst: async () => undefined,
        progress: () => ({ waiting: 0, done: 0, tokens: 0, expected: { tokens: 0, ms: 0 } }),
      },
      briefer: { catchUp: async () => undefined },
      words: {
        on: async () => () => null,
        make: async ({ notes }) => void made.push(notes.map(({ id }) => id)),
      },
    },
    saved,
  );
  return made;
}

test('a note that the team may read is worded for its author, and apart for those who may not see the private ones', async () => {
  expect(await wordedAfter(shared, [shared, own])).toEqual([[shared.id, own.id], [shared.id]]);
  expect(await wordedAfter(shared, [shared])).toEqual([[shared.id]]);
});

test('a private note is worded for its author alone', async () => {
  expect(await wordedAfter(own, [shared, own])).toEqual([[shared.id, own.id]]);
});
