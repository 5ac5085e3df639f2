import { expect, test } from 'vitest';
import { createBackgroundWork } from '../../src/util/background-work.ts';

const never = () => new Promise<never>(() => undefined);

/** Something that ends when it is told to. */
function held() {
  let end: () => void = () => undefined;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work, end };
}

test('a drain waits for what began while it waited, too', async () => {
  const work = createBackgroundWork(never);
  const [first, second] = [held(), held()];
  const done: string[] = [];
  void work.track(
    first.work.then(() => {
      void work.track(second.work.then(() => done.push('second')));
    }),
  );
  const drained = work.drain(60_000).then((left) => done.push(`left ${left}`));
  first.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect([work.count(), done]).toEqual([1, []]);
  second.end();
  await drained;
  expect(done).toEqual(['second', 'left 0']);
});

test('a drain waits for what is tried again between pauses, though it is not counted before', async () => {
  const work = createBackgroundWork(never);
  const trying = held();
  void work.follow(trying.work);
  expect(work.count()).toBe(0);
  let left: number | undefined;
  const drained = work.drain(60_000).then((count) => {
    left = count;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(left).toBeUndefined();
  trying.end();
  await drained;
  expect(left).toBe(0);
});

test('a drain cuts pauses short, says so to who paused, and counts what it gives up', async () => {
  const work = createBackgroundWork(never);
  const pausing = work.follow(work.pause(60_000));
  void work.track(never());
  expect(work.count()).toBe(1);
  expect(await work.drain(0)).toBeGreaterThanOrEqual(1);
  expect(await pausing).toBe(false);
  expect(await work.pause(60_000)).toBe(false);
});

test('what fails is done with', async () => {
  const work = createBackgroundWork(never);
  await expect(work.track(Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(work.count()).toBe(0);
  expect(await work.drain(60_000)).toBe(0);
});
