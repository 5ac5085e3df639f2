import { expect, test } from 'vitest';
import { partsOf, scoreChanges } from '../../src/brief/gain.ts';
import { chartOf, sparkline } from '../../src/brief/score/chart.ts';
import { dayOfScore, scoreOn } from '../../src/brief/score/score.ts';
import type { History } from '../../src/brief/signals/history.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { historyFrom } from './generated-readings.ts';
import { ended, note, rubric, signal } from './support.ts';

const daysOf = (days: readonly string[], asOf: string, most = 24) => {
  const history = historyFrom({ notes: days.map((day) => note({ day })), readings: [] });
  return chartOf(history, { rubric, asOf }, most).map(({ day }) => day);
};

test('a deal of one note so far has no point on that day, since it has no score', () => {
  expect(daysOf(['2026-11-02', '2026-11-09'], '2026-11-12')).toEqual(['2026-11-09', '2026-11-12']);
});

test('the last days win when there are more than fit', () => {
  const days = ['2026-11-02', '2026-11-05', '2026-11-09', '2026-11-10'];
  expect(daysOf(days, '2026-11-12', 3)).toEqual(['2026-11-09', '2026-11-10', '2026-11-12']);
});

test('0 is the lowest block and 100 the full one', () => {
  const at = (value: number) => ({ day: '2026-06-01', value });
  expect(sparkline([at(0), at(50), at(100)])).toBe('▁▅█');
});

test('what only faded with the days is not called settled, what somebody settled is', () => {
  const doubt = signal('budget_doubt', '2026-06-01', { text: 'Budget frozen', dueOn: '2026-06-10' });
  const worry = signal('objection', '2026-06-01', { text: 'Migration' });
  const notes = [note({ day: '2026-06-01' }), note({ day: '2026-06-02' })];
  const history: History = {
    on: (day) => ({
      notes: notes.filter((one) => one.day <= day),
      signals: [doubt, day > '2026-07-01' ? ended(worry, '2026-07-01', 'settled') : worry],
      readIds: new Set(notes.map(({ id }) => id)),
    }),
    without: () => history,
  };
  const points = ['2026-06-02', '2026-11-02'].map((day) => ({ day, value: 0 }));
  const said = scoreChanges(points, history, rubric)[1]?.parts.map(({ label }) => label);
  expect(said).toContainEqual(expect.stringMatching(/Migration, settled$/));
  expect(said).toContainEqual(expect.stringMatching(/Budget frozen no longer counts$/));
});

test('a score counts from tomorrow where a note of an earlier zone is of then, and never from a later day', () => {
  const today = '2026-11-23';
  const dayOf = (...days: readonly string[]) =>
    dayOfScore(
      days.map((day) => ({ day })),
      today,
    );
  expect(dayOf('2026-11-20', '2026-11-24')).toBe('2026-11-24');
  expect([dayOf(today), dayOf('2026-11-25'), dayOf()]).toEqual([today, today, today]);
});

test('two promises in the same words, one of each side, are told of a change with what both cost', () => {
  const asOf = '2026-11-23';
  const notes = [note({ day: '2026-11-03' }), note({ day: '2026-11-17' })];
  const scored = (signals: readonly Signal[]) =>
    scoreOn({ notes, signals, readIds: new Set() }, { rubric, asOf });
  const late = (who: 'us' | 'them') =>
    signal('promise', '2026-11-17', { who, dueOn: '2026-11-10', text: 'Plan' });
  const need = signal('pain', '2026-11-17');
  const [before, after] = [scored([need]), scored([need, late('us'), late('them')])];
  const parts = partsOf(before, after, 'note');
  expect(after.value).toBeLessThan(before.value);
  expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(after.value - before.value);
});
