import { z } from 'zod';
import type { StateBank, StateRecord } from '../memory/memory.ts';
import { addDays, daysBetween, weekdays } from '../util/calendar.ts';

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What is stored of a rep's choices; what an older record lacks has its default. */
const choices = z.object({
  isOn: z.boolean(),
  day: z.enum(weekdays),
  /** `HH:MM` in the rep's zone. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Nothing is sent in a week in which nobody needs the rep. */
  isQuiet: z.boolean().default(false),
  /** Days away: no digest comes, and silence is not counted. The newest last. */
  holidays: z.array(z.object({ from: daySchema, until: daySchema })).default([]),
  /** When day, time or on were chosen, ISO 8601; null for a rep who never chose. */
  chosenAt: z.string().nullable().default(null),
});

/** What one rep chose about the digest. */
export type DigestSettings = z.infer<typeof choices>;

/** What holds for reps who never chose: from `DIGEST_DEFAULT`, `DIGEST_DAY` and `DIGEST_TIME`. */
type DigestDefaults = Pick<DigestSettings, 'isOn' | 'day' | 'time'>;

/** Settings in the state bank, one record a rep. Rejects when memory does not answer. */
export interface SettingsStore {
  get(user: string): Promise<DigestSettings>;
  /** Of those who chose, by user; the others have `defaults`. One list. */
  all(): Promise<ReadonlyMap<string, DigestSettings>>;
  /** Changes what is given, keeps the rest, and gives the whole. */
  change(user: string, change: Partial<Omit<DigestSettings, 'chosenAt'>>): Promise<DigestSettings>;
  readonly defaults: DigestSettings;
}

const kind = 'settings';
const mostHolidays = 10;

/** `now` dates a change: a digest is never sent or offered for a time that was chosen after it. */
export function createSettings(deps: {
  state: StateBank;
  defaults: DigestDefaults;
  now: () => Date;
}): SettingsStore {
  const { state, now } = deps;
  const defaults = choices.parse(deps.defaults);
  const read = (record: StateRecord | undefined): readonly [string, DigestSettings] | undefined => {
    const outer = stored.safeParse(record?.data);
    const inner = outer.success ? choices.safeParse(outer.data.digest) : undefined;
    return outer.success && inner?.success ? [outer.data.user, inner.data] : undefined;
  };
  const get = async (user: string) => read(await state.get(idOf(user)))?.[1] ?? defaults;
  return {
    defaults,
    get,
    async all() {
      const records = await state.list(`kind:${kind}`);
      return new Map(
        records.flatMap((record) => {
          const found = read(record);
          return found === undefined ? [] : [found];
        }),
      );
    },
    async change(user, change) {
      const before = await get(user);
      const { isOn = before.isOn, day = before.day, time = before.time } = change;
      // A form hands all of it back: what is as it was is no choice.
      const isChoice = isOn !== before.isOn || day !== before.day || time !== before.time;
      const chosenAt = isChoice ? now().toISOString() : before.chosenAt;
      const digest = choices.parse({ ...before, ...change, chosenAt });
      const kept = { ...digest, holidays: digest.holidays.slice(-mostHolidays) };
      await state.put({ id: idOf(user), kind, data: { user, digest: kept }, noteIds: [], tags: [] });
      return kept;
    },
  };
}

const stored = z.object({ user: z.string(), digest: z.unknown() });

function idOf(user: string): string {
  return `settings-${user.toLowerCase()}`;
}

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

/** Days on which the rep was away, both counted. */
export interface Holiday {
  readonly from: string;
  readonly until: string;
}

/** Days from one day to another on which the rep was at work: a holiday pauses silence, so it is not counted. */
export function daysAtWork(from: string, to: string, holidays: readonly Holiday[]): number {
  let away = 0;
  for (const holiday of merged(holidays)) {
    const start = holiday.from > from ? holiday.from : from;
    const end = holiday.until < to ? holiday.until : to;
    // The day of the note itself is day zero, whether or not the rep was away on it.
    const first = start === from ? 1 : 0;
    if (end >= start) away += Math.max(0, daysBetween(start, end) + 1 - first);
  }
  return Math.max(0, daysBetween(from, to) - away);
}

/** In order and without overlaps, so that no day is taken off twice. */
function merged(holidays: readonly Holiday[]): readonly Holiday[] {
  const joined: Holiday[] = [];
  for (const holiday of holidays.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = joined.at(-1);
    if (last === undefined || holiday.from > last.until) joined.push(holiday);
    else if (holiday.until > last.until) joined[joined.length - 1] = { ...last, until: holiday.until };
  }
  return joined;
}
