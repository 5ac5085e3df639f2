import { addDays, daysBetween, periodOf, weekdayOf } from '../../util/calendar.ts';
import type { Edge, Feast, Unit } from './day-vocabulary.ts';

/** Nothing that a deal waits for is counted further than this. */
export const mostCounted = 400;

/** Monday is 0. */
export function weekFromMonday(day: string): number {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  return days.indexOf(weekdayOf(day));
}

/** So many units after a day; a month is over on the same date, or on the last one that there is. */
export function later(day: string, amount: number, unit: Unit): string {
  if (unit === 'day') return addDays(day, Math.round(amount));
  if (unit === 'week') return addDays(day, Math.round(amount * 7));
  if (unit === 'workday') return afterWorkdays(day, amount);
  const exact = amount * { month: 1, quarter: 3, year: 12 }[unit];
  const months = Math.floor(exact);
  if (exact > months) return addDays(later(day, months, 'month'), Math.round((exact - months) * 30));
  const first = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1);
  const { from, to } = periodOf(new Date(first).toISOString().slice(0, 10), 'month');
  const same = addDays(from, Number(day.slice(8)) - 1);
  if (same > to) return to;
  return same;
}

function afterWorkdays(day: string, amount: number): string {
  let end = day;
  let left = amount;
  while (left > 0) {
    end = addDays(end, 1);
    if (weekFromMonday(end) < 5) left -= 1;
  }
  return end;
}

/** A day in the unit that a day is in, or in the next one: its last, or where in it the words say. */
export function ofUnit(
  today: string,
  unit: Unit,
  { isNext, edge }: { isNext: boolean; edge: Edge | null },
): string {
  const span = unit === 'workday' ? 'day' : unit;
  const now = periodOf(today, span);
  const { from, to } = isNext ? periodOf(addDays(now.to, 1), span) : now;
  if (edge === 'start') return from;
  if (edge === 'middle') return addDays(from, Math.floor(daysBetween(from, to) / 2));
  // A week of work ends on Friday.
  return unit === 'week' ? addDays(to, -2) : to;
}

/** The first, or the last, day of a quarter: of this year's while it is not over, where no year is given. */
export function quarterDay(
  today: string,
  quarter: number,
  { year, isFirst }: { year: number | null; isFirst: boolean },
): string {
  const of = (one: number) => periodOf(`${one}-${String(quarter * 3 - 2).padStart(2, '0')}-01`, 'quarter');
  const thisYear = Number(today.slice(0, 4));
  const { from, to } = of(year ?? (of(thisYear).to < today ? thisYear + 1 : thisYear));
  return isFirst ? from : to;
}

/** The day of a feast: the next one where no year is given. */
export function feastDay(today: string, feast: Feast, year: number | null): string {
  const thisYear = Number(today.slice(0, 4));
  const near = feastIn(year ?? thisYear, feast);
  return year === null && near < today ? feastIn(thisYear + 1, feast) : near;
}

function feastIn(year: number, feast: Feast): string {
  if (feast === 'christmas') return `${year}-12-25`;
  if (feast === 'new year') return `${year}-12-31`;
  if (feast === 'labor day') return nth(`${year}-09-01`, 0, 1);
  if (feast === 'thanksgiving') return nth(`${year}-11-01`, 3, 4);
  return easter(year);
}

/** The so-manieth such weekday from a day on. */
function nth(first: string, weekday: number, number: number): string {
  return addDays(first, ((weekday - weekFromMonday(first) + 7) % 7) + 7 * (number - 1));
}

/** Which weekday, or week, of the month that begins on a day: -1 is the last; null where it has none. */
export function nthOf(
  first: string,
  which: number,
  { weekday, isFirst }: { weekday: number | null; isFirst: boolean },
): string | null {
  const { to } = periodOf(first, 'month');
  const lastWeek = addDays(to, -6);
  if (weekday !== null) {
    const day = which < 0 ? nth(lastWeek, weekday, 1) : nth(first, weekday, which);
    return day > to ? null : day;
  }
  const from = which < 0 ? lastWeek : addDays(first, 7 * (which - 1));
  return from > to ? null : isFirst ? from : addDays(from, 6);
}

/** A month that is over for no longer than this is meant by its name, not the one of next year. */
const lately = 31;

/** The first day of a month by its name; null for one lately over, unless the words look ahead. */
export function monthFrom(
  today: string,
  month: number,
  { year, isAhead }: { year: number | null; isAhead: boolean },
): string | null {
  const first = (of: number) => `${of}-${String(month).padStart(2, '0')}-01`;
  if (year !== null) return first(year);
  const thisYear = Number(today.slice(0, 4));
  const isOver = month < Number(today.slice(5, 7));
  const before = periodOf(first(isOver ? thisYear : thisYear - 1), 'month').to;
  if (!isAhead && daysBetween(before, today) <= lately) return null;
  return first(isOver ? thisYear + 1 : thisYear);
}

/** Easter Sunday: https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm */
function easter(year: number): string {
  const { floor } = Math;
  const [golden, century, rest] = [year % 19, floor(year / 100), year % 100];
  const moon =
    (19 * golden + century - floor(century / 4) - floor((century - floor((century + 8) / 25) + 1) / 3) + 15) %
    30;
  const sunday = (32 + 2 * (century % 4) + 2 * floor(rest / 4) - moon - (rest % 4)) % 7;
  const shift = floor((golden + 11 * moon + 22 * sunday) / 451);
  return addDays(`${year}-03-22`, moon + sunday - 7 * shift);
}
