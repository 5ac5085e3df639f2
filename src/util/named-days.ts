import { type ParsedResult, type ParsingOption, parse } from 'chrono-node/en';
import { addDays, daysBetween, isDay, type Period, periodOf, type TimeUnit } from './calendar.ts';

/** A date that words name, as Chrono reads it. */
type NamedDate = ParsedResult;
type DateParts = NamedDate['start'];

/** Chrono takes "the" for a one, and any word that begins as a unit for it: "the money" would be a month ahead. */
const bareUnit = /^the \p{L}+$/iu;

/** The dates that words name, counted from a day; none from a day that the calendar has not. */
export function datesIn(words: string, from: string, options: ParsingOption = {}): readonly NamedDate[] {
  const instant = new Date(`${from}T12:00:00Z`);
  if (Number.isNaN(instant.getTime())) return [];
  return parse(words, { instant, timezone: 0 }, options).filter(({ text }) => !bareUnit.test(text));
}

/** Its day, `YYYY-MM-DD`, in a year of its own or another; the calendar may have none such. */
export function dayOf(date: DateParts, year: number | null = date.get('year')): string {
  const [month, day] = (['month', 'day'] as const).map((part) =>
    String(date.get(part) ?? 0).padStart(2, '0'),
  );
  return `${String(year ?? 0).padStart(4, '0')}-${month}-${day}`;
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/** Two numbers where a day stands: alone, or behind a word that leads to one. */
const inNumbers =
  /(?<=^(?=[\d/.]+$)|\b(?:on|by|until|till|before|after|since|from|to|of|due|pause|and|between)\s+(?:the\s+)?)(\d{1,2})([/.])(\d{1,2})\.?(?:\2?(\d{4}))?(?![\d/%:.]*\d)(?!\s*(?:am|pm|%))/giu;

/** Words with a day in numbers written out as their author means it: `12/5` is 12 May, or 5 December where the month comes first. */
export function spelledDays(words: string, isMonthFirst: boolean): string {
  return words.replace(inNumbers, (all: string, ...[one, mark, other, year]: readonly string[]) => {
    const [a, b] = [Number(one), Number(other)];
    const isFirst = mark === '/' && isMonthFirst;
    const [month, day] = (isFirst ? a > 12 : b <= 12) ? [b, a] : [a, b];
    const name = monthNames[month - 1];
    if (name === undefined || day < 1 || day > 31) return all;
    return `${day} ${name}${year === undefined ? '' : ` ${year}`}`;
  });
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

interface PeriodInText {
  readonly period: Period;
  /** The words that said it. */
  readonly text: string;
}

/** The days that a question is about, counted from the asker's day; undefined when it names none. */
export function periodIn(question: string, asOf: string): PeriodInText | undefined {
  return rollingPeriod(question, asOf) ?? namedPeriod(question, asOf) ?? datedPeriod(question, asOf);
}

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};

const spanLengths: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/** How many, in digits or in a word, as a piece of a pattern. */
export const countWords = `\\d{1,3}|${Object.keys(numbers).join('|')}`;

/** "two" and "week" are 14. */
export function daysIn(count: string, span: string): number {
  return (numbers[count.toLowerCase()] ?? Number(count)) * (spanLengths[span.toLowerCase()] ?? 1);
}

const rolling = /\b(?:(?:in|over|during|within|for) )?the (?:last|past)|\b(?:last|past)/i;
const counted = new RegExp(`(?:${rolling.source}) (${countWords}) (day|week|month|quarter|year)s?\\b`, 'i');

const named =
  /\b(?:(in|during|over|for|since) )?(?:the )?(this|last|past|previous|current) (week|month|quarter|year)\b/i;

/** What stands before a date that is meant as one: "may" and "second" are words too. */
const leads = /(?:^|\s)(in|on|during|since|from|of|between)(?:\s+the)?\s+$/i;

/** What the date's own words may begin with. */
const begins = /^(in|on|during|since|from|of|between)\b/i;

/** Spans that are not understood: Chrono makes one day of "the last few weeks". */
const spansOfDays = /\b(?:days|weeks|months|quarters|years)$/i;
const selfEvident = /^(?:today|yesterday|last|this)\b/i;

function rollingPeriod(question: string, asOf: string): PeriodInText | undefined {
  const match = counted.exec(question);
  if (!match) return undefined;
  const [, count = '', span = ''] = match;
  const days = daysIn(count, span);
  return { period: { from: addDays(asOf, -days), to: asOf }, text: match[0] };
}

function namedPeriod(question: string, asOf: string): PeriodInText | undefined {
  const match = named.exec(question);
  const [text, lead = '', which = '', unit = ''] = match ?? [];
  const span = spans.find((one) => one === unit.toLowerCase());
  if (text === undefined || span === undefined) return undefined;
  const now = periodOf(asOf, span);
  const isNow = ['this', 'current'].includes(which.toLowerCase());
  const { from, to } = isNow ? now : periodOf(addDays(now.from, -1), span);
  return { period: { from, to: /since/i.test(lead) ? asOf : to }, text };
}

const spans: readonly TimeUnit[] = ['week', 'month', 'quarter', 'year'];

function datedPeriod(question: string, asOf: string): PeriodInText | undefined {
  // Chrono takes "from 1" for one o'clock.
  const plain = question.replace(/\b(?:from|between)\b/gi, (word) => ' '.repeat(word.length));
  const dates = datesIn(plain, asOf);
  // A time of day is no period.
  const named = dates.filter(
    ({ start, text }) =>
      !spansOfDays.test(text) && (['day', 'weekday', 'month'] as const).some((part) => start.isCertain(part)),
  );
  return named.flatMap((date) => datedBy(date, question, asOf) ?? [])[0];
}

function datedBy(
  { index, text, start, end }: NamedDate,
  question: string,
  asOf: string,
): PeriodInText | undefined {
  const [led = '', before] = leads.exec(question.slice(0, index)) ?? [];
  const lead = before ?? begins.exec(text)?.[1];
  if (lead === undefined && !selfEvident.test(text)) return undefined;
  const [first, last] = [daysOf(start, asOf), daysOf(end ?? start, asOf)];
  const period = { from: first.from, to: lead?.toLowerCase() === 'since' ? asOf : last.to };
  const said = question.slice(index - led.length, index + text.length);
  return period.from <= period.to && period.from <= asOf ? { period, text: said } : undefined;
}

/** A month alone is all of it; what would be yet to come was last time. */
function daysOf(date: NamedDate['start'], asOf: string): Period {
  const day = dayOf(date);
  const isMonth = date.isCertain('month') && !date.isCertain('day');
  const period = periodOf(day, isMonth ? 'month' : 'day');
  if (period.from <= asOf || date.isCertain('year')) return period;
  if (date.isCertain('weekday'))
    return periodOf(addDays(day, -7 * Math.ceil(daysBetween(asOf, day) / 7)), 'day');
  return periodOf(`${Number(day.slice(0, 4)) - 1}${day.slice(4)}`, isMonth ? 'month' : 'day');
}
