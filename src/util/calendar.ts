import { upperFirst } from './first-letter.ts';
import { rememberLast } from './remember.ts';

const dayMs = 86_400_000;

/** Whether this machine's Node knows a time zone by that name: Slack's list and its own differ by age. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds of a day's noon in UTC; NaN when there is no such day. */
function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** Making one costs a hundred times as much as using it. */
const dayFormat = rememberLast(
  (zone) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  100,
);

/** The calendar day that a moment falls on in an IANA zone, `YYYY-MM-DD`. */
export function dayIn(zone: string, moment: Date): string {
  return dayFormat(zone).format(moment);
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

/** The later of two days: a colleague further east may have logged a call of tomorrow. */
export function laterDay(one: string, other: string): string {
  return one < other ? other : one;
}

/** The day so many days later; negative counts go back. */
export function addDays(day: string, count: number): string {
  return new Date(noon(day) + count * dayMs).toISOString().slice(0, 10);
}

/** The week, from Monday. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** How many days after Monday; NaN when there is no such day. */
function weekdayIndex(day: string): number {
  return (new Date(noon(day)).getUTCDay() + 6) % 7;
}

/** English name of a day's weekday, with a capital. */
export function weekdayOf(day: string): string {
  const name = weekdays[weekdayIndex(day)] ?? '';
  return upperFirst(name);
}

/** Zones whose people write the month first; elsewhere the day comes first, or the year. */
const monthFirstZones =
  /^(?:US\/.+|Pacific\/Honolulu|America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Nome|Yakutat|Adak|Menominee|Puerto_Rico|Indiana\/.+|Kentucky\/.+|North_Dakota\/.+)|Asia\/(?:Tokyo|Seoul|Shanghai|Taipei|Manila))$/;

/** Whether `12/5` is 5 December to somebody: by their locale, such as `en-US`, where it is known, else by their zone. */
export function writesMonthFirst(locale: string | undefined, zone: string): boolean {
  const [known] = locale === undefined ? [] : supported(locale);
  if (known === undefined) return monthFirstZones.test(zone);
  const parts = new Intl.DateTimeFormat(known, { month: 'numeric', day: 'numeric' }).formatToParts(
    new Date(0),
  );
  const types = parts.map(({ type }) => type);
  return types.indexOf('month') < types.indexOf('day');
}

function supported(locale: string): readonly string[] {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale);
  } catch {
    return [];
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as a person says it: "17 Nov", with the year when it is not that of `asOf`. */
export function dayName(day: string, asOf: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const name = `${Number(date)} ${months[Number(month) - 1] ?? month}`;
  return year === asOf.slice(0, 4) ? name : `${name} ${year}`;
}

/** "today", "yesterday", "6 days ago", "in 3 days". */
export function ago(day: string, today: string): string {
  const days = daysBetween(day, today);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days === -1) return 'tomorrow';
  return days > 0 ? `${days} days ago` : `in ${-days} days`;
}

/** ISO 8601 week of a day: weeks start on Monday, the first has the year's first Thursday. */
export function isoWeekOf(day: string): string {
  const thursday = addDays(day, 3 - weekdayIndex(day));
  const year = thursday.slice(0, 4);
  const dayOfYear = daysBetween(`${year}-01-01`, thursday);
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** Days from one to another, both included, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export function isWithin(day: string, { from, to }: Period): boolean {
  return day >= from && day <= to;
}

export type TimeUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** The whole week, from Monday, or the month, quarter or year that a day is in. */
export function periodOf(day: string, span: TimeUnit): Period {
  if (span === 'day') return { from: day, to: day };
  if (span === 'week') {
    const monday = addDays(day, -weekdayIndex(day));
    return { from: monday, to: addDays(monday, 6) };
  }
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  if (span === 'year') return { from: `${year}-01-01`, to: `${year}-12-31` };
  const first = span === 'quarter' ? month - ((month - 1) % 3) : month;
  const length = span === 'quarter' ? 3 : 1;
  return { from: firstOf(year, first), to: addDays(firstOf(year, first + length), -1) };
}

/** Months past December are those of the next year. */
function firstOf(year: number, month: number): string {
  const [years, index] = [Math.floor((month - 1) / 12), (month - 1) % 12];
  return `${String(year + years).padStart(4, '0')}-${String(index + 1).padStart(2, '0')}-01`;
}
