import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayName } from '../../src/util/calendar.ts';
import { pastDay } from '../../src/util/named-days.ts';

/** A Wednesday. */
const today = '2026-11-18';

test.each([
  ['1 May', '2026-05-01'],
  ['May 1', '2026-05-01'],
  ['the 1st of May', '2026-05-01'],
  ['30 December', '2025-12-30'],
  ['18 November', '2026-11-18'],
  ['19 November', '2025-11-19'],
  ['29 Feb', '2024-02-29'],
  ['1 May 2024', '2024-05-01'],
  ['2026-05-01', '2026-05-01'],
  ['yesterday', '2026-11-17'],
  ['today', today],
  ['3 days ago', '2026-11-15'],
  ['two weeks ago', '2026-11-04'],
  ['last Friday', '2026-11-13'],
  ['Friday', '2026-11-13'],
  ['on Monday', '2026-11-16'],
  ['Wednesday', today],
  ['tomorrow', '2026-11-19'],
  ['next Friday', '2026-11-27'],
  ['1 May 2027', '2027-05-01'],
])('“%s” is %s', (words, day) => {
  expect(pastDay(words, today)).toBe(day);
});

test.each([
  '',
  'soonish',
  'May',
  'last month',
  'noon',
  '31 June',
  '2026-02-30',
  '2026-13-01',
  '1/5/2026',
  '1.5.',
  '5',
  '1 May to 3 May',
  '1 May Ltd',
  'Friday 1 May and later',
])('“%s” names no one day', (words) => {
  expect(pastDay(words, today)).toBeNull();
});

test('any day of the last year is the one meant, as a number or without its year, and any words are safe', () => {
  const spoken = fc.property(fc.nat(364), (back) => {
    const day = addDays(today, -back);
    expect(pastDay(day, today)).toBe(day);
    expect(pastDay(dayName(day, day), today)).toBe(day);
  });
  fc.assert(spoken, { numRuns: 365 });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      const day = pastDay(words, today);
      expect(day === null || /^\d{4}-\d\d-\d\d$/.test(day)).toBe(true);
    }),
  );
});
