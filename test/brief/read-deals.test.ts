import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createReadDeals, isReadEnough } from '../../src/brief/reading/read-deals.ts';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Correction } from '../../src/brief/signals/signal.ts';
import { readingOf, readingsFor } from './by-hand.ts';
import { deal, note, rubric, signal } from './support.ts';

const notes = [note({ day: '2026-11-17' }), note({ day: '2026-11-03' })];
const worry = signal('objection', '2026-11-17', { text: 'Migration timeline' });
const pilot = signal('pilot_agreed', '2026-11-17', { dueOn: '2026-11-23' });
const isOver: Correction = {
  ...{ id: 'ruling-1', deal: deal.key, signal: refOf(worry), says: 'not_true', reason: '', by: 'U1' },
  ...{ day: '2026-11-23', at: '2026-11-23T10:00:00.000Z' },
};

/** The same readings, handed out as the same object as long as they are the same; until when a witness is waited for. */
function dealsAt(start: string, checkingUntil: string | null = null) {
  let at = new Date(start);
  const corrections: Correction[] = [];
  const kept = {
    readings: readingsFor(notes, [worry, pilot]).map((one) =>
      readingOf({ id: one.noteId }, { ...one, checkingUntil }),
    ),
    comparisons: [],
    uncompared: new Set<string>(),
  };
  const deals = createReadDeals({
    readings: { of: async (all) => all.map(() => kept) },
    corrections: { on: async () => [...corrections] },
    ...{ rubric, zone: 'UTC', now: () => at },
  });
  return {
    look: () => deals.of(notes),
    lookAtMany: (count: number) => deals.ofMany(Array.from({ length: count }, () => notes)),
    say: (one: Correction) => void corrections.push(one),
    passTo: (time: string) => {
      at = new Date(time);
    },
  };
}

test('a deal has a score with a third of its notes unread, and none with more or with the newest', () => {
  const of = (...ids: readonly string[]) => ids.map((id) => ({ id }));
  expect(isReadEnough(of('a', 'b', 'c'), new Set('c'))).toBe(true);
  expect(isReadEnough(of('a', 'b', 'c', 'd', 'e'), new Set('de'))).toBe(false);
  expect(isReadEnough(of('a', 'b', 'c'), new Set('a'))).toBe(false);
});

test('a deal of which nothing has changed is worked out once', async () => {
  const { look, passTo } = dealsAt('2026-11-23T09:00:00Z');
  const before = await look();
  passTo('2026-11-23T23:00:00Z');
  expect(await look()).toBe(before);
});

test('a deal that was looked at before knows what somebody has said of it since', async () => {
  const { look, say } = dealsAt('2026-11-23T09:00:00Z');
  const open = async () =>
    (await look()).history.on('2026-11-23').signals.filter(({ closedBy }) => closedBy === null);
  expect(await open()).toHaveLength(2);
  say(isOver);
  expect((await open()).map(({ kind }) => kind)).toEqual(['pilot_agreed']);
});

test('a deal that was looked at yesterday is scored by today', async () => {
  const { look, passTo } = dealsAt('2026-11-23T09:00:00Z');
  const before = await look();
  expect(before.asOf).toBe('2026-11-23');
  passTo('2026-12-20T09:00:00Z');
  const later = await look();
  expect(later.asOf).toBe('2026-12-20');
  expect(later.score?.value).toBeLessThan(before.score?.value ?? 0);
});

test('a deal that was looked at while a witness was awaited counts in full once it was waited for long enough', async () => {
  const { look, passTo } = dealsAt('2026-11-23T09:00:00Z', '2026-11-23T09:00:30.000Z');
  const stage = async () => (await look()).score?.factors[0]?.label;
  expect(await stage()).toBe('Stage: in touch');
  passTo('2026-11-23T09:01:00Z');
  expect(await stage()).toBe('Stage: pilot agreed');
});

test('between two of many deals the process looks at what else came in', async () => {
  const { lookAtMany } = dealsAt('2026-11-23T09:00:00Z');
  let turns = 0;
  let isOver = false;
  const others = async () => {
    for (; !isOver; turns += 1) await setImmediate();
  };
  const counting = others();
  await lookAtMany(40);
  isOver = true;
  await counting;
  expect(turns).toBeGreaterThan(30);
});
