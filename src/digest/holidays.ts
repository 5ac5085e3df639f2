import { daysBetween } from '../util/calendar.ts';

/** Days on which the rep was away, both counted. */
export interface Holiday {
  readonly from: string;
  readonly until: string;
}

/** Days from one day to another on which the rep was at work: a holiday pauses silence, so it is not counted. */
export function daysAtWork(from: string, to: string, holidays: readonly Holiday[]): number {
  let away = 0;
  for (const holiday of merged(holidays)) {
    const start = holiday.from > from ? holiday.from : from;
    const end = holiday.until < to ? holiday.until : to;
    // The day of the note itself is day zero, whether or not the rep was away on it.
    const first = start === from ? 1 : 0;
    if (end >= start) away += Math.max(0, daysBetween(start, end) + 1 - first);
  }
  return Math.max(0, daysBetween(from, to) - away);
}

/** In order and without overlaps, so that no day is taken off twice. */
function merged(holidays: readonly Holiday[]): readonly Holiday[] {
  const joined: Holiday[] = [];
  for (const holiday of holidays.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = joined.at(-1);
    if (last === undefined || holiday.from > last.until) joined.push(holiday);
    else if (holiday.until > last.until) joined[joined.length - 1] = { ...last, until: holiday.until };
  }
  return joined;
}
