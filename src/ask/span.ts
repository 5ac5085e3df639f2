import { addDays, weekdayOf } from '../brief/calendar.ts';

/** Days from one to another, both included, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export type Span = 'day' | 'week' | 'month' | 'quarter' | 'year';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The whole week, from Monday, or the month, quarter or year that a day is in. */
export function spanOf(day: string, span: Span): Period {
  if (span === 'day') return { from: day, to: day };
  if (span === 'week') {
    const monday = addDays(day, -weekdays.indexOf(weekdayOf(day)));
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
