import { expect, test } from 'vitest';
import type { KeptComparison, KeptReading } from '../../src/brief/reading/reading-record.ts';
import { team, versionOf, viewOf } from '../../src/brief/reading/reading-store.ts';
import { note } from './reading-world.ts';

const earlier = note({ id: 'note-1', day: '2026-03-01', visibility: 'team' });
const later = note({ id: 'note-2', day: '2026-03-05', visibility: 'team' });
const of = (one: typeof later, audience: string) => ({
  ...{ edition: 'e1', version: versionOf(one), audience, isWhole: true },
});

const readings = [earlier, later].map((one): KeptReading => {
  const nothing = { signals: [], changes: [], outcome: null, leftOut: [], against: [], checkingUntil: null };
  return {
    ...of(one, team),
    ...{ id: `reading-${one.id}`, note: one, turn: 0, reading: { noteId: one.id, ...nothing } },
  };
});

function compared(audience: string): KeptComparison {
  const comparison = { noteId: later.id, changes: [], against: [] };
  return { ...of(later, audience), id: `comparison-${audience}`, comparison, raisers: [earlier.id] };
}

test('what two shared notes came to beside each other counts as the team has it, never as it was made for one person', () => {
  const kept = { readings, comparisons: [compared('UANN'), compared(team)] };
  const { compared: counts } = viewOf([earlier, later], kept, 'e1');
  expect(counts.map(({ id }) => id)).toEqual([`comparison-${team}`]);
});

test('what two notes came to beside each other is nothing for who may not see both', () => {
  const kept = { readings, comparisons: [compared(team)] };
  expect(viewOf([later], kept, 'e1').compared).toEqual([]);
  expect(viewOf([earlier, later], kept, 'e1').compared).toHaveLength(1);
});
