import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTokenBook } from '../../src/brief/model/token-book.ts';
import { stateInMemory } from './memory-stand-in.ts';

const spent = (prompt: number, answer = 0) => ({ prompt, cached: 0, answer });

test('tokens are told of today and of the month, of every process, also of those that are gone', async () => {
  const state = stateInMemory();
  let at = new Date('2026-11-29T20:00:00Z');
  const start = () => createTokenBook({ state, newId: randomUUID, zone: 'Europe/Stockholm', now: () => at });
  const [one, other] = [start(), start()];
  one.add(spent(1_000, 200));
  other.add(spent(300));
  await Promise.all([one.write(), other.write()]);
  one.add(spent(50));
  expect(await one.totals()).toEqual({ today: 1_550, month: 1_550 });
  expect(await start().totals()).toEqual({ today: 1_500, month: 1_500 });
  at = new Date('2026-11-29T23:30:00Z');
  one.add(spent(7));
  expect(await one.totals()).toEqual({ today: 7, month: 1_557 });
  await one.write();
  at = new Date('2026-12-01T09:00:00Z');
  expect(await one.totals()).toEqual({ today: 0, month: 0 });
  one.add(spent(9));
  await one.write();
  expect(await start().totals()).toEqual({ today: 9, month: 9 });
  expect(await state.list('kind:tokens')).toHaveLength(1);
});

test('what could not be written is written the next time, and nothing is written for nothing', async () => {
  const state = stateInMemory();
  let [writes, isAway] = [0, true];
  const put: typeof state.put = async (record) => {
    writes += 1;
    if (isAway) throw new Error('away');
    await state.put(record);
  };
  const now = () => new Date('2026-11-29T20:00:00Z');
  const book = createTokenBook({ state: { ...state, put }, newId: randomUUID, zone: 'UTC', now });
  await book.write();
  expect(writes).toBe(0);
  book.add(spent(5));
  await expect(book.write()).rejects.toThrow('away');
  isAway = false;
  await book.write();
  await book.write();
  expect(writes).toBe(2);
  expect((await book.totals()).month).toBe(5);
});
