import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInHand } from '../../src/util/in-hand.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Time goes on, and whatever is ready then happens. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

const calm = async () => undefined;

/** Works that end when they are told to, and which of them have begun. */
function works(count: number, whenCalm: () => Promise<void> = calm) {
  const inHand = createInHand({ most: 100, atOnce: 2, calm: whenCalm });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = Array.from({ length: count }, (_, index) =>
    inHand.inTurn(async () => {
      begun.push(index);
      await new Promise<void>((resolve) => {
        ends[index] = resolve;
      });
    }),
  );
  return { begun, end: (index: number) => ends[index]?.(), all };
}

test('few are started at once, and the next one in turn as one ends', async () => {
  const { begun, end } = works(4);
  await pass(0);
  expect(begun).toEqual([0, 1]);
  end(1);
  await pass(0);
  expect(begun).toEqual([0, 1, 2]);
});

test('one that waits for somebody else keeps the next ones waiting for a second, and its end starts no further one', async () => {
  const { begun, end } = works(6);
  await pass(0);
  await pass(999);
  expect(begun).toEqual([0, 1]);
  await pass(1);
  expect(begun).toEqual([0, 1, 2, 3]);
  end(0);
  end(1);
  await pass(0);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('what fails lets the next one begin and is told to whoever waits for it', async () => {
  const inHand = createInHand({ most: 100, atOnce: 1, calm });
  const failing = inHand.inTurn(() => Promise.reject(new Error('no')));
  const next = inHand.inTurn(async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('one that had to wait begins when there is time for it, the first ones at once', async () => {
  let calmDown: () => void = () => undefined;
  const { begun, end } = works(3, () => new Promise<void>((resolve) => (calmDown = resolve)));
  await pass(0);
  expect(begun).toEqual([0, 1]);
  end(0);
  await pass(0);
  expect(begun).toEqual([0, 1]);
  calmDown();
  await pass(0);
  expect(begun).toEqual([0, 1, 2]);
});

test('it is full with one more than the most, and has room again as one ends, failed or not', async () => {
  const inHand = createInHand({ most: 2, atOnce: 1, calm });
  const ends: (() => void)[] = [];
  const hold = () =>
    inHand.hold(
      new Promise<void>((_, reject) => {
        ends.push(() => reject(new Error('no')));
      }),
    );
  const held = [hold(), hold()].map((one) => one.catch(() => undefined));
  expect([inHand.count(), inHand.isFull()]).toEqual([2, false]);
  held.push(hold().catch(() => undefined));
  expect([inHand.count(), inHand.isFull()]).toEqual([3, true]);
  for (const end of ends) end();
  await Promise.all(held);
  expect([inHand.count(), inHand.isFull()]).toEqual([0, false]);
});
