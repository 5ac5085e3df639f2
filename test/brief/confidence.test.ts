import { expect, test } from 'vitest';
import { confidenceOf } from '../../src/brief/score/confidence.ts';
import type { HistoryNote, Known } from '../../src/brief/signals/history.ts';
import { note, priya, rubric } from './support.ts';

const asOf = '2026-11-23';
const amit = { ...priya, key: 'amit-rao', name: 'Amit Rao' };
const callOn = (day: string, overrides = {}) => note({ day, ...overrides });

function known(notes: readonly HistoryNote[]): Known {
  return { notes, signals: [], readIds: new Set(notes.map(({ id }) => id)) };
}

test('confidence counts calls, people and how new they are, and says what it lacks', () => {
  const levelOf = (one: Known) => confidenceOf(one, { rubric, asOf });
  const calls = ['2026-11-03', '2026-11-10', '2026-11-17', '2026-11-20'].map((day) => callOn(day));
  expect(levelOf(known(calls))).toEqual({ level: 'medium', why: 'only one of theirs was heard' });
  const both = [...calls, callOn('2026-11-21', { prospects: [amit] })];
  expect(levelOf(known(both)).level).toBe('high');
  expect(levelOf({ ...known(both), readIds: new Set() })).toEqual({
    level: 'low',
    why: '5 notes are not read yet',
  });
  // Enough for the highest level, had the sixth been read.
  const six = [...both, callOn('2026-11-22', { prospects: [amit] })];
  const readIds = new Set(both.map(({ id }) => id));
  expect(levelOf({ ...known(six), readIds })).toEqual({ level: 'medium', why: '1 note is not read yet' });
  // What was said on it nobody knows yet.
  const tried = ['2026-11-12', '2026-11-13'].map((day) => callOn(day, { outcome: 'no_answer' }));
  const four = [...calls.slice(0, 2), ...tried];
  const butOne = new Set(four.slice(1).map(({ id }) => id));
  expect(levelOf({ ...known(four), readIds: butOne })).toEqual({
    level: 'low',
    why: 'one call with them',
  });
});

test('confidence goes with the newest note up to the last day it may be old, and with a third unread', () => {
  const calls = ['2026-10-20', '2026-10-27', '2026-11-03', '2026-11-09'].map((day) => callOn(day));
  const heard = [...calls.slice(0, 3), callOn('2026-11-09', { prospects: [amit] })];
  const levelOn = (day: string) => confidenceOf(known(heard), { rubric, asOf: day }).level;
  expect([levelOn('2026-11-23'), levelOn('2026-11-24')]).toEqual(['high', 'medium']);
  const readBut = (unread: number) => {
    const readIds = new Set(
      calls
        .slice(0, 3)
        .map(({ id }) => id)
        .slice(unread),
    );
    return confidenceOf({ ...known(calls.slice(0, 3)), readIds }, { rubric, asOf: '2026-11-10' });
  };
  expect(readBut(1)).toEqual({ level: 'medium', why: '1 note is not read yet' });
  expect(readBut(2)).toEqual({ level: 'low', why: '2 notes are not read yet' });
});
