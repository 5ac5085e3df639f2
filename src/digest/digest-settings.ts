import { z } from 'zod';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What is stored of a rep's choices; what an older record lacks has its default. */
export const choices = z.object({
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
export type DigestDefaults = Pick<DigestSettings, 'isOn' | 'day' | 'time'>;
