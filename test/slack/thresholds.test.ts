import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays } from '../../src/util/calendar.ts';
import { call, store, storeRead, storeSilent } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

const today = '2026-11-23';
let world: World;
let me: Someone;
let laterDays = 0;
beforeEach(async () => {
  laterDays = 0;
  world = await createWorld({ now: () => new Date(`${addDays(today, laterDays)}T09:00:00Z`) });
  me = personIn(world, ava);
});
afterEach(() => world.close());

/** A call that reached somebody so many days ago. */
const spoke = (name: string, daysBack: number) => {
  const day = addDays(today, -daysBack);
  const note = call({ name, company: `${name} Ltd`, day, text: 'We spoke of seats.' });
  return { ...note, loggedAt: `${day}T15:00:00.000Z` };
};

async function briefOn(name: string): Promise<string> {
  await me.type(`/brief ${name}`);
  return textOf(await me.sees(`${name} · `));
}

/** The newest week, once it is drawn. */
async function week(): Promise<string> {
  const weeks = () => me.texts().filter((text) => text.includes('Your week · '));
  const before = weeks().length;
  await me.type('/digest now');
  await world.slack.waitFor(() => weeks().length > before || undefined);
  return weeks().at(-1) ?? '';
}

test('a deal is at risk on the very day that completes three weeks without contact, and not the day before', async () => {
  await storeRead(world, [spoke('Ann', 27), spoke('Ann', 21), spoke('Bob', 27), spoke('Bob', 20)]);
  expect(await briefOn('Ann')).toContain('*At risk*: no contact for 21 days');
  const dayBefore = await briefOn('Bob');
  expect(dayBefore).toContain('20 days ago');
  expect(dayBefore).not.toContain('At risk');
});

test('a deal is at risk on the day that completes four weeks in which no need was told, and not the day before', async () => {
  await storeRead(world, [spoke('Ann', 28), spoke('Ann', 2), spoke('Bob', 27), spoke('Bob', 2)]);
  expect(await briefOn('Ann')).toContain('*At risk*: no need told in 28 days');
  expect(await briefOn('Bob')).not.toContain('At risk');
});

test('ten days of silence cost nothing and each after that half a point, so that the twelfth shows', async () => {
  await storeRead(world, [spoke('Ann', 14), spoke('Ann', 11), spoke('Bob', 14), spoke('Bob', 12)]);
  expect(await briefOn('Ann')).toContain('*18 Cold*');
  expect(await briefOn('Bob')).toContain('*17 Cold*');
});

test('a week calls a deal silent on the fourteenth day, and a call unanswered on the fifth', async () => {
  const missed = (name: string, daysBack: number) => ({
    ...spoke(name, daysBack),
    outcome: 'no_answer' as const,
    text: 'Rang in vain.',
  });
  await storeRead(world, [spoke('Ann', 13), spoke('Bob', 14)]);
  await storeRead(world, [spoke('Cleo', 9), missed('Cleo', 4), spoke('Dan', 9), missed('Dan', 5)]);
  const told = (await week()).toLowerCase();
  expect(told).toContain('2 now · 2 this week · 0 on track');
  expect(told).toContain('nothing logged for 14 days');
  expect(told).toContain('no answer for 5 days');
});

test.each([
  ['We meet again, she will say when.', 1],
  ['Reden wir bald weiter.', 6],
  ['Next: their side.', 9],
])(
  'a step that its author chose is denied nowhere, though nothing was read of it: %s',
  async (text, days) => {
    const agreed = { ...spoke('Ann', days), outcome: 'next_step' as const, text };
    await storeSilent(world, [spoke('Ann', 12), agreed]);
    await world.hand.openHome(ava);
    const told = [await briefOn('Ann'), await week(), await seesHome(world, ava, 'next step agreed on')];
    for (const shown of told) {
      expect(shown).not.toMatch(/no step agreed|agree a next step/i);
      expect(shown).toMatch(/step agreed (?:with Ann )?on \d+ Nov/);
    }
  },
);

test('what one of many notes may say that nobody has read yet is not missed in it', async () => {
  const notes = [30, 9, 6].map((days) => spoke('Ann', days));
  await storeSilent(world, notes);
  await store(world, [
    { ...spoke('Ann', 8), outcome: 'note' as const, text: 'Scanned letter, see the drive.' },
  ]);
  await world.hand.openHome(ava);
  const told = [await briefOn('Ann'), await week(), await seesHome(world, ava, 'not read yet')];
  for (const shown of told) {
    expect(shown).not.toMatch(/no step agreed|agree a next step|no need told|not known yet/i);
    expect(shown).toContain('not read yet');
  }
});

test.each(['She likes it.', 'Lunch.', '要件を聞いた。'])(
  'one note alone is nobody’s failure: %s',
  async (text) => {
    await storeSilent(world, [{ ...spoke('Ann', 3), text }]);
    await world.hand.openHome(ava);
    const home = await seesHome(world, ava, 'one note so far');
    await me.type('/pipeline');
    const pipeline = textOf(await me.sees('Pipeline'));
    expect(pipeline).toContain('Too new: 1');
    const told = [await briefOn('Ann'), await week(), home, pipeline].join('\n');
    expect(told).not.toMatch(/did not answer|could not|failed|busy|went wrong/i);
  },
);

test('a snoozed deal sleeps up to the day it is snoozed until, and is back on its morning', async () => {
  await storeRead(world, [spoke('Ann', 30)]);
  await week();
  const holder = await me.sees('Your week · ');
  const block = holder.blocks?.find((one) => one.block_id?.startsWith('line:'));
  const line = { actionId: 'digest_line', blockId: block?.block_id, value: 'snooze' };
  await world.hand.choose(ava, { channel: me.dm, ts: holder.ts }, line);
  await me.sees('Snoozed until Thu 26 Nov.');
  laterDays = 2;
  expect(await week()).toContain('0 now · 0 this week · 1 on track');
  laterDays = 3;
  expect(await week()).toContain('1 now · 0 this week · 0 on track');
});
