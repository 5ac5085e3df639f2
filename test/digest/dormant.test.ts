import { expect, test } from 'vitest';
import { isDormant } from '../../src/digest/deals.ts';
import { importSource } from '../../src/import/plan.ts';
import { addDays } from '../../src/util/calendar.ts';
import { note } from '../memory/support.ts';

const today = '2026-11-23';
const imported = (daysAgo: number) =>
  note({ day: addDays(today, -daysAgo), source: `${importSource}notes.csv` });

test.each([
  [89, false],
  [90, false],
  [91, true],
])('an imported deal whose newest note is %d days old is dormant: %s', (daysAgo, expected) => {
  expect(isDormant({ headers: [imported(daysAgo), imported(400)] }, today)).toBe(expected);
});

test('what a rep logged by hand is never dormant, and wakes what was imported', () => {
  const own = note({ day: addDays(today, -120), source: 'modal' });
  expect(isDormant({ headers: [own] }, today)).toBe(false);
  expect(isDormant({ headers: [own, imported(200)] }, today)).toBe(false);
  expect(isDormant({ headers: [] }, today)).toBe(false);
});
