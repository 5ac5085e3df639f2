import { expect, test } from 'vitest';
import { chartOf, sparkline } from '../../src/brief/score/chart.ts';
import { historyFrom } from './generated-readings.ts';
import { note, rubric } from './support.ts';

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
