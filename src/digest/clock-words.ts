import { type Weekday, weekdays } from './digest-settings.ts';

const clock = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/;

/** A weekday by its name, its plural or the beginning of it, two letters at least. */
export function weekdayIn(word: string): Weekday | null {
  const bare = word.replace(/s$/, '');
  return bare.length < 2 ? null : (weekdays.find((day) => day.startsWith(bare)) ?? null);
}

/** `8`, `8:30`, `8.30`, `8am`, `7:15pm`, `noon` as `HH:MM`; null for what is no time of day. */
export function timeIn(word: string): string | null {
  if (word === 'noon') return '12:00';
  const found = clock.exec(word);
  if (found === null) return null;
  const [, hours = '', minutes = '00', half] = found;
  const typed = Number(hours);
  if (half !== undefined && (typed < 1 || typed > 12)) return null;
  const hour = half === undefined ? typed : (typed % 12) + (half === 'pm' ? 12 : 0);
  return hour > 23 || Number(minutes) > 59 ? null : `${String(hour).padStart(2, '0')}:${minutes}`;
}
