import { addDays, daysBetween, type Period, periodOf, type TimeUnit } from '../../util/calendar.ts';
import { datesIn, dayOf, type NamedDate } from '../../util/named-days.ts';

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

interface PeriodInText {
  readonly period: Period;
  /** The words that said it. */
  readonly text: string;
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

/** The days that a question is about, counted from the asker's day; undefined when it names none. */
export function periodIn(question: string, asOf: string): PeriodInText | undefined {
  return rollingPeriod(question, asOf) ?? namedPeriod(question, asOf) ?? datedPeriod(question, asOf);
}

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
