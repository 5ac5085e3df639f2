import { expect, test } from 'vitest';
import { createReadingClaims } from '../../src/brief/reading/reading-claims.ts';

const secondMs = 1_000;

/** Processes over one bank, and the clock of all of them in seconds after a minute began. */
function createProcesses() {
  const held = new Set<string>();
  const clock = { seconds: 0 };
  const now = () => new Date(Date.parse('2026-11-23T10:00:00Z') + clock.seconds * secondMs);
  const timers = new Set<{ readonly atMs: number; readonly call: () => void }>();
  const errors: unknown[] = [];
  const memory = { isAway: false };

  async function claim(key: string): Promise<boolean> {
    if (memory.isAway) throw new RangeError('away');
    const isFirst = !held.has(key);
    held.add(key);
    return isFirst;
  }

  function start() {
    const process = { isDead: false };
    const claims = createReadingClaims({
      state: { claim },
      now,
      after(ms, call) {
        const timer = { atMs: now().getTime() + ms, call: () => (process.isDead ? undefined : call()) };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
      report: (error) => void errors.push(error),
    });
    return { ...claims, die: () => Object.assign(process, { isDead: true }) };
  }

  async function pass(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 1) {
      clock.seconds += 1;
      for (const timer of [...timers]) {
        if (timer.atMs > now().getTime()) continue;
        timers.delete(timer);
        timer.call();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return { clock, now, memory, start, pass, errors };
}

/** Work that ends when it is told to. */
function createWork() {
  let end: (result: string) => void = () => undefined;
  const done = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { work: () => done, end: () => end('done') };
}

test.each([0, 20, 39, 40, 41, 55, 59])(
  'what begins %d seconds into a minute is nobody else’s until it is done, however long that takes',
  async (seconds) => {
    const { clock, start, pass } = createProcesses();
    const [one, other] = [start(), start()];
    clock.seconds = seconds;
    expect(await one.claim(['a'])).toEqual(['a']);
    const { work, end } = createWork();
    const holding = one.holding(['a'], work);
    for (let second = 0; second < 200; second += 1) {
      await pass(1);
      expect(await other.claim(['a', `b ${second}`])).toEqual([`b ${second}`]);
    }
    end();
    expect(await holding).toBe('done');
  },
);

test('a process that died is waited for less than a minute and a half', async () => {
  for (let diesAfter = 1; diesAfter < 100; diesAfter += 1) {
    const { start, pass } = createProcesses();
    const [one, other] = [start(), start()];
    await one.claim(['a']);
    void one.holding(['a'], createWork().work);
    await pass(diesAfter);
    one.die();
    await pass(85);
    expect(await other.claim(['a'])).toEqual(['a']);
  }
});

test('what is done is given free: nobody renews it', async () => {
  const { start, pass } = createProcesses();
  const [one, other] = [start(), start()];
  await one.claim(['a']);
  await one.holding(['a'], async () => 'done');
  await pass(61);
  expect(await other.claim(['a'])).toEqual(['a']);
});

test('work must be done within ninety seconds', async () => {
  const { start, now } = createProcesses();
  const deadline = await start().holding(['a'], async (until) => until);
  expect(deadline?.getTime()).toBe(now().getTime() + 90 * secondMs);
});

test('what somebody else took while memory was away is nobody’s to keep any more; a short outage costs nothing', async () => {
  for (const [secondsAway, result] of [
    [10, 'done'],
    [50, undefined],
  ] as const) {
    const { start, pass, memory, errors } = createProcesses();
    const [one, other] = [start(), start()];
    await one.claim(['a']);
    const { work, end } = createWork();
    const holding = one.holding(['a'], work);
    await pass(35);
    memory.isAway = true;
    await pass(secondsAway);
    memory.isAway = false;
    await other.claim(['a']);
    await pass(10);
    end();
    expect(await holding).toBe(result);
    expect(errors.length).toBeGreaterThan(0);
  }
});
