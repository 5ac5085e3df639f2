import { expect, test } from 'vitest';
import { checkReading } from '../../src/brief/reading/check-reading.ts';
import { note, signal } from './support.ts';

test.each([
  ['Next call on 7 Dec with IT', 'next_step', 'Good call with Priya.', false],
  ['Call with Priya on 7 Dec', 'next_step', 'Spoke to Priya today.', false],
  ['Review of the data on 7 Dec', 'next_step', 'Quick talk with her about seats.', false],
  ['Demo for her team on 7 Dec', 'next_step', 'Had the demo today already.', true],
  ['प्रस्तुति 7 Dec', 'next_step', 'प्रस्तुति आज हो गई।', true],
  ['प्रस्तुति 7 Dec', 'next_step', 'प्रिया से अच्छी बात हुई।', false],
  ['Workshop with IT on 7 Dec', 'next_step', 'We held the workshop early.', true],
  ['Call on 3 Nov with IT', 'next_step', 'Good call with Priya.', true],
  ['Call on 17 Nov with IT', 'next_step', 'Good call with Priya.', true],
  ['ROI sheet by 7 Dec', 'promise', 'Sent it.', true],
])('“%s” (%s) is done by “%s”: %s', (text, kind, quote, isDone) => {
  const [, date] = / (\d+) Nov/.exec(text) ?? [];
  const dueOn = date === undefined ? '2026-12-07' : `2026-11-${date.padStart(2, '0')}`;
  const line = { id: 's1', signal: signal(kind, '2026-10-30', { text, dueOn }) };
  const changes = [{ signal: 's1', how: 'done', quote, due_words: null }];
  const raw = { notes: [{ note: 1, changes, signals: [], outcome: null }] };
  const asked = { people: [], standing: [line], notes: [note({ text: quote, day: '2026-11-17' })] };
  const kinds = { [kind]: {} };
  const { readings } = checkReading({ raw, asked, kinds, against: [], isMonthFirst: false });
  expect(readings[0]?.changes.length).toBe(isDone ? 1 : 0);
});
