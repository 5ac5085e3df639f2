import { en } from 'chrono-node';
import { isDay } from '../brief/calendar.ts';
import type { Signal } from '../brief/testimony/testimony.ts';

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}

/**
 * The day that words name, counted from the day they were written: "by Friday" in a note of 17 November is the 20th.
 * Null when they name none to the day. No zone is involved: a note's day is already the rep's.
 */
export function dayNamed(words: string, writtenOn: string): string | null {
  const instant = new Date(`${writtenOn}T12:00:00Z`);
  if (Number.isNaN(instant.getTime())) return null;
  const found = en.parse(words, { instant, timezone: 0 }, { forwardDate: true });
  for (const { start, end } of found) {
    const last = end ?? start;
    if (!last.isCertain('day') && !last.isCertain('weekday')) continue;
    const day = `${last.get('year')}-${two(last.get('month'))}-${two(last.get('day'))}`;
    if (isDay(day) && day >= writtenOn) return day;
  }
  return null;
}

/** Promises without a date get the one their quote names. Other kinds keep to the model's date, which the score counts on. */
export function withDueDates(signals: readonly Signal[]): readonly Signal[] {
  return signals.map((signal) => {
    if (signal.kind !== 'promise' || signal.dueOn !== null) return signal;
    return { ...signal, dueOn: dayNamed(signal.raisedBy.quote, signal.raisedBy.day) };
  });
}
