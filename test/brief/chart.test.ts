import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyOn } from '../../src/brief/score/history.ts';
import { score } from '../../src/brief/score/score.ts';
import { chartOf, type Standing, sparkline } from '../../src/brief/standings.ts';
import { addDays } from '../../src/util/calendar.ts';
import { note, rubric, signal } from './support.ts';

const firstDay = '2026-06-01';
const kinds = Object.keys(rubric.kinds);
const anyStanding: fc.Arbitrary<Standing> = fc
  .record({
    days: fc.uniqueArray(fc.nat(170), { minLength: 2, maxLength: 40 }),
    said: fc.array(fc.record({ kind: fc.constantFrom(...kinds), on: fc.nat(39), closed: fc.nat(39) }), {
      maxLength: 30,
    }),
    outcomes: fc.array(fc.constantFrom('spoke' as const, 'no_answer' as const, 'won' as const), {
      minLength: 40,
      maxLength: 40,
    }),
  })
  .map(({ days, said, outcomes }) => {
    const notes = days.map((day, index) =>
      note({ day: addDays(firstDay, day), outcome: outcomes[index] ?? 'spoke' }),
    );
    const dayOf = (index: number) => notes[index % notes.length]?.day ?? firstDay;
    const signals = said.map(({ kind, on, closed }) => {
      const raised = signal(kind, dayOf(on));
      const closedBy = dayOf(closed) > dayOf(on) ? { ...raised.raisedBy, day: dayOf(closed) } : null;
      return { ...raised, closedBy };
    });
    const asOf = addDays(firstDay, 175);
    const history = { signals, notes };
    return { history, rubric, asOf, score: score(history, rubric, asOf) };
  });

test('the last point is the score, and every other the score of a fresh computation on its day', () => {
  fc.assert(
    fc.property(anyStanding, fc.integer({ min: 2, max: 60 }), (standing, most) => {
      const points = chartOf(standing, most);
      expect(points.at(-1)).toEqual({ day: standing.asOf, value: standing.score.value });
      expect(points.length).toBeLessThanOrEqual(most);
      for (const { day, value } of points.slice(0, -1)) {
        const known = historyOn(day, standing.history);
        expect(value).toBe(score(known, rubric, day).value);
      }
      expect([...sparkline(points)]).toHaveLength(points.length);
    }),
  );
});

test('a deal of one note so far has no point on that day, since it has no score', () => {
  const notes = [note({ day: '2026-11-02' }), note({ day: '2026-11-09' })];
  const history = { signals: [], notes };
  const asOf = '2026-11-12';
  const points = chartOf({ history, rubric, asOf, score: score(history, rubric, asOf) }, 24);
  expect(points.map(({ day }) => day)).toEqual(['2026-11-09', '2026-11-12']);
});

test('0 is the lowest block and 100 the full one', () => {
  const at = (value: number) => ({ day: firstDay, value });
  expect(sparkline([at(0), at(50), at(100)])).toBe('▁▅█');
});
