import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';

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
const rubricSchema = z.strictObject({
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

/** The kinds that code treats by name; the file must have them all. */
const namedKinds = ['next_step', 'promise', 'agreed_silence', 'person', 'objection'] as const;
const moreKinds = ['budget_confirmed', 'budget_doubt', 'competitor', 'ask_unanswered'] as const;

/** Faults that one field alone does not show. */
function faultsAcross(rubric: Rubric): string[] {
  const faults: string[] = [];
  const known = new Set(Object.keys(rubric.kinds));
  for (const name of [...namedKinds, ...moreKinds]) {
    if (!known.has(name)) faults.push(`kinds: ${name} is missing`);
  }
  const gated = rubric.gates.flatMap((gate) => [...gate.unless, ...(gate.while ?? [])]);
  const opposed = Object.values(rubric.kinds).flatMap(({ contradicts }) => contradicts?.kind ?? []);
  for (const [place, names] of Object.entries({ gates: gated, contradicts: opposed })) {
    const unknown = names.filter((name) => !known.has(name));
    faults.push(...unknown.map((name) => `${place}: there is no kind ${name}`));
  }
  const edges = rubric.bands.map((band) => band.from);
  const rising = edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0));
  if (edges[0] !== 0 || !rising) faults.push('bands: must start from 0 and rise');
  return faults;
}

/** Reads the rubric file; throws ConfigError with every fault in it, one a line. */
export function readRubric(text: string): Rubric {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (cause) {
    throw new ConfigError('prompts/rubric.yml is not valid YAML', { cause });
  }
  const parsed = rubricSchema.safeParse(raw);
  const faults = parsed.success
    ? faultsAcross(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(['prompts/rubric.yml has faults:', ...faults].join('\n- '));
  }
  return parsed.data;
}

/** The table and the day that a score counts by. */
export interface Scale {
  readonly rubric: Rubric;
  readonly asOf: string;
}
