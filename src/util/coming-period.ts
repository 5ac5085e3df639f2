import { addDays, type Period, periodOf, type TimeUnit } from './calendar.ts';
import { countWords, datesIn, dayOf, daysIn } from './named-days.ts';

/** Days ahead that a question asks for, and the words that said it. */
export interface ComingPeriod {
  readonly period: Period;
  readonly text: string;
}

/** Where days begin that have no first. */
export const ever = '0000-01-01';

const named =
  /\b(?:(?:in|during|by|until|before) )?(?:the )?(this|next|coming|current) (week|month|quarter|year)\b/i;
const counted = new RegExp(
  `\\b(?:in|within|over) the (?:next|coming) (${countWords}) (day|week|month)s?\\b`,
  'i',
);
const single = /\b(?:due |by )?(today|tomorrow)\b/i;
const passed = /\b(?:overdue|late|past due)\b|(?<=\bnot\b.*)\b(?:in|on) time\b/i;
const before = /\b(?:in|on|by|before|until|due|for)\s+(?:the )?$/i;
/** Many days, of which a date's words give one. */
const pastSpan = /\b(?:last|past|previous) (?:week|month|quarter|year)\b/i;
/** What the date's own words may begin with. */
const within = /^(?:in|on|by|before|until|due|for)\b/i;

/** The days ahead that a question names, such as "in December" or "by Friday"; undefined when it names none. */
export function comingPeriodIn(question: string, asOf: string): ComingPeriod | undefined {
  return passedIn(question, asOf) ?? namedIn(question, asOf) ?? datedIn(question, asOf);
}

function passedIn(question: string, asOf: string): ComingPeriod | undefined {
  const [text] = passed.exec(question) ?? [];
  return text === undefined ? undefined : { text, period: { from: ever, to: addDays(asOf, -1) } };
}

function namedIn(question: string, asOf: string): ComingPeriod | undefined {
  const [day, which = ''] = single.exec(question) ?? [];
  if (day !== undefined)
    return { text: day, period: dayOnly(addDays(asOf, /tomorrow/i.test(which) ? 1 : 0)) };
  const [rolling, count = '', span = ''] = counted.exec(question) ?? [];
  if (rolling !== undefined)
    return { text: rolling, period: { from: asOf, to: addDays(asOf, daysIn(count, span)) } };
  const [text, order = '', unit = ''] = named.exec(question) ?? [];
  const found = units.find((one) => one === unit.toLowerCase());
  if (text === undefined || found === undefined) return undefined;
  const now = periodOf(asOf, found);
  const isNow = /this|current/i.test(order);
  return { text, period: isNow ? now : periodOf(addDays(now.to, 1), found) };
}

const units: readonly TimeUnit[] = ['week', 'month', 'quarter', 'year'];

function dayOnly(day: string): Period {
  return { from: day, to: day };
}

/** A month alone is all of it, the one that comes next or is now. */
function datedIn(question: string, asOf: string): ComingPeriod | undefined {
  const found = datesIn(question, asOf, { forwardDate: true }).filter(({ text }) => !pastSpan.test(text));
  for (const { index, text, start } of found) {
    const [led = ''] = before.exec(question.slice(0, index)) ?? [];
    const [lead = led] = within.exec(text) ?? [];
    const isMonth = start.isCertain('month') && !start.isCertain('day');
    if (lead === '' || !(isMonth || start.isCertain('day') || start.isCertain('weekday'))) continue;
    const isThisMonth =
      isMonth && !start.isCertain('year') && start.get('month') === Number(asOf.slice(5, 7));
    const day = isThisMonth ? asOf : dayOf(start);
    const { from, to } = isMonth ? periodOf(day, 'month') : dayOnly(day);
    return { text: `${led}${text}`, period: isUntil(lead, to, asOf) ? { from: ever, to } : { from, to } };
  }
  return undefined;
}

/** What "was due yesterday" was so on that day alone. */
function isUntil(lead: string, to: string, asOf: string): boolean {
  return /by|until|before/i.test(lead) || (/due/i.test(lead) && to >= asOf);
}
