import { expect, test } from 'vitest';
import { chooseEvidence } from '../../src/brief/evidence/evidence.ts';
import { estimateTokens } from '../../src/brief/model/model.ts';
import { UpstreamError } from '../../src/errors.ts';
import { addDays } from '../../src/util/calendar.ts';
import { memoryOf } from './memory-stand-in.ts';
import { note } from './support.ts';

const filler = 'We talked about this and that and the weather over lunch. '.repeat(3);
const notes = Array.from({ length: 40 }, (_, index) =>
  note({ day: addDays('2026-11-20', -index * 3), text: `Call number ${index}. ${filler}` }),
);
const chosen = (budgetTokens: number, held = notes, memory = memoryOf(held)) =>
  chooseEvidence(memory, { deal: 'd', asker: 'U1', notes: held, budgetTokens });

const withText = (index: number, text: string) =>
  notes.map((one, place) => (place === index ? { ...one, text: `${text} ${filler}` } : one));

test('all notes are read when they fit, untouched', async () => {
  expect(await chosen(20_000)).toEqual(notes);
});

test('past the budget the newest notes and those that tell most are read, newest first and within it', async () => {
  const held = withText(35, 'Budget is frozen until the CFO signs off.');
  const read = await chosen(1000, held);
  const days = read.map(({ day }) => day);
  expect(days).toEqual(days.toSorted().toReversed());
  expect(days.slice(0, 3)).toEqual(held.slice(0, 3).map(({ day }) => day));
  expect(read).toContainEqual(held[35]);
  expect(read.reduce((sum, { text }) => sum + estimateTokens(text), 0)).toBeLessThanOrEqual(1000);
});

test('what memory finds by meaning is read, and what it finds in another deal is not', async () => {
  const memory = { ...memoryOf(notes), recall: async () => ['note-of-another-deal', notes[30]?.id ?? ''] };
  const read = await chosen(1000, notes, memory);
  expect(read).toContainEqual(notes[30]);
  expect(read.every((one) => notes.includes(one))).toBe(true);
});

test('memory trouble leaves the choice to words', async () => {
  const down = new UpstreamError({ service: 'hindsight', kind: 'network', operation: 'recall' });
  const held = withText(35, 'Budget is frozen until the CFO signs off.');
  const read = await chosen(1000, held, { ...memoryOf(held), recall: () => Promise.reject(down) });
  expect(read).toContainEqual(held[35]);
});

test('one endless note is cut and does not push out the others', async () => {
  const held = notes.map((one, index) => (index === 0 ? { ...one, text: 'long words '.repeat(3000) } : one));
  const read = await chosen(1500, held);
  expect(read.length).toBeGreaterThan(5);
  expect(read[0]?.text.endsWith('…')).toBe(true);
});

test('the same notes are chosen each time', async () => {
  expect(await chosen(1500)).toEqual(await chosen(1500));
});
