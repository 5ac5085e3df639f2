import { addDays, isDay, type Weekday, weekdays } from '../util/calendar.ts';
import { datesIn, dayOf, spelledDays } from '../util/named-days.ts';

/** What was typed after the digest's command. */
export type DigestOrder =
  | { readonly kind: 'now' | 'on' | 'off' | 'settings' | 'help' }
  /** Null for what was not said. */
  | { readonly kind: 'when'; readonly day: Weekday | null; readonly time: string | null }
  /** The first day back. */
  | { readonly kind: 'pause'; readonly until: string }
  | { readonly kind: 'unknown' };
const plain = new Set(['now', 'on', 'off', 'settings', 'help'] as const);

/**
 * Reads `monday 8:30`, `every friday at 7am`, `pause until 7 Jan`, `now`, `on`, `off`, `settings`; `today` is the rep's,
 * and so is the way of writing a day in numbers.
 */
export function readDigestOrder(typed: string, today: string, isMonthFirst: boolean): DigestOrder {
  const text = typed
    .toLowerCase()
    .replace(/(\d)\s+(am|pm)\b/g, '$1$2')
    .trim();
  if (text === '') return { kind: 'settings' };
  for (const kind of plain) if (text === kind) return { kind };
  return text.startsWith('pause')
    ? pauseIn(spelledDays(text, isMonthFirst).toLowerCase(), today)
    : whenIn(text);
}

function pauseIn(text: string, today: string): DigestOrder {
  const words = text.replace(/^pause(?: until| till)?/, '').trim();
  if (isDay(words) && words > today) return { kind: 'pause', until: words };
  const [found] = datesIn(words, today, { forwardDate: true });
  if (found === undefined) return { kind: 'unknown' };
  const named = dayOf(found.start);
  // Said on a Monday, "until Monday" is the next one.
  const until = named === today && found.start.isCertain('weekday') ? addDays(today, 7) : named;
  return isDay(until) && until > today ? { kind: 'pause', until } : { kind: 'unknown' };
}

const fillers = new Set(['at', 'on', 'every', 'each', 'to', 'in', 'the', 'morning', 'oclock', "o'clock"]);

function whenIn(text: string): DigestOrder {
  const words = text.split(/[\s,]+/).filter((word) => !fillers.has(word));
  const times = words.flatMap((word) => timeIn(word) ?? []);
  const days = words.flatMap((word) => weekdayIn(word) ?? []);
  const isClear = words.length === times.length + days.length && times.length < 2 && days.length < 2;
  if (!isClear || words.length === 0) return { kind: 'unknown' };
  return { kind: 'when', day: days[0] ?? null, time: times[0] ?? null };
}

const clock = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/;

/** A weekday by its name, its plural or the beginning of it, two letters at least. */
function weekdayIn(word: string): Weekday | null {
  const bare = word.replace(/s$/, '');
  return bare.length < 2 ? null : (weekdays.find((day) => day.startsWith(bare)) ?? null);
}

/** `8`, `8:30`, `8.30`, `8am`, `7:15pm`, `noon` as `HH:MM`; null for what is no time of day. */
function timeIn(word: string): string | null {
  if (word === 'noon') return '12:00';
  const found = clock.exec(word);
  if (found === null) return null;
  const [, hours = '', minutes = '00', half] = found;
  const typed = Number(hours);
  if (half !== undefined && (typed < 1 || typed > 12)) return null;
  const hour = half === undefined ? typed : (typed % 12) + (half === 'pm' ? 12 : 0);
  return hour > 23 || Number(minutes) > 59 ? null : `${String(hour).padStart(2, '0')}:${minutes}`;
}
