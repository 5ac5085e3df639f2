import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayName } from '../../src/util/calendar.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

test('a matter that was asked for stands before what to do, however old it is', async () => {
  await store(world, [
    call({ day: daysAgo(90), text: 'Their licence audit takes until spring.' }),
    call({ day: daysAgo(10), text: 'Good call, she wants a pilot with 20 seats.' }),
    call({ day: daysAgo(2), text: 'They agreed to a pilot with 20 seats.' }),
  ]);
  await me.type('/brief Priya about the licence audit');
  const text = textOf(await me.sees('On the licence audit'));
  expect(text).toContain('licence audit takes until spring');
  expect(text.indexOf('*On the licence audit*')).toBeLessThan(text.indexOf('*Do next*'));
});

test('a matter and a past day go together, in either order', async () => {
  await store(world, [
    call({ day: daysAgo(30), text: 'The audit worries her.' }),
    call({ day: daysAgo(20), text: 'We spoke of other things.' }),
    call({ day: daysAgo(2), text: 'The audit is behind them.' }),
  ]);
  const then = daysAgo(15);
  for (const typed of [`about audit as of ${then}`, `as of ${then} about audit`]) {
    const before = me.texts().length;
    await me.type(`/brief Priya ${typed}`);
    await expect.poll(() => me.texts().slice(before).join()).toContain('*On audit*');
    const text = me.texts().at(-1);
    expect(text).toContain(`As of ${dayName(then, '')}`);
    expect(text).toContain('The audit worries her');
    expect(text).not.toContain('behind them');
  }
});

test('a choice between two people carries the matter on, and a button of the card keeps it', async () => {
  await store(world, [
    call({ day: daysAgo(9), text: 'The audit worries her.' }),
    call({ day: daysAgo(5), text: 'We spoke of other things.' }),
    call({ name: 'Priya Raman', company: 'Northhaul', day: daysAgo(4) }),
  ]);
  await me.type('/brief Priya about audit');
  await me.sees('Two people match');
  await me.press('brief_choice_1');
  expect(textOf(await me.sees('On audit'))).toContain('The audit worries her');
  await me.press('brief_more');
  await me.seesModal('On audit');
});

test('a company with “about” in its name stays a name', async () => {
  const company = 'About Yours';
  await store(world, [call({ name: 'Otto Lang', company, day: daysAgo(9), text: 'The price is fine.' })]);
  await me.type('/brief About Yours');
  expect(textOf(await me.sees('Last call'))).not.toContain('*On ');
  await me.type('/brief About Yours about price');
  expect(textOf(await me.sees('On price'))).toContain('The price is fine');
});

test('help shows how to ask about a matter', async () => {
  await me.type('/brief help');
  await me.sees('/brief Priya about price');
});
