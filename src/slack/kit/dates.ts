import { dayName, daysBetween, weekdayOf } from '../../util/calendar.ts';

/** The time of day in a zone, such as "14:02". */
export function clockTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at);
}

/** "Fri 27 Nov". */
export function dueName(day: string, today: string): string {
  return `${weekdayOf(day).slice(0, 3)} ${dayName(day, today)}`;
}

/** "today", "yesterday", "6 days ago", "in 3 days". */
export function ago(day: string, today: string): string {
  const days = daysBetween(day, today);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days === -1) return 'tomorrow';
  return days > 0 ? `${days} days ago` : `in ${-days} days`;
}

/** The same seen from a day of the past: "that day", "the day before", "6 days before". */
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
