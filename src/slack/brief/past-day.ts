import { en, type ParsedComponents } from 'chrono-node';
import { addDays, isDay } from '../../util/calendar.ts';

/** 29 February comes back after eight years at the latest. */
const mostYears = 8;
const yearDays = 365;

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}

function dayOf(year: number | null, parts: ParsedComponents): string {
  return `${year}-${two(parts.get('month'))}-${two(parts.get('day'))}`;
}

/** What all of the words name, nothing left over. */
function wholly(words: string, today: string): ParsedComponents | undefined {
  const [found, ...more] = en.parse(words, { instant: new Date(`${today}T12:00:00Z`), timezone: 0 });
  const isWhole = found?.text.length === words.length && found.end == null && more.length === 0;
  return isWhole ? found.start : undefined;
}

/** Without a year the latest such day that has come. */
function latest(parts: ParsedComponents, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const days = Array.from({ length: mostYears + 1 }, (_, back) => dayOf(year - back, parts));
  return days.find((day) => isDay(day) && day <= today) ?? null;
}

/** "Friday" is the latest one; "next Friday" is ahead. */
function weekday(parts: ParsedComponents, words: string, today: string): string {
  const day = dayOf(parts.get('year'), parts);
  return day > today && /^\w+$/.test(words) ? addDays(day, -7) : day;
}

/** The words as they read in this year; 29 February, which may have none, as in the last that had one. */
function read(words: string, today: string): ParsedComponents | undefined {
  for (let back = 0; back <= mostYears; back += 1) {
    const parts = wholly(words, addDays(today, -back * yearDays));
    if (parts) return parts;
  }
  return undefined;
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
  return parts.isCertain('year') ? dayOf(parts.get('year'), parts) : latest(parts, today);
}
