import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Priority } from '../../src/brief/model/model.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const bucketOf = (tokensPerMinute = 6000) => createTokenBucket({ tokensPerMinute, now: () => new Date() });
const inMs = (ms: number) => new Date(Date.now() + ms);

test('a full bucket serves at once and refills by the second', async () => {
  const bucket = bucketOf();
  await bucket.take(6000, 'brief', inMs(0));
  const second = bucket.take(1000, 'brief', inMs(10_000));
  await vi.advanceTimersByTimeAsync(10_000);
  await expect(second).resolves.toBeUndefined();
});

test('what cannot be served by its deadline is refused at once as busy', async () => {
  const bucket = bucketOf();
  await bucket.take(6000, 'brief', inMs(0));
  await expect(bucket.take(1000, 'brief', inMs(9_999))).rejects.toMatchObject({ kind: 'busy' });
});

test('more than a minute’s tokens are too large, not busy', async () => {
  await expect(bucketOf().take(6001, 'brief', inMs(600_000))).rejects.toMatchObject({ status: 413 });
});

test('a brief goes before a gain and a gain before a digest, whoever came first', async () => {
  const bucket = bucketOf();
  await bucket.take(6000, 'brief', inMs(0));
  const served: Priority[] = [];
  const turns = (['digest', 'gain', 'brief'] as const).map(async (priority) => {
    await bucket.take(1000, priority, inMs(60_000));
    served.push(priority);
  });
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all(turns);
  expect(served).toEqual(['brief', 'gain', 'digest']);
});

test('one that is overtaken past its deadline is refused then, and those behind it move up', async () => {
  const bucket = bucketOf();
  await bucket.take(6000, 'brief', inMs(0));
  const digest = bucket.take(1000, 'digest', inMs(10_500));
  const refusal = expect(digest).rejects.toMatchObject({ kind: 'busy' });
  const brief = bucket.take(1000, 'brief', inMs(10_500));
  const later = bucket.take(500, 'digest', inMs(60_000));
  await vi.advanceTimersByTimeAsync(20_000);
  await refusal;
  await Promise.all([brief, later]);
});

test('no minute ever spends more than it may', async () => {
  const bucket = bucketOf();
  const spent: { at: number; tokens: number }[] = [];
  const asks = Array.from({ length: 40 }, async (_, index) => {
    const tokens = 100 + ((index * 377) % 900);
    await bucket.take(tokens, 'digest', inMs(600_000));
    spent.push({ at: Date.now(), tokens });
  });
  await vi.advanceTimersByTimeAsync(600_000);
  await Promise.all(asks);
  const total = (from: number) =>
    spent.filter(({ at }) => at > from && at <= from + 60_000).reduce((sum, one) => sum + one.tokens, 0);
  expect(Math.max(...spent.filter(({ at }) => at > 0).map(({ at }) => total(at)))).toBeLessThanOrEqual(6000);
});
