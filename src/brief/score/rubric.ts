import { z } from 'zod';

const kindName = z.string().regex(/^[a-z][a-z_]*$/);
const days = z.int().min(0);
const deduction = z.int().max(0);
const score = z.int().min(0).max(100);

const kindSchema = z.strictObject({
  label: z.string().min(1),
  /** Above zero adds once, however often it is said; below zero deducts for each open signal. */
  points: z.int().default(0),
  /** The most that all open signals of this kind may deduct together. */
  cap: deduction.optional(),
  /** Halved, or what `fade.to` says, once it is older than `fade.after_days`. */
  fades: z.boolean().default(false),
  /** Counts only with a date, up to that day. */
  needs_date: z.boolean().default(false),
  /** Costs nothing once the date that the note names has passed. */
  until_date: z.boolean().default(false),
  /** Counts once nobody has been reached for so many days. */
  after_days: days.optional(),
  /** What MEDDPICC calls it, and in plain words for "not known yet". */
  meddpicc: z.string().optional(),
  topic: z.string().optional(),
  /** What to do for these points, as a short order. */
  raise: z.string().optional(),
  /** The kind that says the opposite, and what two notes then disagree on; named on one side of a pair. */
  contradicts: z.strictObject({ kind: kindName, about: z.string().min(1) }).optional(),
  /** For the model: what it is, what a note says then, and what is none. */
  definition: z.string().min(1),
  example: z.string().min(1),
  not: z.string().min(1),
});

const gateSchema = z.strictObject({
  hold_at: score,
  label: z.string().min(1),
  /** Holds only while one of these counts; left out: always. */
  while: z.array(kindName).optional(),
  unless: z.array(kindName).min(1),
});

const sure = z.strictObject({ notes: z.int().min(1), newest_days: days });

/** Shape of the rubric file; what one field alone does not show is checked where it is read. */
export const rubricSchema = z.strictObject({
  base: score,
  bands: z.array(z.strictObject({ name: z.string().min(1), from: score })).min(1),
  fade: z.strictObject({ after_days: days, to: z.number().min(0).max(1) }),
  silence: z.strictObject({ after_days: days, a_day: deduction, cap: deduction }),
  momentum_days: z.int().min(1),
  stale_after_days: days,
  gates: z.array(gateSchema),
  at_risk: z.strictObject({
    silent_days: days,
    drop: z.int().min(1),
    open_objections: z.int().min(1),
    overdue_days: days,
  }),
  confidence: z.strictObject({ high: sure, medium: sure }),
  kinds: z.record(kindName, kindSchema),
});

/** The points table a sales manager edits; `kinds` keeps the file's order. */
export type Rubric = z.infer<typeof rubricSchema>;
export type Kind = Rubric['kinds'][string];
