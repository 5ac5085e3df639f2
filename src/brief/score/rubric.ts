import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';

const kindName = z.string().regex(/^[a-z][a-z_]*$/);
const days = z.int().min(0);
const loss = z.number().max(0);
const gain = z.int().min(1);
const percent = z.int().min(0).max(100);
const label = z.string().min(1);

/**
 * What code asks of a kind before it believes it. `people`: the note has somebody of theirs on it. `day`: its words name
 * a day. `person_on_call`: the person it names is among the note's people. `decision_maker_same_note`: that note also has
 * a decision maker. `pilot_before`: a pilot was agreed, or a test asked for, in this note or before.
 */
const needs = ['people', 'day', 'person_on_call', 'decision_maker_same_note', 'pilot_before'] as const;

const kindSchema = z.strictObject({
  label,
  /** Progress: where the deal stands once this was said. The highest that holds counts. */
  stage: percent.optional(),
  /** The stage holds only when one of these was said too. */
  with: z.array(kindName).min(1).optional(),
  /** Once it ended well it proves this kind. */
  passed_as: kindName.optional(),
  /** Support: counts once, however often it is said. */
  adds: gain.optional(),
  /** Adds only while its day is ahead, and keeps nothing after the fade. */
  dated: z.boolean().default(false),
  /** Its day stops the count of silence. */
  stops_silence: z.boolean().default(false),
  /** Added once one of them ended well. */
  passed: z.strictObject({ label, adds: gain }).optional(),
  /** Trouble: each open one costs. */
  costs: loss.optional(),
  /** More for every time it was said again. */
  again: loss.default(0),
  /** Costs once the day it names is over, in place of what it cost before. */
  late: loss.optional(),
  /** More for every day it was due before. */
  slip: loss.default(0),
  /** Costs in full only once the fade is over: a short wait is none. */
  grows: z.boolean().default(false),
  /** Its day ends it: it costs nothing after. */
  until_day: z.boolean().default(false),
  /** Loses weight with age. */
  ages: z.boolean().default(false),
  /** Half of it is given back when the deal reached a new stage since it was last said. */
  eases: z.boolean().default(false),
  /** The most that all of this kind cost together. */
  cap: loss.optional(),
  /** Goes on counting once the deal is won: what is owed then. */
  after_win: z.boolean().default(false),
  /** What MEDDPICC calls it, and in plain words for "not known yet". */
  meddpicc: z.string().optional(),
  topic: z.string().optional(),
  /** What to do for these points, as a short order. */
  raise: z.string().optional(),
  /** Offered only while one of these is open. */
  raise_after: z.array(kindName).min(1).optional(),
  /** Offered only from this stage on. */
  raise_from: percent.default(0),
  /** The kind that says the opposite, and what two notes then disagree on; named on one side of a pair. */
  contradicts: z.strictObject({ kind: kindName, about: label }).optional(),
  /** For the model: what it is, what a note may say then, and what is none. */
  definition: label,
  example: label.optional(),
  not: label.optional(),
  needs: z.array(z.enum(needs)).default(['people']),
});

const sure = z.strictObject({ calls: z.int().min(1), newest_days: days, people: z.int().min(1) });

/** Shape of the rubric file; what one field alone does not show is checked where it is read. */
const rubricSchema = z.strictObject({
  bands: z.array(z.strictObject({ name: label, from: percent })).min(1),
  start: z.strictObject({ cold: percent, contact: percent }),
  /** No stage counts for more while one person of theirs alone was heard who does not sign. */
  alone_at_most: percent,
  /** The most that a deal can have while it is not won. */
  open_at_most: percent,
  won: percent,
  lost: percent,
  /** The most while the newest note's words say lost and nobody has said so of the deal. */
  said_lost_at_most: percent,
  /** Costs from a stage on while none of `until` was said. */
  unproven: z.array(
    z.strictObject({ label, from_stage: percent, points: loss, until: z.array(kindName).min(1) }),
  ),
  /** What all support adds at most; several people of theirs on calls are support too. */
  support: z.strictObject({
    at_most: percent,
    several: z.strictObject({ label, people: z.int().min(2), adds: gain }),
  }),
  silence: z.strictObject({ after_days: days, a_day: loss, cap: loss }),
  /** Trouble weighs in full up to `full_days` since it was last said, then falls evenly to `to` at `low_days`. */
  ageing: z.strictObject({ full_days: days, low_days: days, to: z.number().min(0).max(1) }),
  /** A day that has passed takes this long to show in full. */
  fade_days: z.int().min(1),
  momentum_days: z.int().min(1),
  /** When something known about a deal is called stale. */
  stale_after_days: days,
  at_risk: z.strictObject({
    setback_days: days,
    setback_days_in_pause: days,
    unanswered_days: days,
    close_within_days: days,
    slips: z.int().min(1),
    no_need_days: days,
    silent_days: days,
    overdue_days: days,
  }),
  buckets: z.strictObject({
    unanswered_days: days,
    setback_days: days,
    unlogged_days: days,
    due_soon_days: days,
  }),
  confidence: z.strictObject({ high: sure, medium: sure }),
  kinds: z.record(kindName, kindSchema),
});

/** The points table a sales manager edits; `kinds` keeps the file's order. */
export type Rubric = z.infer<typeof rubricSchema>;
export type Kind = Rubric['kinds'][string];

/** The kinds that code treats by name; the file must have them all. */
const namedKinds = [
  'buyer_request',
  'pilot_agreed',
  'evaluation_passed',
  'proposal_out',
  'paper_process',
  'next_step',
  'decision_maker',
  'decision_process',
  'objection',
  'budget_doubt',
  'competitor',
  'setback',
  'ask_unanswered',
  'promise',
  'agreed_silence',
  'person',
  'amount',
  'close_date',
  'reason',
  'metrics',
  'pain',
] as const;

/** Names of kinds wherever the file refers to one. */
function referredKinds({ kinds, unproven }: Rubric): readonly (readonly [place: string, kind: string])[] {
  const ofKinds = Object.entries(kinds).flatMap(([name, kind]) => [
    ...(kind.with ?? []).map((one) => [`kinds.${name}.with`, one] as const),
    ...(kind.raise_after ?? []).map((one) => [`kinds.${name}.raise_after`, one] as const),
    ...(kind.passed_as === undefined ? [] : [[`kinds.${name}.passed_as`, kind.passed_as] as const]),
    ...(kind.contradicts ? [[`kinds.${name}.contradicts`, kind.contradicts.kind] as const] : []),
  ]);
  return [...ofKinds, ...unproven.flatMap(({ until }) => until.map((one) => ['unproven', one] as const))];
}

/** Faults that one field alone does not show. */
function faultsAcross(rubric: Rubric): string[] {
  const known = new Set(Object.keys(rubric.kinds));
  const missing = namedKinds.filter((name) => !known.has(name)).map((name) => `kinds: ${name} is missing`);
  const unknown = referredKinds(rubric).filter(([, kind]) => !known.has(kind));
  const faults = [...missing, ...unknown.map(([place, kind]) => `${place}: there is no kind ${kind}`)];
  const edges = rubric.bands.map((band) => band.from);
  const rising = edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0));
  if (edges[0] !== 0 || !rising) faults.push('bands: must start from 0 and rise');
  if (rubric.start.cold > rubric.start.contact) faults.push('start: contact must not be below cold');
  if (rubric.ageing.low_days <= rubric.ageing.full_days)
    faults.push('ageing: low_days must be after full_days');
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

/** Whether it can only make a deal look better: a doubt about such a signal is a reason to leave it out. */
export function countsUpwards({ stage, adds, costs }: Kind): boolean {
  return costs === undefined && (stage !== undefined || adds !== undefined);
}

/** Whether it can move the score, either way. */
export function carriesPoints({ stage, adds, costs, late, stops_silence }: Kind): boolean {
  return stops_silence || [stage, adds, costs, late].some((points) => points !== undefined);
}

/** The table and the day that a score counts by. */
export interface Scale {
  readonly rubric: Rubric;
  readonly asOf: string;
}
