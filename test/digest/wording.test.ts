import { expect, test } from 'vitest';
import { readDigestPrompt } from '../../src/digest/digest-prompt.ts';
import { linesOf } from '../../src/digest/week.ts';
import { createWordWeek } from '../../src/digest/wording.ts';
import { signal } from '../brief/support.ts';
import { monday, noteOn, readerOver } from './support.ts';

const day = '2026-11-18';
const notes = [noteOn('Kelso', '2026-11-12'), noteOn('Kelso', day)];
const raisedBy = { noteId: `note-kelso-${day}`, day, quote: 'nervous about the migration', dueOn: null };
const signals = [signal('objection', day, { text: 'Nervous about the migration', raisedBy })];

/** The week of one deal, whose reason the model words like this. */
async function weekWith(text: string) {
  const dropped: string[] = [];
  const word = createWordWeek({
    model: {
      name: 'stand-in',
      async complete() {
        return { lines: [{ deal: 'd1', reason: { text, on: ['s1'] }, next: null }], comparisons: [] };
      },
    },
    prompt: await readDigestPrompt(),
    now: () => monday,
    onDropped: (faults) => dropped.push(...faults),
    report: (error) => {
      throw error;
    },
  });
  const week = await readerOver({ notes, signals, word }).weekOf();
  return { reasons: linesOf(week).map(({ reason }) => reason), dropped };
}

test('a sentence of the model that its words bear is shown', async () => {
  const { reasons, dropped } = await weekWith('Kelso is nervous about the migration.');
  expect(reasons).toMatchObject([{ by: 'model' }]);
  expect(dropped).toEqual([]);
});

test('a sentence that is true of one day alone is not shown in a week', async () => {
  const { reasons, dropped } = await weekWith('Kelso is still nervous about the migration.');
  expect(reasons).toMatchObject([{ by: 'facts' }]);
  expect(dropped).toEqual(['day']);
});
