import { expect, test } from 'vitest';
import { contradictionsOf } from '../../src/brief/contradictions.ts';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Correction, Signal } from '../../src/brief/signals/signal.ts';
import { ended, note, rubric, signal } from './support.ts';

const notes = [note({ day: '2026-09-01' }), note({ day: '2026-09-24' })];
const doubt = signal('budget_doubt', '2026-09-01');
const approved = signal('budget_confirmed', '2026-09-24');

const told = (signals: readonly Signal[], asOf = '2026-10-01') =>
  contradictionsOf({ notes, signals, readIds: new Set() }, { rubric, asOf }).map(
    ({ about, older, newer }) => [about, older.kind, newer.kind],
  );
const budget = [['the budget', 'budget_doubt', 'budget_confirmed']];

test('two notes that say opposite things disagree, for sixty days from the newer one on', () => {
  expect(told([doubt, approved])).toEqual(budget);
  expect(told([doubt, approved], '2026-11-23')).toEqual(budget);
  expect(told([doubt, approved], '2026-11-24')).toEqual([]);
});

test('what was to hold until a day before the newer note says nothing against it', () => {
  const until = (dueOn: string) => told([{ ...doubt, dueOn }, approved]);
  expect(until('2026-09-23')).toEqual([]);
  expect(until('2026-09-24')).toEqual(budget);
});

test('what was closed by the very note that says the opposite still disagrees, what another note closed does not', () => {
  expect(told([ended(doubt, '2026-09-24', 'settled'), approved])).toEqual(budget);
  expect(told([ended(doubt, '2026-09-10', 'settled'), approved])).toEqual([]);
});

test('what somebody has put right, or one note says by itself, is no disagreement', () => {
  const correction: Correction = {
    ...{ id: 'ruling-1', deal: 'd', signal: refOf(doubt), says: 'holds', reason: '', by: 'U1' },
    ...{ day: '2026-09-30', at: '2026-09-30T10:00:00.000Z' },
  };
  expect(told([{ ...doubt, correction }, approved])).toEqual([]);
  expect(told([signal('budget_doubt', '2026-09-24'), approved])).toEqual([]);
});
