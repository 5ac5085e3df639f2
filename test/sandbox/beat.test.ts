import { expect, test } from 'vitest';
import { beatBy } from '../../sandbox/bot.ts';
import { createClock } from '../../sandbox/clock.ts';

function start(ms: number) {
  let machineMs = Date.parse('2026-11-18T10:00:00Z');
  let looks: (() => void) | undefined;
  let [beats, every] = [0, 0];
  const clock = createClock(() => new Date(machineMs));
  const stop = beatBy(clock.now, (period, look) => {
    every = period;
    looks = look;
    return () => {
      looks = undefined;
    };
  })(ms, () => {
    beats += 1;
  });
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      machineMs += 1000;
      looks?.();
    }
    return beats;
  };
  return { clock, stop, pass, every: () => every };
}

test('a beat comes once a minute of the clock, although it is looked at every second', () => {
  const { pass, every } = start(60_000);
  expect(every()).toBe(1000);
  expect(pass(59)).toBe(0);
  expect(pass(1)).toBe(1);
  expect(pass(60)).toBe(2);
});

test('a jump of the clock, ahead or back, brings a beat within a second', () => {
  const { clock, pass } = start(60_000);
  clock.jumpTo(new Date('2026-11-23T08:00:00Z'));
  expect(pass(1)).toBe(1);
  clock.reset();
  expect(pass(1)).toBe(2);
});

test('nothing beats after the end', () => {
  const { stop, pass } = start(60_000);
  stop();
  expect(pass(200)).toBe(0);
});
