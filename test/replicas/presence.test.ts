import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inWords } from '../../src/doctor/finding.ts';
import { createPresence } from '../../src/replicas/replicas.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { nadia, stageAt } from '../retention/stage.ts';
import { seesHome } from '../slack/home-doors.ts';

/** On one bank, with what both are set to beside it. */
async function twoProcesses(env: Readonly<Record<string, string>> = {}) {
  const one = await stageAt('2026-06-01T08:00:00Z', { env });
  const other = await stageAt('2026-06-01T08:00:00Z', { env, sharesMemoryOf: one.world });
  const minute = async (at: string) => {
    for (const stage of [one, other]) {
      stage.goTo(at);
      await stage.beat();
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
  };
  return { one, other, minute };
}

test('a second process on the same bank is noticed and said in both logs, with what to do, and that it is gone', async () => {
  const { one, other, minute } = await twoProcesses();
  const said = (words: string) =>
    [one, other].map(({ world }) => world.logged.filter((line) => line.includes(words)).length);
  await minute('2026-06-01T08:01:00Z');
  await minute('2026-06-01T08:02:00Z');
  await minute('2026-06-01T08:03:00Z');
  expect(said('Another process works on the same bank')).toEqual([1, 1]);
  expect(said('give both the same REDIS_URL')).toEqual([1, 1]);
  await other.world.stopBot();
  await minute('2026-06-01T08:04:00Z');
  expect(said('no other process works on this bank any more')).toEqual([1, 0]);
}, 60_000);

test.each([
  ['without a REDIS_URL Home and health say', {}, 'give both the same REDIS_URL', true],
  [
    'with a REDIS_URL neither Home nor health says',
    { REDIS_URL: 'redis://127.0.0.1:1' },
    'share through Redis',
    false,
  ],
] as const)(
  '%s that a second process needs one',
  async (_, env, logged, isTold) => {
    const { one, other, minute } = await twoProcesses(env);
    for (const at of [1, 2, 3]) await minute(`2026-06-01T08:0${at}:00Z`);
    const words = 'Another process works on the same bank';
    for (const { world } of [one, other]) {
      await expect.poll(() => world.logged.some((line) => line.includes(logged))).toBe(true);
      const health = world.vitals()?.troubles().map(inWords).join('\n') ?? '';
      expect(health.includes(words)).toBe(isTold);
      await world.hand.openHome(nadia);
      expect((await seesHome(world, nadia, 'For admins')).includes(words)).toBe(isTold);
    }
  },
  60_000,
);

/** Processes on one bank and one clock. */
function bank() {
  const state = stateInMemory();
  let [at, writes] = [Date.parse('2026-06-01T08:00:00Z'), 0];
  const put: typeof state.put = async (record) => {
    writes += 1;
    await state.put(record);
  };
  return {
    state,
    writes: () => writes,
    pass(ms: number) {
      at += ms;
    },
    startProcess() {
      const seen: number[] = [];
      const presence = createPresence({
        ...{ state: { ...state, put }, now: () => new Date(at) },
        newId: randomUUID,
        onSeen: (others) => seen.push(others),
      });
      return { ...presence, seen };
    },
  };
}

test('one that was killed a moment ago is counted for a while, and never taken for one at work', async () => {
  const { startProcess, pass, state } = bank();
  const killed = startProcess();
  await killed.beat();
  pass(5_000);
  const next = startProcess();
  expect(next.count()).toBeUndefined();
  for (let minute = 0; minute < 3; minute += 1) {
    await next.beat();
    expect(next.count()).toBe(2);
    pass(60_000);
  }
  await next.beat();
  expect([next.count(), next.isSeen(), next.seen]).toEqual([1, false, []]);
  pass(2 * 60 * 60_000);
  await next.beat();
  expect(await state.list('kind:process')).toHaveLength(1);
});

test('three see each other, each with one write a minute, and one that leaves in order is gone at once', async () => {
  const { startProcess, pass, writes } = bank();
  const all = [startProcess(), startProcess(), startProcess()];
  for (let minute = 0; minute < 5; minute += 1) {
    for (const one of all) await one.beat();
    pass(60_000);
  }
  expect(writes()).toBe(15);
  expect(all.map((one) => one.count())).toEqual([3, 3, 3]);
  expect(all.map(({ seen }) => seen.length)).toEqual([1, 1, 1]);
  await all[2]?.leave();
  await all[0]?.beat();
  expect(all[0]?.count()).toBe(2);
  await all[2]?.beat();
  await all[0]?.beat();
  expect(all[0]?.count()).toBe(2);
});
