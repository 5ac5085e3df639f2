import { expect, test } from 'vitest';
import { partsOf } from '../../src/brief/gain.ts';
import { scoreOn } from '../../src/brief/score/score.ts';
import type { HistoryNote, Known } from '../../src/brief/signals/history.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { note, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const trend = { momentum: null, momentumDays: 7 };
const callOn = (day: string, overrides = {}) => note({ day, ...overrides });
const twoCalls = [callOn('2026-11-03'), callOn('2026-11-17')];
const said = (kind: string, overrides: Partial<Signal> = {}) => signal(kind, '2026-11-17', overrides);

function known(signals: readonly Signal[], notes: readonly HistoryNote[] = twoCalls): Known {
  return { notes, signals, readIds: new Set(notes.map(({ id }) => id)) };
}

const scored = (signals: readonly Signal[], notes = twoCalls) =>
  scoreOn(known(signals, notes), { rubric, asOf });

test('a part of a gain that changed says from what to what', () => {
  const before = { ...scored([said('pain')]), ...trend };
  const after = { ...scored([said('pain'), said('pilot_agreed')]), ...trend };
  expect(partsOf(before, after, 'note')).toEqual([
    { label: 'Stage: pilot agreed', points: 24, moved: { from: 30, to: 54 } },
    { label: 'Nobody who signs was heard', points: -5 },
  ]);
});

test('a ceiling that is gone is told as a limit that is lifted', () => {
  const strong = known([said('pilot_agreed'), said('budget_confirmed'), said('decision_maker')]);
  const cited = { noteId: twoCalls[1]?.id ?? '', day: '2026-11-17', quote: 'they went with Fixwell' };
  const scale = { rubric, asOf };
  const lost = { ...scoreOn({ ...strong, outcomeSaid: { words: 'lost', cited } }, scale), ...trend };
  const back = { ...scoreOn(strong, scale), ...trend };
  expect(partsOf(lost, back, 'note')).toEqual([
    { label: 'Limit of 10 lifted', points: back.value - rubric.said_lost_at_most },
  ]);
});

test('a lost deal that is opened again gains what it gains, under that name', () => {
  const lost = { ...scored([said('pain')], [callOn('2026-11-03', { outcome: 'lost' })]), ...trend };
  const open = { ...scored([said('pain')]), ...trend };
  expect(partsOf(lost, open, 'note')).toEqual([{ label: 'Open again', points: open.value - lost.value }]);
});
