import { expect, test } from 'vitest';
import { watchFetch } from '../src/health.ts';

const url = 'http://memory.test/';
const start = new Date('2026-11-23T14:02:00Z');

function watched(answers: readonly (number | 'fails' | 'hangs')[]) {
  let clock = start;
  const queue = [...answers];
  const fetch = async () => {
    const next = queue.shift() ?? 200;
    if (next === 'fails') throw new TypeError('fetch failed');
    if (next === 'hangs') return new Promise<Response>(() => undefined);
    return new Response(null, { status: next });
  };
  const service = watchFetch(fetch, () => clock);
  const ask = () => service.fetch(url).catch(() => undefined);
  return { ask, since: service.since, tick: (ms: number) => (clock = new Date(clock.getTime() + ms)) };
}

test('an outage lasts from the first request that failed until one is answered', async () => {
  const { ask, since, tick } = watched([200, 'fails', 503, 404]);
  await ask();
  expect(since()).toBeUndefined();
  await ask();
  tick(60_000);
  await ask();
  expect(since()).toEqual(start);
  await ask();
  expect(since()).toBeUndefined();
});

test('a request that hangs is an outage since it was sent', () => {
  const { ask, since, tick } = watched(['hangs']);
  void ask();
  expect(since()).toBeUndefined();
  tick(3_000);
  expect(since()).toEqual(start);
});
