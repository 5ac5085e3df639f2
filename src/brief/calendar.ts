const dayMs = 86_400_000;

/** Milliseconds of a day's noon in UTC; NaN when there is no such day. */
function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** The calendar day that a moment falls on in an IANA zone, `YYYY-MM-DD`. */
export function dayIn(zone: string, moment: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(moment);
}

/** True for a `YYYY-MM-DD` that the calendar has: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = noon(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to) - noon(from)) / dayMs);
}

/** The day so many days later; negative counts go back. */
export function addDays(day: string, count: number): string {
  return new Date(noon(day) + count * dayMs).toISOString().slice(0, 10);
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** English name of a day's weekday. */
export function weekdayOf(day: string): string {
  return weekdays[new Date(noon(day)).getUTCDay()] ?? '';
}

/** A day as a person says it: `17 Nov`, with the year when it is not that of `asOf`. */
export function sayDay(day: string, asOf: string): string {
  const sameYear = day.slice(0, 4) === asOf.slice(0, 4);
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(noon(day));
}
