import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createOwners } from '../../src/digest/deal-flags.ts';
import { nextSlot } from '../../src/digest/schedule.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import { call, daysAgo, hindsightOf, storeRead } from '../support/filled.ts';
import { personIn, textOf } from '../support/person.ts';
import { ava, ben, createWorld, guest, type World } from '../support/world.ts';

const zone = 'Europe/Stockholm';
const minuteMs = 60_000;
const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** A world whose clock is moved by the test, and whose scheduler beats when it is told to. */
async function clockworkWorld(env: Readonly<Record<string, string>> = {}) {
  let offsetMs = 0;
  const works: (() => void)[] = [];
  const beat = () => {
    for (const work of works) work();
  };
  const now = () => new Date(Date.now() + offsetMs);
  const world = await createWorld({
    now,
    env,
    every(_ms, work) {
      works.push(work);
      return () => undefined;
    },
  });
  worlds.push(world);
  const me = personIn(world, ava);
  const digests = () => me.texts().filter((text) => text.includes('Your week · '));
  const monday = nextSlot({ day: 'monday', time: '08:00' }, zone, new Date()).at;
  return {
    world,
    me,
    digests,
    /** So many minutes after the next Monday 08:00 of Ava's. */
    async mondayPlus(minutes: number) {
      offsetMs = monday.getTime() + minutes * minuteMs - Date.now();
      beat();
    },
    /** Long enough for a digest that should not come. */
    async quietly() {
      for (let round = 0; round < 6; round += 1) {
        beat();
        await pause(150);
      }
    },
  };
}

const overdue = () =>
  call({
    day: daysAgo(9),
    text: 'I promised her the ROI sheet by Friday. She is nervous about the migration.',
  });

test('Monday 08:00 brings one digest, and neither another minute nor a restart brings a second', async () => {
  const { world, me, digests, mondayPlus, quietly } = await clockworkWorld();
  await storeRead(world, [overdue(), call({ name: 'Amit Rao', company: 'Northhaul', day: daysAgo(40) })]);
  await mondayPlus(-1);
  await quietly();
  expect(digests()).toHaveLength(0);

  await mondayPlus(0);
  await me.sees('2 of 2 open deals considered');
  expect(digests()[0]).toContain('Priya Sharma');
  await quietly();
  await world.restartBot();
  await mondayPlus(90);
  await quietly();
  expect(digests()).toHaveLength(1);
});

test('a digest that is switched off does not come, and one command brings it back', async () => {
  const { world, me, digests, mondayPlus, quietly } = await clockworkWorld();
  await storeRead(world, [overdue()]);
  await me.type('/digest off');
  await me.sees('Your digest is off');
  await mondayPlus(1);
  await quietly();
  expect(digests()).toHaveLength(0);
  await me.type('/digest on');
  await me.sees('Your digest comes on Mondays at 08:00');
});

test('when the answer to a post is lost there is one digest, then one offer, and Show it shows the week', async () => {
  const { world, me, digests, mondayPlus, quietly } = await clockworkWorld();
  await storeRead(world, [overdue()]);
  world.slack.faults.loseResponse('chat.postMessage', 1);
  await mondayPlus(0);
  await me.sees('1 of 1 open deal considered');
  await quietly();
  expect(digests()).toHaveLength(1);

  await mondayPlus(20);
  await me.sees('Your Monday digest may not have arrived.');
  await quietly();
  expect(me.texts().filter((text) => text.includes('may not have arrived'))).toHaveLength(1);
  await me.press('digest_show');
  await world.slack.waitFor(() => digests().length === 2 || undefined);
  expect(me.texts().filter((text) => text.includes('may not have arrived'))).toHaveLength(0);
});

test('a digest missed while the bot was away is offered in the DM and on Home, not sent late', async () => {
  const { world, me, digests, mondayPlus, quietly } = await clockworkWorld();
  await storeRead(world, [overdue()]);
  await mondayPlus(5 * 60);
  await me.sees('Your Monday digest may not have arrived.');
  await quietly();
  await world.hand.openHome(me.user);
  const homeText = () => JSON.stringify(world.slack.look(me.user).home ?? '');
  await world.slack.waitFor(() => homeText().includes('may not have arrived') || undefined);
  expect(digests()).toHaveLength(0);
});

test('notes from before digests began make nobody miss one', async () => {
  const { world, me, quietly } = await clockworkWorld();
  const old = new Date(Date.now() - 30 * 86_400_000).toISOString();
  await storeRead(world, [{ ...overdue(), loggedAt: old }]);
  await quietly();
  expect(me.texts()).toEqual([]);
});

test('guests are never written to, whatever their notes', async () => {
  const { world, mondayPlus, quietly } = await clockworkWorld();
  await storeRead(world, [{ ...overdue(), author: guest }]);
  await mondayPlus(0);
  await quietly();
  expect(personIn(world, guest).texts()).toEqual([]);
});

test('what is shown on demand is what is sent, and the work shows while it goes on', async () => {
  const { world, me, mondayPlus } = await clockworkWorld();
  // More of them on track than are named in place: they follow in the thread.
  const many = Array.from({ length: 8 }, (_, index) =>
    call({
      ...{ name: `Person ${index}`, company: `Company ${index}`, day: daysAgo(index % 4) },
      text: index < 6 ? `We agreed a call on ${daysAgo(-20)}.` : 'She is nervous about the migration.',
    }),
  );
  await storeRead(world, many);
  await mondayPlus(0);
  await me.sees('8 of 8 open deals considered: 0 now · 2 this week · 6 on track');
  const posts = () => world.slack.log.named('chat.postMessage').length;
  const wholeWeeks = () => me.texts().filter((text) => /part (\d+) of \1\b/.test(text)).length;
  await world.slack.waitFor(() => wholeWeeks() === 1 || undefined);
  const [sent, before] = [me.texts(), posts()];
  await me.type('/digest now');
  await world.slack.waitFor(() => wholeWeeks() === 2 || undefined, 15_000);
  expect(me.texts().slice(sent.length)).toEqual(sent);
  expect(posts() - before).toBe(sent.length);
  const updates = world.slack.log.named('chat.update').map((one) => JSON.stringify(one));
  expect(updates.some((one) => one.includes('Read 8 people'))).toBe(true);
});

test('a wrong word gets the right form, and a name compared gets a note of each', async () => {
  const { world, me } = await clockworkWorld();
  await storeRead(world, [
    overdue(),
    call({ name: 'Amit Rao', company: 'Northhaul', day: daysAgo(2), text: 'They agreed a pilot.' }),
  ]);
  await me.type('/digest fortnightly');
  await me.sees('/digest now');
  await me.type('/digest why Amit Priya');
  const turned = textOf(await me.sees('They agreed a pilot.'));
  expect(turned).toContain('It is the other way round. Priya Sharma needs attention now');
  await me.type('/digest why Priya Amit');
  const asked = await world.slack.waitFor(() =>
    me.texts().find((text) => text.startsWith('Priya Sharma needs')),
  );
  expect(asked).toContain('They agreed a pilot.');
  await me.type('/digest why Zed');
  await me.sees('Name two people');
});

test('somebody who has only taken a deal over, and logged nothing, gets their week too', async () => {
  const { world, mondayPlus } = await clockworkWorld();
  const [note] = await storeRead(world, [call({ visibility: 'team', day: daysAgo(2) })]);
  const at = new Date().toISOString();
  const deal = dealHash(note?.deal.key ?? '');
  await createOwners(hindsightOf(world).state).set({ rep: ben, deal, holds: true, at });
  // Ben is in Los Angeles.
  await mondayPlus(9 * 60 + 1);
  await personIn(world, ben).sees('1 of 1 open deal considered');
});

test('a promise on a deal whose newest note says lost says so in the week', async () => {
  const { world, me, mondayPlus } = await clockworkWorld();
  await storeRead(world, [overdue(), call({ day: daysAgo(4), text: 'She liked the demo.' })]);
  await me.type('/digest now');
  const before = textOf(await me.sees('1 of 1 open deal considered'));
  expect(before).toContain('ROI sheet, ');
  expect(before).not.toContain('lost?');
  await storeRead(world, [call({ day: daysAgo(0), text: 'They went with Notewright, we are out.' })]);
  await mondayPlus(-60);
  await me.type('/digest now');
  const after = textOf(await me.sees('the newest note says: lost?'));
  expect(after).toMatch(/ROI sheet, .*late \[.*\] · the newest note says: lost\?/);
});

test('of a deal that may be lost the week asks whether it is, and no model is asked for words on what once spoke for it', async () => {
  const { world, me } = await clockworkWorld();
  await storeRead(world, [
    call({ day: daysAgo(9), text: 'Budget of 40,000 is confirmed, she said. She liked the demo.' }),
    call({ day: daysAgo(1), text: 'They went with Notewright, we are out.' }),
  ]);
  const calls = world.model.log.length;
  await me.type('/digest now');
  const week = textOf(await me.sees('1 of 1 open deal considered'));
  expect(week).toContain('“we are out”');
  expect(week).not.toContain('lost?.');
  expect(week).not.toMatch(/budget/i);
  expect(world.model.log).toHaveLength(calls);
});
