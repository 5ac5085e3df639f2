import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Priority } from '../../src/brief/model/model.ts';
import { createTokenAccount } from '../../src/brief/model/token-account.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const now = () => new Date();
const bucketOf = (tokensPerMinute = 6000) => createTokenBucket({ tokensPerMinute, now });
const inMs = (ms: number) => new Date(Date.now() + ms);
const some = (tokens: number, priority: Priority = 'brief', person?: string) => ({
  tokens,
  priority,
  person,
});

test('a full bucket serves at once and refills by the second', async () => {
  const bucket = bucketOf();
  await bucket.take(some(6000), inMs(0));
  const second = bucket.take(some(1000), inMs(10_000));
  await vi.advanceTimersByTimeAsync(10_000);
  await second;
});

test('what cannot be served by its deadline is refused at once as busy, with the seconds it would take', async () => {
  const bucket = bucketOf();
  await bucket.take(some(6000), inMs(0));
  expect(await bucket.roomIn(some(1000))).toBe(10_000);
  await expect(bucket.take(some(1000), inMs(9_999))).rejects.toMatchObject({ kind: 'busy', retryAfter: 10 });
});

test('more than a minute’s tokens are too large, not busy', async () => {
  await expect(bucketOf().take(some(6001), inMs(600_000))).rejects.toMatchObject({ status: 413 });
  expect(await bucketOf().roomIn(some(6001))).toBe(Number.POSITIVE_INFINITY);
});

test('who waits for a brief goes before a new note, and a new note before a week, whoever came first', async () => {
  const bucket = bucketOf();
  await bucket.take(some(6000), inMs(0));
  const served: Priority[] = [];
  const turns = (['backfill', 'words', 'digest', 'ask', 'note', 'brief'] as const).map(async (priority) => {
    await bucket.take(some(800, priority), inMs(120_000));
    served.push(priority);
  });
  await vi.advanceTimersByTimeAsync(120_000);
  await Promise.all(turns);
  expect(served).toEqual(['brief', 'note', 'ask', 'digest', 'words', 'backfill']);
});

test('of equals who came first goes first', async () => {
  const bucket = bucketOf();
  await bucket.take(some(6000), inMs(0));
  const served: number[] = [];
  const turns = [1, 2, 3, 4].map(async (one) => {
    await bucket.take(some(500, 'note'), inMs(120_000));
    served.push(one);
  });
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all(turns);
  expect(served).toEqual([1, 2, 3, 4]);
});

test('tokens that a slow account hands out just when who waited for them gave up go back', async () => {
  const account = createTokenAccount({ tokensPerMinute: 6000, tokensPerDay: 40_000, now });
  const slow: typeof account = {
    ...account,
    async spend(order) {
      const ms = await account.spend(order);
      await new Promise((resolve) => void setTimeout(resolve, 100));
      return ms;
    },
  };
  const bucket = createTokenBucket({ tokensPerMinute: 6000, tokensPerDay: 40_000, now, account: slow });
  const first = bucket.take(some(6000), inMs(1_000));
  await vi.advanceTimersByTimeAsync(100);
  await first;
  const refused = [some(1000, 'digest'), some(400, 'digest', 'UBEN')].map((charge) =>
    expect(bucket.take(charge, inMs(14_000))).rejects.toMatchObject({ kind: 'busy' }),
  );
  await vi.advanceTimersByTimeAsync(1);
  // It overtakes them both, so that both give up at once, and what the second one wanted is there by then.
  const brief = bucket.take(some(1000, 'brief'), inMs(14_000));
  await vi.advanceTimersByTimeAsync(20_000);
  await Promise.all([brief, ...refused]);
  expect(await account.spentBy('UBEN')).toBe(0);
});

test('whoever would wait past their deadline behind equals is refused at once', async () => {
  const bucket = bucketOf();
  await bucket.take(some(6000), inMs(0));
  const first = bucket.take(some(1000, 'note'), inMs(60_000));
  await vi.advanceTimersByTimeAsync(0);
  await expect(bucket.take(some(1000, 'note'), inMs(15_000))).rejects.toMatchObject({
    ...{ kind: 'busy', retryAfter: 20 },
  });
  const brief = bucket.take(some(1000, 'brief'), inMs(15_000));
  await vi.advanceTimersByTimeAsync(20_000);
  await Promise.all([first, brief]);
});

test('one that is overtaken past its deadline is refused then, and those behind it move up', async () => {
  const bucket = bucketOf();
  await bucket.take(some(6000), inMs(0));
  const digest = bucket.take(some(1000, 'digest'), inMs(10_500));
  const refusal = expect(digest).rejects.toMatchObject({ kind: 'busy' });
  await vi.advanceTimersByTimeAsync(1);
  const brief = bucket.take(some(1000, 'brief'), inMs(10_500));
  const later = bucket.take(some(500, 'digest'), inMs(60_000));
  await vi.advanceTimersByTimeAsync(20_000);
  await refusal;
  await Promise.all([brief, later]);
});

test('no minute ever spends more than it may', async () => {
  const bucket = bucketOf();
  const spent: { at: number; tokens: number }[] = [];
  const asks = Array.from({ length: 40 }, async (_, index) => {
    const tokens = 100 + ((index * 377) % 900);
    await bucket.take(some(tokens, 'digest'), inMs(600_000));
    spent.push({ at: Date.now(), tokens });
  });
  await vi.advanceTimersByTimeAsync(600_000);
  await Promise.all(asks);
  const total = (from: number) =>
    spent.filter(({ at }) => at > from && at <= from + 60_000).reduce((sum, one) => sum + one.tokens, 0);
  expect(Math.max(...spent.filter(({ at }) => at > 0).map(({ at }) => total(at)))).toBeLessThanOrEqual(6000);
});

test('what a call did not need goes to who waits, at once', async () => {
  const bucket = bucketOf();
  const spending = await bucket.take(some(6000), inMs(0));
  const next = bucket.take(some(4000), inMs(60_000));
  await spending.settle(2000);
  await vi.advanceTimersByTimeAsync(1);
  await next;
  expect(await bucket.roomIn(some(1000))).toBeGreaterThan(0);
});

test('a day’s tokens come back a day later, not a minute later', async () => {
  const bucket = createTokenBucket({ tokensPerMinute: 6000, tokensPerDay: 10_000, now });
  await bucket.take(some(6000), inMs(0));
  await vi.advanceTimersByTimeAsync(60_000);
  await bucket.take(some(4000), inMs(0));
  await vi.advanceTimersByTimeAsync(3_600_000);
  await expect(bucket.take(some(100), inMs(3_600_000))).rejects.toMatchObject({ kind: 'busy' });
  await vi.advanceTimersByTimeAsync(24 * 3_600_000);
  await bucket.take(some(6000), inMs(0));
});

test('who had a quarter of the day with questions is refused; a note of theirs waits its turn behind the others', async () => {
  const bucket = createTokenBucket({ tokensPerMinute: 6000, tokensPerDay: 20_000, now });
  await bucket.take(some(5000, 'ask', 'UANN'), inMs(0));
  await expect(bucket.take(some(100, 'ask', 'UANN'), inMs(60_000))).rejects.toMatchObject({
    kind: 'busy',
    operation: 'share',
  });
  await bucket.take(some(1000, 'ask', 'UBEN'), inMs(0));
  const served: string[] = [];
  const note = async (person: string, priority: Priority) => {
    await bucket.take(some(900, priority, person), inMs(600_000));
    served.push(`${person} ${priority}`);
  };
  const all = [note('UANN', 'note'), note('UBEN', 'backfill'), note('UBEN', 'note'), note('UBEN', 'words')];
  await vi.advanceTimersByTimeAsync(120_000);
  await Promise.all(all);
  expect(served).toEqual(['UBEN note', 'UBEN words', 'UANN note', 'UBEN backfill']);
});

test('what nobody waits for is not sooner read for who had their quarter of the day', async () => {
  const bucket = createTokenBucket({ tokensPerMinute: 6000, tokensPerDay: 20_000, now });
  await bucket.take(some(6000, 'note', 'UANN'), inMs(0));
  const served: string[] = [];
  const all = ['UBEN', 'UANN'].map(async (person) => {
    await bucket.take(some(900, 'backfill', person), inMs(600_000));
    served.push(person);
  });
  await vi.advanceTimersByTimeAsync(120_000);
  await Promise.all(all);
  expect(served).toEqual(['UBEN', 'UANN']);
});

test('what nobody waits for leaves a quarter of the minute and a tenth of the day to the others', async () => {
  const bucket = createTokenBucket({ tokensPerMinute: 6000, tokensPerDay: 12_000, now });
  expect(await bucket.roomIn(some(4500, 'backfill'))).toBe(0);
  await bucket.take(some(3000, 'note'), inMs(0));
  expect(await bucket.roomIn(some(2000, 'note'))).toBe(0);
  expect(await bucket.roomIn(some(2000, 'backfill'))).toBe(5000);
  await vi.advanceTimersByTimeAsync(60_000);
  await bucket.take(some(6000, 'note'), inMs(0));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await bucket.roomIn(some(2000, 'note'))).toBe(0);
  expect(await bucket.roomIn(some(2000, 'backfill'))).toBeGreaterThan(23 * 3_600_000);
});

test('while the provider wants nothing, nothing is let through', async () => {
  const bucket = bucketOf();
  await bucket.hold(7000);
  const taken = vi.fn();
  const take = bucket.take(some(10), inMs(60_000)).then(taken);
  await vi.advanceTimersByTimeAsync(6_999);
  expect(taken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await take;
});
