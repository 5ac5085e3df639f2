import { expect, test } from 'vitest';
import { createTokenAccount, type Order } from '../../src/brief/model/token-account.ts';

const hourMs = 3_600_000;

function account(tokensPerDay = 10_000) {
  let at = Date.parse('2026-11-23T00:20:00Z');
  const made = createTokenAccount({ tokensPerMinute: 6_000, tokensPerDay, now: () => new Date(at) });
  return {
    ...made,
    pass(ms: number) {
      at += ms;
    },
  };
}

const order = (tokens: number, more: Partial<Order> = {}): Order => ({
  ...{ tokens, rank: 0, person: null, leaves: { minute: 0, day: 0 } },
  ...more,
});

test('what was spent in an hour comes back when all of that hour is a day ago, and not an hour before', async () => {
  const { spend, roomIn, spentBy, pass } = account();
  await spend(order(6_000, { person: 'UANN' }));
  pass(hourMs);
  await spend(order(4_000));
  // Until 01:00 of the next day.
  expect(await roomIn(order(5_000))).toBe(23 * hourMs + 40 * 60_000);
  pass(23 * hourMs + 39 * 60_000);
  expect([await roomIn(order(5_000)), await spentBy('UANN')]).toEqual([60_000, 6_000]);
  pass(60_000);
  expect([await roomIn(order(5_000)), await spentBy('UANN')]).toEqual([0, 0]);
});

test('a provider that wants nothing for a while is not asked sooner since it says a shorter time later', async () => {
  const { hold, roomIn, pass } = account();
  await hold(7_000);
  await hold(1_000);
  expect(await roomIn(order(10))).toBe(7_000);
  pass(5_000);
  await hold(4_000);
  expect(await roomIn(order(10))).toBe(4_000);
});

test('what goes back is never more than a minute holds', async () => {
  const { correct, roomIn } = account(Number.POSITIVE_INFINITY);
  await correct(-4_000, null);
  expect(await roomIn(order(6_000))).toBe(0);
  expect(await roomIn(order(6_001))).toBeGreaterThan(0);
});
