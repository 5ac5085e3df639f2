import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextSlot } from '../../src/digest/schedule.ts';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { optionFor, personIn, type Someone } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
let offsetMs = 0;
let beats: (() => void)[] = [];
const beat = () => {
  for (const work of beats) work();
};
beforeEach(async () => {
  offsetMs = 0;
  beats = [];
  world = await createWorld({
    now: () => new Date(Date.now() + offsetMs),
    every(_ms, work) {
      beats.push(work);
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
  await expect.poll(asked).toBe(true);
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
  await untilMemoryHolds('t0sandbox1/memories/list', () => {
    order ??= me.type('/timeline Priya');
  });
  await order;
  expect(await world.stopBot()).toBe(0);
  expect(me.modalText()).toContain('1 note, newest call first');
});

test('a stop writes down what the models have cost', async () => {
  await me.type('/brief Priya');
  await expect.poll(() => world.figures()).toMatch(/readings_total{team="T0SANDBOX1"} [1-9]/);
  expect(await world.stopBot()).toBe(0);
  const [book] = await hindsightOf(world).state.list('kind:tokens');
  expect(JSON.stringify(book?.data)).toMatch(/"\d{4}-\d{2}-\d{2}":[1-9]/);
});

test.each([
  ['refuses', { kind: 'refuse' }],
  ['is not available', { kind: 'unavailable' }],
  ['hangs', { kind: 'hang' }],
] as const)(
  'what would be tried again when the bot stops while memory %s is left with a button, in the DM as in the form',
  async (_, fault) => {
    const words = 'She wants a second quote.';
    await me.type('/log');
    await me.seesModal('What happened');
    const values = { log_who: await optionFor(me, 'Priya Sharma · Rentfield', 'priya'), log_text_0: words };
    world.memory.faults.set({ ...fault, on: '-t0sandbox1/memories' });
    await me.submit(values);
    await me.sees('will be tried again');
    await me.seesModal('will be tried again');
    expect(await world.stopBot()).toBe(0);
    expect(me.texts().join()).toContain('whole: press Try again when memory is back');
    expect(me.modalText()).toContain('whole: press Save again when memory is back');
    expect(me.modalText()).toContain(words);
    expect(me.all()).not.toContain('will be tried again');
    world.memory.faults.set(undefined);
    await world.restartBot();
    await me.press('log_try_again');
    await me.sees('Saved on Priya Sharma');
    expect(await storedNotes(world)).toHaveLength(2);
  },
);
