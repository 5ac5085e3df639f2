import { daysBetween, isDay } from '../calendar.ts';

const furthestDays = 3 * 366;
/** What stops the nagging may not stop it for years. */
const furthestQuietDays = 366;
const quietKinds = new Set(['agreed_silence', 'next_step']);

/** A date that cannot be costs the date, not the signal. */
export function canBeDue(day: string, kind: string, from: string): boolean {
  const furthest = quietKinds.has(kind) ? furthestQuietDays : furthestDays;
  return isDay(day) && Math.abs(daysBetween(from, day)) <= furthest;
}
