import { expect, test } from 'vitest';
import { createCalm } from '../../src/util/calm.ts';

/** How busy the loop was at each look, the last for ever; how often was looked. */
function loopThatIs(...parts: readonly number[]) {
  let looks = 0;
  const calm = createCalm(async () => {
    looks += 1;
    return parts[Math.min(looks, parts.length) - 1] ?? 0;
  });
  return { calm, looks: () => looks };
}

test('what can wait goes on at the first look at which the loop had time to spare', async () => {
  const { calm, looks } = loopThatIs(0.9, 0.41, 0.4);
  await calm();
  expect(looks()).toBe(3);
});

test('in a process that is always busy it goes on all the same, after ten looks', async () => {
  const { calm, looks } = loopThatIs(1);
  await calm();
  expect(looks()).toBe(10);
});

test('of two that wait the second looks anew when the first went on', async () => {
  const { calm, looks } = loopThatIs(0.9, 0.1, 0.9, 0.1);
  await Promise.all([calm(), calm()]);
  expect(looks()).toBe(4);
});

test('a process with nothing to do is calm', async () => {
  await expect(createCalm()()).resolves.toBeUndefined();
});
