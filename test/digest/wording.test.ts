import { expect, test } from 'vitest';
import type { Signal } from '../../src/brief/signals/signal.ts';
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
async function weekWith(text: string, of: readonly Signal[] = signals, on = 's1') {
  const dropped: string[] = [];
  const word = createWordWeek({
    model: {
      name: 'stand-in',
      async complete() {
        return { lines: [{ deal: 'd1', reason: { text, on: [on] }, next: null }], comparisons: [] };
      },
    },
    prompt: await readDigestPrompt(),
    now: () => monday,
    onDropped: (faults) => dropped.push(...faults),
    report: (error) => {
      throw error;
    },
  });
  const week = await readerOver({ notes, signals: of, word }).weekOf();
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

test('the day they mean to sign is told as that where the model gives no more than its name', async () => {
  const quote = 'Signing or decision is on 8 January';
  const dated = { noteId: `note-kelso-${day}`, day, quote, dueOn: '2027-01-08' };
  const worry = signal('objection', day, { text: 'Nervous about the migration', raisedBy });
  const decision = signal('close_date', day, {
    ...{ text: 'Signing or decision', dueOn: '2027-01-08', raisedBy: dated },
  });
  const { reasons, dropped } = await weekWith('Signing or decision', [decision, worry], 's2');
  expect(dropped).toEqual([]);
  expect(reasons).toMatchObject([{ by: 'model' }]);
  expect(reasons[0]?.text).toMatch(/They mean to sign on 8 Jan 2027\.$/);
});
