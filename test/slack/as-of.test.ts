import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayName } from '../../src/util/calendar.ts';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, sales, type World } from '../support/world.ts';
import { move, save } from './people-hands.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const then = daysAgo(25);
const saidThen = `As of ${dayName(then, '')}`;
const asked = () => world.model.log.filter(({ path }) => path.includes('completions')).length;

/** Two notes by then and two since: one settles the worry, one brings in Lea. */
function deal() {
  return storeRead(world, [
    call({ day: daysAgo(40), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(30), text: 'They agreed to a pilot with 20 seats.' }),
    call({ day: daysAgo(10), text: 'The migration timeline is fine now, she said. Send the contract.' }),
    call({
      day: daysAgo(2),
      name: 'Lea Brandt',
      text: 'Lea Brandt, their CFO, signed off 70K. Also looking at Gong.',
    }),
  ]);
}

const later = /Lea|fine now|70K|Gong|4 notes/;

test('a brief of a past day says so first, counts the notes of then and shows nothing that came later', async () => {
  await deal();
  await me.type(`/brief Priya as of ${then}`);
  const card = await me.sees('The move then');
  const told = textOf(card);
  expect(textOf(card.blocks?.[0])).toBe(`${saidThen} · Priya Sharma · Rentfield`);
  expect(card.text).toMatch(new RegExp(`^${saidThen} · Priya Sharma · Rentfield, \\d+ .*The move then: `));
  expect(told).toContain('5 days before');
  expect(told).toContain('2 notes');
  expect(told).not.toMatch(later);
  expect(JSON.stringify(card.blocks)).not.toContain('brief_log_call');
  for (const [button, title] of [
    ['brief_why', saidThen],
    ['brief_more', saidThen],
    ['brief_notes', `${saidThen}: later notes are left out`],
  ] as const) {
    await me.press(button);
    await me.seesModal(title);
    expect(me.modalText()).not.toMatch(later);
    expect(me.modalText()).not.toContain('since that card');
  }
  // Nor is it the last brief that the next one is held against.
  await me.type('/brief Priya');
  expect(textOf(await me.sees('Do next'))).not.toContain('Since ');
});

test('a card of a past day follows when what it rests on is read', async () => {
  world.model.faults.set({ kind: 'slow', ms: 1_500 });
  await store(world, [
    call({ day: daysAgo(40), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(30), text: 'They agreed to a pilot with 20 seats.' }),
    call({ day: daysAgo(2), text: 'Also looking at Gong.' }),
  ]);
  await me.type(`/brief Priya as of ${then}`);
  await me.sees('2 of 2 notes not read yet');
  const card = await me.sees('Why ');
  expect(textOf(card)).toContain('nervous about the migration timeline');
  expect(textOf(card)).not.toMatch(/Gong|not read yet/);
});

test('no model is asked again for a past day of notes that were read', async () => {
  await deal();
  await me.type('/brief Priya');
  await me.sees('Log a call');
  const before = asked();
  await me.type(`/brief Priya as of ${then}`);
  await me.sees(saidThen);
  await me.press('brief_more');
  await me.seesModal(saidThen);
  expect(asked()).toBe(before);
});

test('the move of a past day comes from its facts, and a closed worry is open on it', async () => {
  await deal();
  await me.type(`/brief Priya as of ${then}`);
  const told = textOf(await me.sees('The move then'));
  expect(told).toMatch(/nervous about the migration timeline/);
});

test('several of one name, a slip of the pen and the list carry the day on', async () => {
  await deal();
  await store(world, [
    call({ name: 'Priya Raman', company: 'Northhaul', day: daysAgo(40), text: 'Lorries in Gdansk.' }),
  ]);
  await me.type(`/brief Priya as of ${then}`);
  await me.sees('people match Priya');
  await me.press('brief_choice_0');
  await me.sees(saidThen);
  await me.type(`/brief Priya Shrama as of ${then}`);
  await me.sees('Did you mean');
  await me.press('brief_choice_0');
  await me.sees(`${saidThen} · Priya Sharma`);
  await me.type(`/brief as of ${then}`, sales);
  const list = await me.sees('Who is the call with?', sales);
  const target = { channel: sales, ts: list.ts };
  const { options } = await world.hand.suggest(ava, target, { actionId: 'brief_pick', query: 'raman' });
  await world.hand.choose(ava, target, { actionId: 'brief_pick', value: options[0]?.value ?? '' });
  await me.sees(`${saidThen} · Priya Raman`, sales);
});

test('a past day still offers the company where somebody was then, though they have moved since', async () => {
  await deal();
  await store(world, [call({ company: 'Fleetline', day: daysAgo(30), text: 'She knows them well.' })]);
  await move(me, 'Priya Sharma Rentfield', 'Fleetline');
  await save(me);
  await me.type('/brief Priya');
  await me.sees('You knew them at Rentfield');
  await me.type(`/brief Priya as of ${then}`);
  const choice = await me.sees('Two people match Priya');
  expect(textOf(choice)).toMatch(/Priya Sharma · Rentfield · /);
});

test('a brief of a past day kept in the DM stays of that day', async () => {
  await deal();
  await me.type(`/brief Rentfield as of ${then}`, sales);
  await me.sees(saidThen, sales);
  await me.press('brief_keep', sales);
  expect(textOf(await me.sees(saidThen))).not.toMatch(later);
});

test('a card of a past day is drawn again when a note of then is gone, and not for a later one', async () => {
  const [first, , third] = await deal();
  await me.type(`/brief Rentfield as of ${then}`);
  await me.sees(saidThen);
  await me.type(`/timeline Rentfield`);
  await me.seesModal('newest call first');
  await me.pressInModal('timeline_delete', third?.id);
  await me.seesModal('Deleted');
  await me.press('brief_more');
  await me.seesModal(saidThen);
  expect(me.modalText()).not.toContain('since that card');
  await me.type(`/timeline Rentfield`);
  await me.seesModal('newest call first');
  await me.pressInModal('timeline_delete', first?.id);
  await me.seesModal('Deleted');
  await me.press('brief_notes');
  await me.seesModal('since that card');
  await me.sees('1 note,');
});

test('a day ahead, no day at all and a day before the first note are told in one sentence each', async () => {
  await deal();
  await me.type('/brief Priya as of tomorrow');
  await me.sees('has not come yet. Try /brief Priya as of 1 May, or as of 2026-05-01.');
  await me.type('/brief Priya as of soonish');
  await me.sees('“as of soonish” names no day. Try /brief Priya as of 1 May, or as of 2026-05-01.');
  await me.type('/brief Priya as of');
  await me.sees('“as of” names no day.');
  await me.type(`/brief Priya as of ${daysAgo(41)}`);
  await me.sees(
    `There was no note on this by ${dayName(daysAgo(41), '')}: the first is of ${dayName(daysAgo(40), '')}.`,
  );
});

test('today is no past day, and a name that has “as of” in it stays a name', async () => {
  const company = 'Best as of Friday';
  await store(world, [
    call({ name: 'Otto Lang', company, day: daysAgo(20) }),
    call({ name: 'Otto Lang', company }),
  ]);
  await me.type('/brief Otto as of today');
  expect(textOf(await me.sees('Last call'))).not.toContain('As of');
  await me.type('/brief Best as of Friday', sales);
  expect(textOf(await me.sees('Last call', sales))).toContain('2 notes');
  await me.type(`/brief Best as of Friday as of ${daysAgo(15)}`);
  expect(textOf(await me.sees('As of'))).toContain('1 note');
});

test('“yesterday” is counted in the zone of who asks', async () => {
  await world.close();
  // Half past midnight on the 18th in Stockholm, the 17th in UTC.
  world = await createWorld({
    now: () => new Date('2026-11-17T23:30:00Z'),
    env: { DEFAULT_TIMEZONE: 'UTC' },
  });
  me = personIn(world, ava);
  await store(world, [call({ day: '2026-11-10' }), call({ day: '2026-11-17' }), call({ day: '2026-11-18' })]);
  await me.type('/brief Priya as of yesterday');
  expect(textOf(await me.sees('As of 17 Nov 2026'))).toContain('2 notes');
});
