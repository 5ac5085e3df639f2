import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createRedisAccount } from '../../src/brief/model/redis-account.ts';
import { createOwnAccount } from '../../src/brief/model/token-account.ts';
import { createRandom } from '../chaos/random.ts';
import { startOwnRedis } from './own-redis.ts';

const tokensPerMinute = 8_000;

/** What went to the model, and when by the team's clock. */
interface Sent {
  readonly at: number;
  readonly tokens: number;
}

/** What Redis says of a script that is wrong. */
const isReply = (error: unknown) => error instanceof Error && error.name === 'ReplyError';

/** The most that went in any sixty seconds. */
function mostInAMinute(sent: readonly Sent[]): number {
  const sums = sent.map(({ at: end }) =>
    sent.filter(({ at }) => at <= end && at > end - 60_000).reduce((sum, one) => sum + one.tokens, 0),
  );
  return Math.max(...sums);
}

async function threeReplicas(url: string) {
  let at = Date.parse('2026-06-01T08:00:00Z');
  const now = () => new Date(at);
  const [name, told, sent, faults]: [string, string[], Sent[], unknown[]] = [randomUUID(), [], [], []];
  const processes = () => 3;
  const limits = { tokensPerMinute, tokensPerDay: 10_000_000 };
  const accounts = await Promise.all(
    [0, 1, 2].map(async () => {
      const alone = createOwnAccount({ ...limits, now, processes });
      const tell = (words: string) => void told.push(words);
      const report = (error: unknown) => void (isReply(error) && faults.push(error));
      const account = await createRedisAccount({ url, name, alone, processes, now, tell, report });
      onTestFinished(() => account.close());
      return account;
    }),
  );
  const random = createRandom(7);
  /** What was said of a call's cost turns out to be a little more than it was. */
  const owed: { readonly due: number; readonly give: () => Promise<void> }[] = [];

  async function tryOnce(index: number): Promise<void> {
    const account = accounts[index];
    const tokens = 300 + Math.floor(random.next() * 2_000);
    const ms = await account?.spend({ tokens, rank: 1, person: null, leaves: { minute: 0, day: 0 } });
    if (ms !== 0) return;
    const used = Math.ceil(tokens * (0.6 + 0.4 * random.next()));
    sent.push({ at, tokens: used });
    owed.push({ due: at + 4_000, give: async () => account?.correct(used - tokens, null) });
  }

  return {
    ...{ accounts, told, sent, faults },
    pass(ms: number) {
      at += ms;
    },
    /** All three want more than there is, for so many seconds of the team's clock. */
    async press(seconds: number): Promise<number> {
      const before = sent.length;
      for (let second = 0; second < seconds; second += 1) {
        at += 1_000;
        while ((owed[0]?.due ?? at + 1) <= at) await owed.shift()?.give();
        await Promise.all([0, 1, 2].map(tryOnce));
      }
      return sent.slice(before).reduce((sum, one) => sum + one.tokens, 0);
    },
  };
}

test('three replicas that all want more send no more than a minute’s tokens in any minute, and nearly all of them', async () => {
  const redis = await startOwnRedis();
  const team = await threeReplicas(redis.url);
  const sent = await team.press(600);
  expect(mostInAMinute(team.sent)).toBeLessThanOrEqual(tokensPerMinute);
  expect(sent).toBeGreaterThan(0.6 * 10 * tokensPerMinute);
  expect([team.told, team.faults]).toEqual([[], []]);
});

test('Redis lost and back, with nothing in it, breaks no minute; each replica says both and goes on in between', async () => {
  const redis = await startOwnRedis();
  const team = await threeReplicas(redis.url);
  await team.press(90);
  for (const seconds of [240, 30, 65]) {
    await redis.stop();
    const alone = await team.press(seconds);
    if (seconds > 200) expect(alone).toBeGreaterThan(tokensPerMinute);
    await redis.start();
    await wait(2_200);
    await team.press(150);
  }
  expect(mostInAMinute(team.sent)).toBeLessThanOrEqual(tokensPerMinute);
  const gone = team.told.filter((words) => words.startsWith('Redis does not answer'));
  const back = team.told.filter((words) => words.startsWith('Redis answers again'));
  expect([gone.length, back.length, team.faults]).toEqual([9, 9, []]);
  expect(await team.press(60)).toBeGreaterThan(tokensPerMinute / 2);
}, 120_000);

test('a replica that finds Redis again waits a minute for what others spent alone and have not told of yet', async () => {
  const redis = await startOwnRedis();
  const { accounts, pass, told } = await threeReplicas(redis.url);
  const order = (tokens: number) => ({ tokens, rank: 1, person: null, leaves: { minute: 0, day: 0 } });
  const [one, other] = accounts;
  await Promise.all([one?.spend(order(10)), other?.spend(order(10))]);
  await redis.stop();
  await Promise.all([one?.spend(order(10)), other?.spend(order(10))]);
  pass(80_000);
  expect(await other?.spend(order(2_000))).toBe(0);
  await redis.start();
  await wait(2_200);
  expect(await one?.spend(order(7_000))).toBeGreaterThan(0);
  expect(told.at(-1)).toContain('Redis answers again');
  pass(61_000);
  expect(await one?.spend(order(7_000))).toBe(0);
}, 30_000);
