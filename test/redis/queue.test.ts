import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { createDigestDelivery, type PostResult } from '../../src/digest/digest-delivery.ts';
import { createLedger } from '../../src/digest/ledger.ts';
import { createDigestQueue } from '../../src/digest/queue.ts';
import { createScheduler, type Task } from '../../src/digest/schedule.ts';
import { createSettings } from '../../src/digest/settings.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { monday, noteOn, readerOver } from '../digest/support.ts';
import { startOwnRedis } from './own-redis.ts';

/** None of them is anybody's manager. */
const leadsNobody = { of: async () => null };

const since = '2026-01-01T09:00:00.000Z';
const users = Array.from({ length: 12 }, (_, index) => `U${index}`);
const notes = users.map((user) => noteOn(user, '2026-11-18', { author: user }));
const reps = users.map((user) => ({ user, zone: 'UTC', since }));

interface Arrived {
  readonly kind: 'digest' | 'offer';
  readonly user: string;
  readonly replica: string;
}

/** A team of replicas on one Redis, one memory and one clock. */
function createTeam() {
  const team = `T${randomUUID()}`;
  const state = stateInMemory();
  const arrived: Arrived[] = [];
  let now = monday;
  const clock = () => now;
  const settings = createSettings({
    state,
    defaults: { isOn: true, day: 'monday', time: '08:00' },
    now: clock,
  });

  /** `hangs`: it never gets an answer from Slack, and Slack never got the message. */
  async function startReplica(replica: string, hangs = false) {
    const attended: string[] = [];
    const receive = (kind: Arrived['kind'], user: string): Promise<PostResult> => {
      if (hangs) return new Promise(() => undefined);
      arrived.push({ kind, user, replica });
      return Promise.resolve('sent');
    };
    const report = () => undefined;
    const { reader } = readerOver({ notes, now: clock });
    const delivery = createDigestDelivery({
      teamWeeks: leadsNobody,
      ledger: createLedger({ state, now: clock }),
      weeks: reader,
      post: { post: (user) => receive('digest', user), offer: (user) => receive('offer', user) },
      now: clock,
      report,
    });
    const attend = (task: Task) => {
      attended.push(task.user);
      return delivery.attend(task);
    };
    const queue = await createDigestQueue({ url: inject('redis').url, team, attend, now: clock, report });
    const { dispatch } = queue;
    const every = () => () => undefined;
    const scheduler = createScheduler({
      reps: async () => reps,
      settings,
      delivery,
      dispatch,
      now: clock,
      every,
      report,
    });
    return { scheduler, queue, attended };
  }
  const setNow = (next: Date) => {
    now = next;
  };
  return { startReplica, arrived, setNow };
}

const usersOf = (arrived: readonly Arrived[], kind: Arrived['kind']) =>
  arrived
    .filter((one) => one.kind === kind)
    .map(({ user }) => user)
    .toSorted();

test('three replicas send every rep one digest between them', async () => {
  const team = createTeam();
  const replicas = await Promise.all(['one', 'two', 'three'].map((name) => team.startReplica(name)));
  onTestFinished(async () => void (await Promise.all(replicas.map(({ queue }) => queue.close()))));
  for (let minute = 0; minute < 3; minute += 1) {
    team.setNow(new Date(monday.getTime() + minute * 60_000));
    await Promise.all(replicas.map(({ scheduler }) => scheduler.tick()));
  }
  await vi.waitFor(() => expect(team.arrived).toHaveLength(users.length), { timeout: 10_000 });
  expect(usersOf(team.arrived, 'digest')).toEqual(users.toSorted());
  // Redis keeps the twins out: nobody was even looked at twice.
  expect(replicas.flatMap(({ attended }) => attended).toSorted()).toEqual(users.toSorted());
});

test('a replica killed between claim and post costs no second digest, and its reps are offered theirs', async () => {
  const team = createTeam();
  const doomed = await team.startReplica('doomed', true);
  onTestFinished(() => void doomed.queue.close());
  await doomed.scheduler.tick();
  await vi.waitFor(() => expect(doomed.attended.length).toBeGreaterThan(0), { timeout: 10_000 });
  const healthy = await team.startReplica('healthy');
  onTestFinished(() => healthy.queue.close());
  const settle = async (minute: number) => {
    team.setNow(new Date(monday.getTime() + minute * 60_000));
    await healthy.scheduler.tick();
  };
  await settle(1);
  await vi.waitFor(() => expect(usersOf(team.arrived, 'digest')).toHaveLength(users.length - 4), {
    timeout: 10_000,
  });
  for (const minute of [16, 31, 46]) {
    await settle(minute);
    await vi.waitFor(() => expect(team.arrived.length).toBeGreaterThanOrEqual(minute < 31 ? 8 : 12), {
      timeout: 10_000,
    });
  }
  expect(usersOf(team.arrived, 'offer')).toEqual(doomed.attended.toSorted());
  const everybody = [...usersOf(team.arrived, 'digest'), ...usersOf(team.arrived, 'offer')];
  expect(everybody.toSorted()).toEqual(users.toSorted());
});

test('closing finishes what was drawn', async () => {
  const team = createTeam();
  const replica = await team.startReplica('one');
  await replica.scheduler.tick();
  await vi.waitFor(() => expect(replica.attended.length).toBeGreaterThan(0), { timeout: 10_000 });
  await replica.scheduler.stop();
  await replica.queue.close();
  expect(team.arrived.map(({ user }) => user).toSorted()).toEqual(replica.attended.toSorted());
});

test('closing comes to its end and hangs up, however short a while ago Redis went or came back', async () => {
  const redis = await startOwnRedis();
  const deps = {
    ...{ url: redis.url, team: `T${randomUUID()}`, attend: async () => true },
    ...{ now: () => monday, report: () => undefined },
  };
  const watch = new Redis(redis.url);
  watch.on('error', () => undefined);
  onTestFinished(() => watch.disconnect());
  const connections = async () =>
    String(await watch.client('LIST'))
      .split('\n')
      .filter(Boolean).length;
  for (const ms of [0, 300, 900, 1_500]) {
    const queue = await createDigestQueue(deps);
    await vi.waitFor(async () => expect(await connections()).toBeGreaterThan(3), { timeout: 10_000 });
    await redis.stop();
    await redis.start();
    await wait(ms);
    await queue.close();
    await vi.waitFor(async () => expect(await connections()).toBe(1), { timeout: 10_000 });
  }
  const queue = await createDigestQueue(deps);
  await redis.stop();
  await queue.close();
  await redis.start();
  await wait(2_500);
  expect(await connections()).toBe(1);
});
