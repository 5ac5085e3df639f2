import { dayName, daysBetween, weekdayOf } from '../../util/calendar.ts';

/** The time of day in a zone, such as "14:02". */
export function clockTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at);
}

/** "Fri 27 Nov". */
export function dueName(day: string, today: string): string {
  return `${weekdayOf(day).slice(0, 3)} ${dayName(day, today)}`;
}

/** How long ago, seen from a day of the past: "that day", "the day before", "6 days before". */
export function before(day: string, then: string): string {
  const days = daysBetween(day, then);
  if (days === 0) return 'that day';
  return days === 1 ? 'the day before' : `${days} days before`;
}

/** Noon of a day in a zone with its offset, such as `2026-11-17T12:00:00+05:30`. */
export function noonIn(zone: string, day: string): string {
  const noonUtc = new Date(`${day}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    noonUtc,
  );
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return `${day}T12:00:00${name === 'GMT' ? '+00:00' : name.replace('GMT', '')}`;
}
