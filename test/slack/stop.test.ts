import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/schedule.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
let offsetMs = 0;
let beat: () => void = () => undefined;
beforeEach(async () => {
  offsetMs = 0;
  world = await createWorld({
    now: () => new Date(Date.now() + offsetMs),
    every(_ms, work) {
      beat = work;
      return () => undefined;
    },
  });
  me = personIn(world, ava);
  await store(world, [call({ day: daysAgo(9), text: 'I promised her the ROI sheet by Friday.' })]);
});
afterEach(() => world.close());

/** Memory takes a second over the next request for this, which is then in its hands. */
async function untilMemoryHolds(on: string, begin: () => void): Promise<void> {
  world.memory.faults.set({ kind: 'delay', ms: 1_000, on, times: 1 });
  const isHeld = ({ path, status }: { path: string; status: number | null }) =>
    status === null && path.includes(on);
  const asked = () => {
    begin();
    return world.memory.faults.requests().some(isHeld);
  };
  await expect.poll(asked, { timeout: 5_000 }).toBe(true);
}

test('a stop waits for the digest under way', async () => {
  const monday = nextSlot({ day: 'monday', time: '08:00' }, 'Europe/Stockholm', new Date()).at;
  offsetMs = monday.getTime() - Date.now();
  await untilMemoryHolds('-intent', beat);
  expect(await world.stopBot()).toBe(0);
  expect(me.texts().filter((text) => text.includes('Your week · '))).toHaveLength(1);
});

test('a stop waits for what somebody asked for', async () => {
  let order: Promise<unknown> | undefined;
  await untilMemoryHolds('note-', () => {
    order ??= me.type('/timeline Priya');
  });
  await order;
  expect(await world.stopBot()).toBe(0);
  expect(me.modalText()).toContain('1 note, newest call first');
});
