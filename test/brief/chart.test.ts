import { expect, test } from 'vitest';
import { scoreChanges } from '../../src/brief/gain.ts';
import { chartOf, sparkline } from '../../src/brief/score/chart.ts';
import type { History } from '../../src/brief/signals/history.ts';
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
