import { en, type ParsedResult, type ParsingOption } from 'chrono-node';
import { addDays, isDay } from './calendar.ts';

/** A date that words name, as Chrono reads it. */
export type NamedDate = ParsedResult;
type DateParts = NamedDate['start'];

/** The dates that words name, counted from a day; none from a day that the calendar has not. */
export function datesIn(words: string, from: string, options: ParsingOption = {}): readonly NamedDate[] {
  const instant = new Date(`${from}T12:00:00Z`);
  return Number.isNaN(instant.getTime()) ? [] : en.parse(words, { instant, timezone: 0 }, options);
}

/** Its day, `YYYY-MM-DD`, in a year of its own or another; the calendar may have none such. */
export function dayOf(date: DateParts, year: number | null = date.get('year')): string {
  const [month, day] = (['month', 'day'] as const).map((part) =>
    String(date.get(part) ?? 0).padStart(2, '0'),
  );
  return `${String(year ?? 0).padStart(4, '0')}-${month}-${day}`;
}

/**
 * The day that words name, counted from the day they were written: "by Friday" in a note of 17 November is the 20th.
 * Null when they name none to the day. No zone is involved: a note's day is already the rep's.
 */
export function dayNamed(words: string, writtenOn: string): string | null {
  for (const { start, end } of datesIn(words, writtenOn, { forwardDate: true })) {
    const last = end ?? start;
    if (!last.isCertain('day') && !last.isCertain('weekday')) continue;
    const day = dayOf(last);
    if (isDay(day) && day >= writtenOn) return day;
  }
  return null;
}

/**
 * The day that words name, looking back from `today`: "1 May" is the latest one that has come. A day ahead comes back
 * only when it was plainly named. Null when the words name no day, or one that can be read in two ways, such as 1/5.
 */
export function pastDay(text: string, today: string): string | null {
  const words = text.trim().replace(/^(?:on|the)\s+/i, '');
  if (/^[\d-]+$/.test(words)) return isDay(words) ? words : null;
  if (/\d[./]\d/.test(words)) return null;
  const parts = read(words, today);
  if (parts?.isCertain('weekday') && !parts.isCertain('day')) return weekday(parts, words, today);
  if (!parts?.isCertain('day')) return null;
  return parts.isCertain('year') ? dayOf(parts) : latest(parts, today);
}

/** 29 February comes back after eight years at the latest. */
const mostYears = 8;
const yearDays = 365;

/** What all of the words name, nothing left over. */
function wholly(words: string, today: string): DateParts | undefined {
  const [found, ...more] = datesIn(words, today);
  const isWhole = found?.text.length === words.length && found.end == null && more.length === 0;
  return isWhole ? found.start : undefined;
}

/** Without a year the latest such day that has come. */
function latest(parts: DateParts, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const days = Array.from({ length: mostYears + 1 }, (_, back) => dayOf(parts, year - back));
  return days.find((day) => isDay(day) && day <= today) ?? null;
}

/** "Friday" is the latest one; "next Friday" is ahead. */
function weekday(parts: DateParts, words: string, today: string): string {
  const day = dayOf(parts);
  return day > today && /^\w+$/.test(words) ? addDays(day, -7) : day;
}

/** The words as they read in this year; 29 February, which may have none, as in the last that had one. */
function read(words: string, today: string): DateParts | undefined {
  for (let back = 0; back <= mostYears; back += 1) {
    const parts = wholly(words, addDays(today, -back * yearDays));
    if (parts) return parts;
  }
  return undefined;
}
