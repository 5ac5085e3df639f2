import { dayIn, isDay } from '../util/calendar.ts';

/** How a column writes its days. */
export type DayOrder = 'day first' | 'month first' | 'both';

/** How a column's order was found: by a day that can be no month, by how its reader writes dates, or by their own word. */
type OrderGround = 'a day over 12' | 'habit' | 'said' | 'not needed';

export interface ColumnOrder {
  readonly order: DayOrder;
  readonly by: OrderGround;
}

/** What a cell says of a day: the day, that it can be read in two ways, or nothing. */
export type ReadDay = { readonly day: string } | { readonly why: 'either' | 'none' };

const parted = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})$/i;

/** 12/5 by the whole column: one day over 12 anywhere decides it, else how its reader writes dates. */
export function orderOf(cells: Iterable<string>, isMonthFirst: boolean): ColumnOrder {
  const seen = new Set<Shape>();
  for (const cell of cells) seen.add(shapeOf(cell));
  const by = seen.has('open') ? 'a day over 12' : 'not needed';
  const [isDay, isMonth] = [seen.has('day first'), seen.has('month first')];
  if (isDay && isMonth) return { order: 'both', by: 'a day over 12' };
  if (isDay || isMonth) return { order: isMonth ? 'month first' : 'day first', by };
  return { order: isMonthFirst ? 'month first' : 'day first', by: seen.has('open') ? 'habit' : 'not needed' };
}

/** `open`: it can be read in two ways. */
type Shape = 'day first' | 'month first' | 'open' | 'other';

function shapeOf(cell: string): Shape {
  const [, first, mark, second] = parted.exec(cell) ?? [];
  if (first === undefined || second === undefined || mark === '.') return 'other';
  if (Number(first) > 12) return 'day first';
  if (Number(second) > 12) return 'month first';
  return first === second ? 'other' : 'open';
}

/** The day that a cell names, seen from a zone where it names a moment. */
export function dayInCell(cell: string, order: DayOrder, zone: string): ReadDay {
  return dayAtMoment(cell, zone) ?? dayByNumbers(cell, order) ?? dayByName(cell) ?? { why: 'none' };
}

/** A moment with its offset. One at midnight to the second is a day that was written as a moment. */
function dayAtMoment(cell: string, zone: string): ReadDay | undefined {
  if (/^1\d{12}$/.test(cell)) return momentIn(Number(cell), zone);
  const [, day = '', time = '', offset = ''] = instant.exec(cell) ?? [];
  if (day === '') return undefined;
  if (/^00:00(?::00(?:\.0+)?)?$/.test(time)) return real(day);
  const at = Date.parse(`${day}T${time}${/^[+-]/.test(offset) ? offset : 'Z'}`);
  return Number.isNaN(at) ? undefined : momentIn(at, zone);
}

function momentIn(at: number, zone: string): ReadDay {
  return { day: dayIn(zone, new Date(at)) };
}

function dayByNumbers(cell: string, order: DayOrder): ReadDay | undefined {
  const [, year, middle, last] = yearFirst.exec(cell) ?? [];
  if (year !== undefined) return real([year, middle ?? '', last ?? '']);
  const [, first, mark, second, written = ''] = parted.exec(cell) ?? [];
  if (first === undefined || second === undefined) return bySerial(cell);
  const whole = written.length === 2 ? `20${written}` : written;
  const isDayFirst = mark === '.' || Number(first) > 12;
  const isMonthFirst = !isDayFirst && Number(second) > 12;
  const dayFirst = () => real([whole, second, first]);
  if (isDayFirst || first === second) return dayFirst();
  if (isMonthFirst || order === 'month first') return real([whole, first, second]);
  return order === 'both' ? { why: 'either' } : dayFirst();
}

/** Spreadsheets count days from the end of 1899; these are those of 2000 to 2064. */
function bySerial(cell: string): ReadDay | undefined {
  if (!/^[3-5]\d{4}(?:\.\d+)?$/.test(cell)) return undefined;
  const days = Math.floor(Number(cell));
  if (days < 36_526 || days > 59_999) return undefined;
  return { day: new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10) };
}

const monthNames = [
  'jan januar january janvier janv enero ene jän jänner',
  'feb februar february février févr fevrier febrero',
  'mar march märz mrz mär mars marzo',
  'apr april avril avr abril abr',
  'may mai mayo maj',
  'jun june juni juin junio',
  'jul july juli juillet juil julio',
  'aug august août aout agosto ago augusti',
  'sep sept september septembre septiembre',
  'oct okt october oktober octobre octubre',
  'nov november novembre noviembre',
  'dec dez december dezember décembre decembre diciembre dic',
].map((line) => new Set(line.split(' ')));

const month = '(\\p{L}{3,12})\\.?';
const dayThenMonth = new RegExp(
  `^(?:\\p{L}+,? )?(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -](?:de |of )?${month}[ ,-]{1,2}(?:de )?(\\d{4})`,
  'iu',
);
const monthThenDay = new RegExp(`^(?:\\p{L}+,? )?${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`, 'iu');

/** "17 Nov 2026", "Nov 17, 2026 9:30 AM", "17. November 2026". */
function dayByName(cell: string): ReadDay | undefined {
  const [, day, name, year] = dayThenMonth.exec(cell) ?? [];
  if (day !== undefined && name !== undefined) return named(year, name, day);
  const [, first, date, ofYear] = monthThenDay.exec(cell) ?? [];
  return first !== undefined && date !== undefined ? named(ofYear, first, date) : undefined;
}

function named(year = '', name: string, day: string): ReadDay | undefined {
  const index = monthNames.findIndex((names) => names.has(name.toLowerCase()));
  return index < 0 ? undefined : real([year, String(index + 1), day]);
}

/** Undefined for a day that the calendar has not. */
function real(parts: string | readonly string[]): ReadDay | undefined {
  const day = typeof parts === 'string' ? parts : parts.map((part) => part.padStart(2, '0')).join('-');
  return isDay(day) ? { day } : undefined;
}
