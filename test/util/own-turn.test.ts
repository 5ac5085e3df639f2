import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ownTurn } from '../../src/util/own-turn.ts';

test('of all that waits for a turn of the loop each gets one of its own, in order', async () => {
  const done: number[] = [];
  for (const one of [1, 2, 3]) void ownTurn().then(() => done.push(one));
  let before = 0;
  while (done.length < 3) {
    await nextTurn();
    expect(done.length - before).toBeLessThanOrEqual(1);
    before = done.length;
  }
  expect(done).toEqual([1, 2, 3]);
});
