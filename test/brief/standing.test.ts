import { expect, test } from 'vitest';
import { owedIn } from '../../src/brief/reading/standing.ts';
import { readingsFor } from './by-hand.ts';
import { ended, note, signal } from './support.ts';

/** Kinds of what a note of that day is held against, where both were settled on 10 September. */
function heldAgainst(day: string): readonly string[] {
  const [raised, settled, newest] = ['2026-09-01', '2026-09-10', day].map((on) => note({ day: on }));
  if (!raised || !settled || !newest) throw new RangeError('three notes');
  const notes = [raised, settled, newest];
  const signals = ['objection', 'pain'].map((kind) =>
    ended(signal(kind, raised.day), settled.day, 'settled'),
  );
  const view = { notes, readings: readingsFor(notes, signals), comparisons: [] };
  return (owedIn(view).standing.get(newest.id) ?? []).map(({ kind }) => kind);
}

test('a worry that was settled may be back for sixty days, what was no trouble is over at once', () => {
  expect(heldAgainst('2026-11-09')).toEqual(['objection']);
  expect(heldAgainst('2026-11-10')).toEqual([]);
});
