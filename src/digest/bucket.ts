import { promisesOf } from '../brief/open-items.ts';
import { signalFactors } from '../brief/score/factors.ts';
import type { History } from '../brief/score/history.ts';
import type { Scale } from '../brief/score/rubric.ts';
import type { Score } from '../brief/score/score.ts';
import type { Signal } from '../brief/score/signal.ts';
import { lastContactDay, quietUntil } from '../brief/score/silence.ts';
import { daysBetween } from '../util/calendar.ts';
import { daysAtWork, type Holiday } from './settings.ts';
import { type Bucket, type BucketRule, type Comparison, linesOf, type Week, type WeekLine } from './week.ts';

/** What decides beside the notes. */
interface BucketInput extends Scale {
  readonly holidays: readonly Holiday[];
  /** Last day the rep let it sleep; null when it does not. */
  readonly snoozedUntil: string | null;
}

/** The rule that puts an open deal into its bucket: first match wins. `known` is what was known on the day. */
export function bucketRuleOf(known: History, input: BucketInput): BucketRule {
  const { asOf, snoozedUntil } = input;
  if (snoozedUntil !== null && snoozedUntil >= asOf) return { kind: 'snoozed', until: snoozedUntil };
  return (
    quiet(known, asOf) ??
    overdue(known, input) ??
    unanswered(known, input) ??
    notLogged(known, input) ?? { kind: 'open' }
  );
}

/** So long without a note, and the rep is told that nothing was logged. */
const unloggedDays = 14;
const quietKinds = new Set(['agreed_silence', 'next_step']);

function quiet(known: History, asOf: string): BucketRule | null {
  const until = quietUntil(known.signals, asOf);
  const signal = known.signals.find(
    (one) => quietKinds.has(one.kind) && one.closedBy === null && one.dueOn === until,
  );
  return until === null || signal === undefined ? null : { kind: 'quiet', until, signal };
}

function overdue(known: History, { asOf }: Scale): BucketRule | null {
  const promise = promisesOf(known, asOf).find((one) => one.who === 'us' && one.overdue);
  if (promise?.dueOn == null) return null;
  return { kind: 'overdue', promise, days: daysBetween(promise.dueOn, asOf) };
}

/** Counted as the score counts it: from the last day somebody was reached, other than in the note that tells of it. */
function unanswered(known: History, input: BucketInput): BucketRule | null {
  const row = signalFactors(known, input).find((factor) => factor.kind === 'ask_unanswered');
  if (row === undefined || row.cited === null) return null;
  const { cited } = row;
  const since = lastContactDay(known.notes.filter((note) => note.id !== cited.noteId)) ?? cited.day;
  const days = daysAtWork(since, input.asOf, input.holidays);
  const least = input.rubric.kinds['ask_unanswered']?.after_days ?? 0;
  return days < least ? null : { kind: 'unanswered', days, cited };
}

function notLogged(known: History, { asOf, holidays }: BucketInput): BucketRule | null {
  const lastDay = known.notes.at(-1)?.day ?? asOf;
  const days = daysAtWork(lastDay, asOf, holidays);
  return days < unloggedDays
    ? null
    : { kind: 'not_logged', days, pauseEnd: pauseEndOf(known.signals, lastDay) };
}

/** The day on which a pause or step ended last, if no note came since. */
function pauseEndOf(signals: readonly Signal[], lastDay: string): string | null {
  const ends = signals.filter((one) => quietKinds.has(one.kind) && one.closedBy === null);
  const days = ends.flatMap(({ dueOn }) => (dueOn !== null && dueOn >= lastDay ? [dueOn] : []));
  return days.toSorted().at(-1) ?? null;
}

const bucketByRule: Readonly<Record<BucketRule['kind'], Bucket>> = {
  snoozed: 'on_track',
  quiet: 'on_track',
  overdue: 'now',
  unanswered: 'now',
  not_logged: 'now',
  open: 'this_week',
};

export function bucketOf(rule: BucketRule): Bucket {
  return bucketByRule[rule.kind];
}

/** Past this many weeks waiting longer makes nothing more urgent. */
const mostWeeks = 4;
const atRiskFactor = 1.25;

/** From about 1 up to 3: an overdue promise before an unanswered ask before a deal that nothing is known of. */
function urgencyOf(rule: BucketRule, asOf: string): number {
  const weeks = (days: number): number => Math.min(mostWeeks, days / 7) / mostWeeks;
  switch (rule.kind) {
    case 'overdue':
      return 2 + weeks(rule.days);
    case 'unanswered':
      return 1.75 + weeks(rule.days);
    case 'not_logged':
      return 1.25 + (rule.pauseEnd === null ? 0 : 0.75) + weeks(rule.days) / 4;
    case 'open':
      return 1;
    // Ahead of us: the nearer its day, the more urgent.
    case 'quiet':
    case 'snoozed':
      return 1 / (1 + Math.max(0, daysBetween(asOf, rule.until)) / 7);
  }
}

/** Urgency x score: who is worth most when called first. A deal without a score counts as one at the base. */
export function rankOf(
  { rule, asOf }: { readonly rule: BucketRule; readonly asOf: string },
  score: Score | null,
  base: number,
): number {
  const risk = score?.atRisk == null ? 1 : atRiskFactor;
  return urgencyOf(rule, asOf) * risk * Math.max(1, score?.value ?? base);
}

/** Most worth calling first; equal ranks in the order of their keys, so that a week is the same on every machine. */
export function byRank(a: WeekLine, b: WeekLine): number {
  return b.rank - a.rank || a.deal.key.localeCompare(b.deal.key);
}

const bucketWords = {
  now: 'needs attention now',
  this_week: 'is for this week',
  on_track: 'is on track',
} as const;

function nameOf({ prospect }: WeekLine): string {
  return prospect.name;
}

function scoreOf({ score }: WeekLine): string {
  return score === null ? 'no score yet' : `${score.value} ${score.band}`;
}

function sentence(upper: WeekLine, lower: WeekLine): string {
  const [above, below] = [nameOf(upper), nameOf(lower)];
  if (upper.bucket !== lower.bucket) {
    const [first, second] = [bucketWords[upper.bucket], bucketWords[lower.bucket]];
    return `${above} ${first}: ${upper.why}. ${below} ${second}: ${lower.why}.`;
  }
  return `${above}: ${upper.why}, ${scoreOf(upper)}. ${below}: ${lower.why}, ${scoreOf(lower)}.`;
}

/**
 * Why one deal stands above another, with a note of each, by code. The deals come back in the order they stand in, which
 * tells when it is the other way round. Null when either is not a line of the week.
 */
export function whyAbove(week: Week, a: string, b: string): Comparison | null {
  const lines = linesOf(week);
  const [first, second] = [a, b].map((key) => lines.findIndex(({ deal }) => deal.key === key));
  if (first === undefined || second === undefined || first === second) return null;
  const [upper, lower] = [lines[Math.min(first, second)], lines[Math.max(first, second)]];
  if (upper === undefined || lower === undefined) return null;
  return {
    text: sentence(upper, lower),
    deals: [upper.deal.key, lower.deal.key],
    cited: [upper.reason.cited, lower.reason.cited],
    by: 'facts',
  };
}
