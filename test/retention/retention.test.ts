import { expect, test } from 'vitest';
import { call, hindsightOf, store } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { everythingStored, storedNotes } from '../support/stored.ts';
import { ava, ben } from '../support/world.ts';
import { account, nadia, stageAt } from './stage.ts';

const noted = (day: string, rest: Parameters<typeof call>[0] = {}) =>
  call({ day, loggedAt: `${day}T15:00:00.000Z`, ...rest });
const bens = { id: ben, name: 'Ben Carter' };

test('a note goes with all that quotes it once its call is older than RETENTION_DAYS, a week after the admins were told, and no day sooner', async () => {
  const stage = await stageAt('2026-06-01T08:00:00Z', { env: { RETENTION_DAYS: '365' } });
  const { world, told, workOn } = stage;
  const [old, young, ages] = await store(world, [
    noted('2025-03-01', { text: 'Zanzibar was her worry.' }),
    noted('2026-05-01', { text: 'She agreed to a pilot.' }),
    noted('2025-06-08', { text: 'Soon a year old.', visibility: 'team' }),
  ]);
  const { state, memory } = hindsightOf(world);
  const quotes = { id: 'kept-1', kind: 'kept', data: 'Zanzibar', noteIds: [old?.id ?? ''], tags: [] };
  await state.put(quotes);

  await workOn('2026-06-01T08:00:00Z');
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain('From 8 Jun on');
  expect(told()[0]).toContain('2 notes of calls more than 365 days ago (RETENTION_DAYS=365)');
  expect(told()[0]).not.toMatch(/Priya|Rentfield|Zanzibar|private|Ava/);
  expect(personIn(world, ava).texts().join()).not.toContain('erased');

  for (const day of ['02', '05', '08']) await workOn(`2026-06-${day}T07:59:00Z`);
  expect(await storedNotes(world)).toHaveLength(3);

  await workOn('2026-06-09T00:30:00Z');
  const left = (await storedNotes(world)).map(({ id }) => id);
  expect(left.toSorted()).toEqual([young?.id].toSorted());
  expect(await memory.save({ ...noted('2025-03-01'), id: old?.id ?? '' })).toBe('deleted');
  expect(await everythingStored(world)).not.toContain('Zanzibar');
  expect(ages?.day).toBe('2025-06-08');
  expect(await world.figures()).toMatch(/erased_total{reason="retention",team="T0SANDBOX1"} 2/);
  expect(world.logged.join()).toContain('erased by age');
  expect(told()).toHaveLength(1);

  await workOn('2027-04-24T09:00:00Z');
  await workOn('2027-05-02T09:00:00Z');
  expect(await storedNotes(world)).toHaveLength(0);
  expect(told()).toHaveLength(1);
}, 60_000);

test('private notes of somebody who was deactivated go LEAVER_DAYS after that was first seen, the team’s stay, and who comes back keeps theirs', async () => {
  const stage = await stageAt('2026-06-01T08:00:00Z', { env: { LEAVER_DAYS: '30' } });
  const { world, told, workOn } = stage;
  const [own, shared, hers] = await store(world, [
    noted('2026-05-01', { author: ben }),
    noted('2026-05-02', { author: ben, visibility: 'team' }),
    noted('2026-05-03', {}),
  ]);
  await workOn('2026-06-01T08:00:00Z');
  account(world, bens, true);
  await workOn('2026-06-02T08:00:00Z');
  account(world, bens, false);
  await workOn('2026-06-20T08:00:00Z');
  account(world, bens, true);
  await workOn('2026-06-21T08:00:00Z');
  await workOn('2026-07-05T08:00:00Z');
  expect(told()).toEqual([]);
  await workOn('2026-07-13T08:00:00Z');
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain('1 private note of people whose accounts were deactivated 30 days before');
  expect(told()[0]).not.toMatch(/Ben|Carter|Priya/);
  await workOn('2026-07-20T07:00:00Z');
  expect(await storedNotes(world)).toHaveLength(3);
  await workOn('2026-07-21T08:00:00Z');
  const left = (await storedNotes(world)).map(({ id }) => id);
  expect(left.toSorted()).toEqual([shared?.id, hers?.id].toSorted());
  expect(own?.author).toBe(ben);
  expect(await world.figures()).toMatch(/erased_total{reason="leaver",team="T0SANDBOX1"} 1/);
}, 60_000);

test('a stricter setting, or a note that was too old already when it was logged, is told of anew before anything more goes', async () => {
  const env = { RETENTION_DAYS: '365' };
  const first = await stageAt('2026-06-01T08:00:00Z', { env });
  await store(first.world, [noted('2025-01-01'), noted('2026-01-01')]);
  await first.workOn('2026-06-01T08:00:00Z');
  await first.workOn('2026-06-09T08:00:00Z');
  expect(await storedNotes(first.world)).toHaveLength(1);
  await store(first.world, [noted('2024-02-02', { loggedAt: '2026-06-09T12:00:00.000Z' })]);
  await first.workOn('2026-06-10T08:00:00Z');
  expect(first.told()).toHaveLength(2);
  expect(first.told()[1]).toContain('1 note of calls');
  expect(await storedNotes(first.world)).toHaveLength(2);
  await first.workOn('2026-06-18T08:00:00Z');
  expect(await storedNotes(first.world)).toHaveLength(1);
  await first.world.stopBot();

  const second = await stageAt('2026-06-19T08:00:00Z', {
    env: { ...env, RETENTION_DAYS: '90' },
    sharesMemoryOf: first.world,
  });
  await second.workOn('2026-06-19T08:00:00Z');
  expect(second.told()[0]).toContain('1 note of calls more than 90 days ago');
  await second.workOn('2026-06-26T07:00:00Z');
  expect(await storedNotes(first.world)).toHaveLength(1);
  await second.workOn('2026-06-27T08:00:00Z');
  expect(await storedNotes(first.world)).toHaveLength(0);
}, 60_000);

test('a bot that stops while it erases has erased what it began when it says that it stopped', async () => {
  const stage = await stageAt('2026-06-01T08:00:00Z', { env: { RETENTION_DAYS: '365' } });
  const { world, beat, goTo, workOn } = stage;
  await store(world, [noted('2025-03-01')]);
  await workOn('2026-06-01T08:00:00Z');
  goTo('2026-06-09T00:30:00Z');
  world.memory.faults.set({ kind: 'delay', ms: 1_000, on: 'DELETE', times: 1 });
  const isHeld = async () => {
    await beat();
    return world.memory.faults.requests().some((one) => one.method === 'DELETE' && one.status === null);
  };
  await expect.poll(isHeld).toBe(true);
  expect(await world.stopBot()).toBe(0);
  expect(await storedNotes(world)).toEqual([]);
}, 60_000);

test('nothing goes while no admin can be told, while Slack or memory can not be read, or when Slack names nobody', async () => {
  const env = { RETENTION_DAYS: '365', LEAVER_DAYS: '1' };
  const stage = await stageAt('2026-06-01T08:00:00Z', { env });
  const { world, beat, goTo, told, workOn } = stage;
  await store(world, [noted('2025-01-01', { author: ben }), noted('2026-05-20', { author: ben })]);
  world.slack.faults.failWith('conversations.open', { times: 1_000, error: 'internal_error' });
  await workOn('2026-06-01T08:00:00Z');
  expect(world.logged.join()).toContain('No admin could be told of the notes that fall due');
  world.slack.faults.clear();
  await workOn('2026-06-10T08:00:00Z');
  expect(await storedNotes(world)).toHaveLength(2);
  expect(told()).toHaveLength(1);

  const settle = async () => {
    for (let round = 0; round < 20; round += 1) {
      await beat();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  goTo('2026-06-18T08:00:00Z');
  world.slack.faults.failWith('users.list', { times: 1_000, error: 'internal_error' });
  await settle();
  expect(await storedNotes(world)).toHaveLength(2);
  world.slack.faults.clear();

  const everybody = [
    [ava, 'Ava'],
    [ben, 'Ben'],
    [nadia, 'Nadia'],
    ['W0GRETA007', 'Greta'],
  ] as const;
  for (const [id, name] of everybody) account(world, { id, name }, true);
  goTo('2026-06-18T09:00:00Z');
  await settle();
  goTo('2026-06-30T09:00:00Z');
  await settle();
  expect(await storedNotes(world)).toHaveLength(2);
  for (const [id, name] of everybody) account(world, { id, name }, false);

  world.memory.faults.set({ kind: 'unavailable' });
  goTo('2026-07-01T09:00:00Z');
  await settle();
  world.memory.faults.set(undefined);
  expect(await storedNotes(world)).toHaveLength(2);
  await workOn('2026-07-02T10:00:00Z');
  expect(await storedNotes(world)).toHaveLength(1);
}, 60_000);
