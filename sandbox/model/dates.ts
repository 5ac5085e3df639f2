import * as chrono from 'chrono-node';

const ignored = /^(?:sat|sun|mon|wed|may|march|now|second|today|tonight|this \w+|\d[\d.]*)$/u;
const duration = /\b(?:day|week|month|year|hour|minute)s?\b/iu;
const anchored = /^(?:in|within|next|end|the day|this)\b/iu;
const vague = /^(?:next|this) (?:month|quarter|year)$/iu;
const quarter = /\b(until|till|after|in|by|before|end of|from)?\s*(?:the )?(start of |end of )?Q([1-4])\b/iu;

/** The first day a clause names, counted from the note's own day and forward; null without one. */
export function dueIn(text: string, day: string): string | null {
  if (/\bday after tomorrow\b/iu.test(text)) return plusDays(day, 2);
  if (/\b(?:EOD|end of (?:the )?day)\b/iu.test(text)) return day;
  if (/\b(?:EOW|end of (?:the |this )?week)\b/iu.test(text)) return nextFriday(day);
  return calendarDay(text, day) ?? quarterDay(text, day);
}

/** `day` plus a number of days, both `YYYY-MM-DD`. */
function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function calendarDay(text: string, day: string): string | null {
  const reference = { instant: new Date(`${day}T12:00:00Z`), timezone: 0 };
  for (const result of chrono.en.GB.parse(text, reference, { forwardDate: true })) {
    if (!isDay(result)) continue;
    const date = result.start.date().toISOString().slice(0, 10);
    const ahead = daysBetween(day, date);
    // "Friday" written on a Friday is the next one.
    if (ahead === 0 && isBareWeekday(result)) return plusDays(day, 7);
    // "2 Nov went well", written on 17 Nov, would come out a year ahead.
    if (ahead >= 0 && ahead <= 300) return date;
  }
  return null;
}

function isBareWeekday(result: chrono.ParsedResult): boolean {
  return result.start.isCertain('weekday') && !result.start.isCertain('day');
}

function isDay(result: chrono.ParsedResult): boolean {
  if (ignored.test(result.text)) return false;
  if (duration.test(result.text)) return anchored.test(result.text) && !vague.test(result.text);
  return result.start.isCertain('day') || result.start.isCertain('weekday') || isMonth(result);
}

function isMonth(result: chrono.ParsedResult): boolean {
  return result.start.isCertain('month') && /^\p{Lu}/u.test(result.text.replace(/^(?:in|on|by) /u, ''));
}

/** "Until Q3" ends when Q3 starts, "by Q3" when it ends. */
function quarterDay(text: string, day: string): string | null {
  const match = quarter.exec(text);
  if (match === null) return null;
  const starts = /until|till|after|before|from/iu.test(match[1] ?? '') && !/end/iu.test(match[2] ?? '');
  const first = (Number(match[3]) - 1) * 3;
  const year = Number(day.slice(0, 4));
  const dates = [year, year + 1].map((y) => Date.UTC(y, starts ? first : first + 3, starts ? 1 : 0, 12));
  const ahead = dates.map((at) => new Date(at).toISOString().slice(0, 10)).find((date) => date > day);
  return ahead ?? null;
}

function nextFriday(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return plusDays(day, (5 - weekday + 7) % 7);
}
