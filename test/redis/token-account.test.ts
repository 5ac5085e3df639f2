import { randomUUID } from 'node:crypto';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { Priority } from '../../src/brief/model/model.ts';
import { createRedisAccount } from '../../src/brief/model/redis-account.ts';
import { createOwnAccount, type Order } from '../../src/brief/model/token-account.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import type {} from './server.ts';

const limits = { tokensPerMinute: 6000, tokensPerDay: 20_000 };
const order = (tokens: number, rank = 1, person: string | null = null): Order => ({
  ...{ tokens, rank, person },
  leaves: { minute: 0, day: 0 },
});

/** Replicas of one team on one Redis and one clock. */
function createTeam({ url = inject('redis').url, count = 3 } = {}) {
  const name = randomUUID();
  let at = 1_000_000_000_000;
  const told: string[] = [];
  const now = () => new Date(at);
  return {
    ...{ now, told },
    pass: (ms: number) => {
      at += ms;
    },
    async startReplica() {
      const processes = () => count;
      const alone = createOwnAccount({ ...limits, now, processes });
      const [tell, report] = [(words: string) => void told.push(words), () => undefined];
      const sharing = { url, name, alone, processes, now, tell, report };
      const account = await createRedisAccount(sharing);
      onTestFinished(() => account.close());
      return account;
    },
  };
}

test('twenty who spend at once from three replicas get a minute’s tokens between them, and no more', async () => {
  const team = createTeam();
  const replicas = await Promise.all([1, 2, 3].map(() => team.startReplica()));
  const waits = await Promise.all(
    Array.from({ length: 20 }, (_, index) => replicas[index % 3]?.spend(order(1000))),
  );
  expect(waits.filter((ms) => ms === 0)).toHaveLength(6);
  team.pass(30_000);
  expect(await replicas[0]?.spend(order(100))).toBeGreaterThan(0);
  team.pass(31_000);
  expect(await replicas[0]?.spend(order(3000))).toBe(0);
  expect(await replicas[1]?.spend(order(3000))).toBe(0);
  expect(await replicas[2]?.spend(order(1))).toBeGreaterThan(0);
});

test('what one replica gives back another may spend, and a person’s share is one over all', async () => {
  const team = createTeam();
  const [one, other] = [await team.startReplica(), await team.startReplica()];
  expect(await one.spend(order(6000, 1, 'UANN'))).toBe(0);
  await one.correct(-4000, 'UANN');
  expect(await other.spend(order(4000))).toBe(0);
  expect(await other.spentBy('UANN')).toBe(2000);
  const bucket = createTokenBucket({ ...limits, now: team.now, account: other });
  const ask = { tokens: 3001, priority: 'ask' as Priority, person: 'UANN' };
  await expect(bucket.take(ask, team.now())).rejects.toMatchObject({ operation: 'share' });
});

test('whoever waits with a better rank on another replica is let through first', async () => {
  const team = createTeam();
  const [one, other] = [await team.startReplica(), await team.startReplica()];
  await one.spend(order(6000));
  expect(await one.spend(order(3000, 0))).toBeGreaterThan(0);
  team.pass(59_500);
  expect(await one.spend(order(3000, 0))).toBeGreaterThan(0);
  team.pass(1_500);
  expect(await other.spend(order(100, 5))).toBeGreaterThan(0);
  expect(await other.spend(order(100, 0))).toBe(0);
  team.pass(3_000);
  expect(await other.spend(order(100, 5))).toBe(0);
});

test('a day’s tokens are one over all, and come back a day later', async () => {
  const team = createTeam();
  const [one, other] = [await team.startReplica(), await team.startReplica()];
  for (const account of [one, other, one]) {
    expect(await account.spend(order(6000))).toBe(0);
    team.pass(61_000);
  }
  expect(await other.spend(order(3000))).toBeGreaterThan(0);
  expect(await other.roomIn(order(3000))).toBeGreaterThan(23 * 3_600_000);
  team.pass(25 * 3_600_000);
  expect(await other.spend(order(3000))).toBe(0);
});

test('a pause that the provider asked for holds on every replica', async () => {
  const team = createTeam();
  const [one, other] = [await team.startReplica(), await team.startReplica()];
  await one.hold(5000);
  expect(await other.roomIn(order(1))).toBe(5000);
  team.pass(5000);
  expect(await other.spend(order(1))).toBe(0);
});

test('without Redis the only process goes by its own account, and one of three by its third, a minute after it lost the others', async () => {
  const only = await createTeam({ url: 'redis://127.0.0.1:1', count: 1 }).startReplica();
  expect(await only.spend(order(6000))).toBe(0);
  expect(await only.roomIn(order(6000))).toBe(60_000);
  expect(await only.spentBy('UANN')).toBe(0);
  const team = createTeam({ url: 'redis://127.0.0.1:1' });
  const third = await team.startReplica();
  expect(await third.spend(order(1))).toBeGreaterThan(0);
  expect(team.told).toEqual([
    'Redis does not answer: this one spends its part of the model’s tokens, as one of 3 processes.',
  ]);
  team.pass(70_000);
  expect(await third.spend(order(2000))).toBe(0);
  expect(await third.spend(order(1))).toBeGreaterThan(0);
});

test('as long as nobody knows how many processes there are, nothing is spent without Redis', async () => {
  const now = () => new Date(1_000_000_000_000);
  const account = createOwnAccount({ ...limits, now, processes: () => undefined });
  expect(await account.spend(order(1))).toBe(1_000);
  expect(await account.roomIn(order(1))).toBe(1_000);
});
