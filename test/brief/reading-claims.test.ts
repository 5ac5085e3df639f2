import { expect, test } from 'vitest';
import { createReadingClaims } from '../../src/brief/reading/reading-claims.ts';

const minuteMs = 60_000;

/** Two processes over one bank, and the clock of both in minutes after a span began. */
function twoProcesses() {
  const held = new Set<string>();
  const state = {
    async claim(key: string) {
      const isFirst = !held.has(key);
      held.add(key);
      return isFirst;
    },
  };
  const clock = { minutes: 0 };
  const now = () => new Date(Date.parse('2026-11-23T10:00:00Z') + clock.minutes * minuteMs);
  return { clock, now, one: createReadingClaims(state, now), other: createReadingClaims(state, now) };
}

test.each([0, 1, 2, 3, 3.9, 4.5, 4.99])(
  'what begins %d minutes into a span is nobody else’s until it must be done',
  async (minutes) => {
    const { clock, now, one, other } = twoProcesses();
    clock.minutes = minutes;
    expect(await one.claim(['a'])).toEqual(['a']);
    const untilMs = one.deadline().getTime();
    for (; now().getTime() < untilMs; clock.minutes += 0.1) {
      expect(await other.claim(['a', 'b'])).toEqual(['b']);
      expect(await one.claim(['a'])).toEqual(['a']);
    }
  },
);

test('a process that died is waited for no longer than two spans', async () => {
  const { clock, one, other } = twoProcesses();
  clock.minutes = 4.9;
  await one.claim(['a']);
  clock.minutes = 10.1;
  expect(await other.claim(['a'])).toEqual(['a']);
});
