import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen, lastSlot, nextSlot } from '../../src/digest/schedule.ts';
import { daysAtWork } from '../../src/digest/settings.ts';
import { addDays, dayIn, isoWeekOf, weekdayOf, weekdays } from '../../src/util/calendar.ts';
import { dayNamed } from '../../src/util/named-days.ts';

const monday8 = { day: 'monday', time: '08:00' } as const;
const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];

test.each([
  ['Europe/Berlin', '2026-03-23T12:00:00Z', '2026-03-30T06:00:00.000Z'],
  ['Europe/Berlin', '2026-10-20T12:00:00Z', '2026-10-26T07:00:00.000Z'],
  ['Australia/Sydney', '2026-04-01T00:00:00Z', '2026-04-05T22:00:00.000Z'],
  ['Australia/Sydney', '2026-10-01T00:00:00Z', '2026-10-04T21:00:00.000Z'],
])('eight o’clock in %s stays eight o’clock when the clocks change', (zone, after, at) => {
  expect(nextSlot(monday8, zone, new Date(after)).at.toISOString()).toBe(at);
});

test('a time that the clock skips comes as soon as it may, and one that comes twice counts once', () => {
  const sunday = { day: 'sunday', time: '02:30' } as const;
  const spring = nextSlot(sunday, 'Europe/Berlin', new Date('2026-03-28T00:00:00Z'));
  expect(spring).toMatchObject({ at: new Date('2026-03-29T01:00:00Z'), day: '2026-03-29' });
  const autumn = nextSlot(sunday, 'Europe/Berlin', new Date('2026-10-24T00:00:00Z'));
  expect(autumn.at).toEqual(new Date('2026-10-25T00:30:00Z'));
  expect(nextSlot(sunday, 'Europe/Berlin', autumn.at).at).toEqual(new Date('2026-11-01T01:30:00Z'));
});

test('a slot holds from its very moment up to four hours later', () => {
  const at = new Date('2026-11-23T08:00:00Z');
  expect(lastSlot(monday8, 'UTC', at).at).toEqual(at);
  expect(lastSlot(monday8, 'UTC', new Date(at.getTime() - 1)).at).toEqual(new Date('2026-11-16T08:00:00Z'));
  const states = [-1, 0, 14_399_999, 14_400_000].map((ms) => isOpen({ at }, new Date(at.getTime() + ms)));
  expect(states).toEqual([false, true, true, false]);
});

test('at any moment and in any zone one slot is behind and one ahead, a week apart, on the chosen day', () => {
  const when = fc.record({
    day: fc.constantFrom(...weekdays),
    time: fc.constantFrom('00:00', '02:30', '08:00', '23:59'),
  });
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(when, fc.constantFrom(...zones), moment, (chosen, zone, now) => {
      const [last, next] = [lastSlot(chosen, zone, now), nextSlot(chosen, zone, now)];
      expect(last.at.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(next.at.getTime()).toBeGreaterThan(now.getTime());
      expect(addDays(last.day, 7)).toBe(next.day);
      expect(weekdayOf(last.day).toLowerCase()).toBe(chosen.day);
      expect(dayIn(zone, last.at)).toBe(last.day);
      expect(last.week).not.toBe(next.week);
    }),
    { numRuns: 150 },
  );
});

test.each([
  ['2026-11-23', '2026-W48'],
  ['2026-11-22', '2026-W47'],
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
  ['2021-01-03', '2020-W53'],
])('%s is in week %s', (day, week) => {
  expect(isoWeekOf(day)).toBe(week);
});

test.each([
  [[], 14],
  [[{ from: '2026-11-10', until: '2026-11-12' }], 11],
  [[{ from: '2026-11-09', until: '2026-11-12' }], 11],
  [[{ from: '2026-10-01', until: '2026-12-24' }], 0],
  [
    [
      { from: '2026-11-10', until: '2026-11-12' },
      { from: '2026-11-12', until: '2026-11-13' },
    ],
    10,
  ],
  [[{ from: '2026-12-01', until: '2026-12-05' }], 14],
])('days at work leave holidays out: %j', (holidays, days) => {
  expect(daysAtWork('2026-11-09', '2026-11-23', holidays)).toBe(days);
});

test.each([
  ['I will send the ROI sheet by Friday', '2026-11-20'],
  ['contract by 2 December', '2026-12-02'],
  ['tomorrow morning', '2026-11-18'],
  ['end of Q3', null],
  ['soon', null],
  ['in March', null],
  ['20 seats for 5 people', null],
])('“%s” written on Tuesday 17 November 2026 names %s', (words, day) => {
  expect(dayNamed(words, '2026-11-17')).toBe(day);
});
