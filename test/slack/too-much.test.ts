import { afterEach, beforeEach, expect, test } from 'vitest';
import { logNewPerson, optionFor, personIn, type Someone } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld({ transport: 'http' });
  me = personIn(world, ava, 20_000);
  await logNewPerson(me, { name: 'Amit Rao', company: 'Rentfield', text: 'He asked for a second quote.' });
  await expect.poll(inHand).toBe(0);
});
afterEach(() => world.close());

const most = 100;
const tooMuch = 'Too much is going on right now, so this was not looked up. Try again in a minute.';

/** What the process works on, as its figures tell. */
async function inHand(): Promise<number> {
  return Number(/queue_depth{queue="asked for"} (\d+)/.exec(await world.figures())?.[1]);
}

const told = (words: string) => me.texts().filter((text) => text.includes(words)).length;

const typeMany = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) => world.hand.runCommand(ava, me.dm, `/brief Nobody ${index}`)),
  );

test('with memory hung, many commands are each answered and no more are worked on than the most; then all works as before', async () => {
  world.memory.faults.set({ kind: 'hang' });
  const outcomes = await typeMany(most + 40);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  expect(await inHand()).toBe(most);
  expect(told(tooMuch)).toBe(40);
  expect(await world.figures()).toMatch(/refused_total{what="command",team="T0SANDBOX1"} 40/);

  world.memory.faults.set(undefined);
  await expect.poll(inHand, { timeout: 25_000 }).toBe(0);
  expect(told('Nothing on') + told('has not answered') + told(tooMuch)).toBe(most + 40);
  await me.type('/brief Amit');
  await me.sees('Last call');
}, 60_000);

test('what was typed goes back with the refusal, and may be typed again at once', async () => {
  world.memory.faults.set({ kind: 'hang' });
  await typeMany(most);
  await me.type('/log Amit: they want 20 seats in March');
  await me.sees('so the form was not opened');
  expect(me.texts().at(-1)).toContain('/log Amit: they want 20 seats in March');
  await me.type('/brief Amit');
  await me.type('/brief Amit');
  expect(told(tooMuch)).toBe(2);
  world.memory.faults.set(undefined);
  await expect.poll(inHand, { timeout: 25_000 }).toBe(0);
  await me.type('/brief Amit');
  await me.sees('Last call');
}, 60_000);

test('a form that is sent while too much is going on is taken, and its note is kept', async () => {
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'Amit Rao · Rentfield', 'amit');
  world.memory.faults.set({ kind: 'hang' });
  await typeMany(most + 20);
  await me.submit({ log_who: who, log_text_0: 'Kept, whatever else goes on.' });
  expect(told(tooMuch)).toBeGreaterThan(0);
  world.memory.faults.set(undefined);
  await expect.poll(async () => (await storedNotes(world)).length, { timeout: 40_000 }).toBe(2);
}, 60_000);
