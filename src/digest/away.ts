import { addDays } from '../brief/calendar.ts';
import type { DigestSettings } from './digest-settings.ts';
import type { Holiday } from './holidays.ts';

/** Holidays with one more, from today up to the day before the rep is back; earlier plans for later days give way. */
export function pausedUntil(settings: DigestSettings, today: string, backOn: string): readonly Holiday[] {
  const past = endedBy(settings, today);
  return backOn <= today ? past : [...past, { from: today, until: addDays(backOn, -1) }];
}

/** Holidays as they are when the rep is back today. */
export function endedBy({ holidays }: DigestSettings, today: string): readonly Holiday[] {
  const yesterday = addDays(today, -1);
  return holidays
    .filter(({ from }) => from < today)
    .map((holiday) => (holiday.until < today ? holiday : { ...holiday, until: yesterday }));
}

/** The first day back; null when the rep is not away on that day. */
export function backOn({ holidays }: DigestSettings, today: string): string | null {
  const last = holidays.filter(({ from, until }) => from <= today && until >= today).at(-1);
  return last === undefined ? null : addDays(last.until, 1);
}
