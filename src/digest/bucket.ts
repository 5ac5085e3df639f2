import type { PromiseLine } from '../brief/brief.ts';
import { isPromisedToo, owedRequestsOf, promisesOf } from '../brief/open-items.ts';
import { amountOf } from '../brief/pipeline/deal-money.ts';
import { stageOf } from '../brief/score/ladder.ts';
import { closeDateOf, ourLate, setbackWithin, unansweredFor } from '../brief/score/risk.ts';
import type { Scale } from '../brief/score/rubric.ts';
import { contactDay, daysSinceContact, pauseOn, quietOn } from '../brief/score/silence.ts';
import { isKeptUntil, isLate } from '../brief/score/trouble.ts';
import {
  closingNote,
  type Known,
  outcomeAsked,
  saidSinceClosing,
  stepNotRead,
  unreadNotes,
} from '../brief/signals/history.ts';
import { lastSaid, type Signal, slipsOf } from '../brief/signals/signal.ts';
import { addDays, dayName, daysBetween } from '../util/calendar.ts';
import { counted } from '../util/counted.ts';
import { daysAtWork, type Holiday } from './settings.ts';
import {
  type Bucket,
  type BucketRule,
  type Comparison,
  linesOf,
  type OurPromise,
  type Week,
  type WeekLine,
} from './week.ts';

const bucketByRule: Readonly<Record<Exclude<BucketRule['kind'], 'closed'>, Bucket>> = {
  snoozed: 'on_track',
  outcome_said: 'now',
  overdue: 'now',
  theirs: 'now',
  unanswered: 'now',
  setback: 'now',
  slipped: 'now',
  not_logged: 'now',
  quiet: 'on_track',
  ahead: 'on_track',
  due: 'this_week',
  asked: 'this_week',
  open: 'this_week',
};

/** Null for a deal that is closed: it is counted apart. */
export function bucketOf({ kind }: BucketRule): Bucket | null {
  return kind === 'closed' ? null : bucketByRule[kind];
}

/** What decides beside the notes. */
export interface BucketInput extends Scale {
  /** Slack user id of whose week it is; left out where nobody is told apart. */
  readonly rep?: string;
  readonly holidays: readonly Holiday[];
  /** The day on which it is back from the rep's letting it sleep; null when it does not. */
  readonly snoozedUntil: string | null;
}

type Rule = (known: Known, circumstances: BucketInput) => BucketRule | null;

/** Whether anything is left to do for a deal that is won. */
function isOwed(known: Known, asOf: string): boolean {
  if (owedRequestsOf(known).length > 0) return true;
  const isSince = saidSinceClosing(known);
  return known.signals.some((signal) => {
    if (signal.closedBy !== null) return false;
    if (signal.kind === 'promise') return signal.who === 'us' ? !isKeptUntil(signal) : isLate(signal, asOf);
    if (signal.kind === 'next_step') return true;
    return signal.kind === 'objection' && isSince(signal);
  });
}

const closed: Rule = (known, { asOf }) => {
  const closing = closingNote(known.notes);
  if (closing === null || known.outcomeSaid !== undefined) return null;
  return closing.outcome === 'won' && isOwed(known, asOf) ? null : { kind: 'closed' };
};

const snoozed: Rule = (_, { snoozedUntil, asOf }) =>
  snoozedUntil !== null && snoozedUntil > asOf ? { kind: 'snoozed', until: snoozedUntil } : null;

const outcomeSaid: Rule = ({ outcomeSaid: said }) => (said ? { kind: 'outcome_said', said } : null);

function ofRep(promise: PromiseLine, rep: string | undefined): OurPromise {
  return { ...promise, isOwn: rep === undefined || promise.author === null || promise.author === rep };
}

const overdue: Rule = (known, { asOf, rep }) => {
  const [late] = ourLate(known, 1, asOf);
  const promise = promisesOf(known, asOf).find(({ cited }) => cited === late?.raisedBy);
  if (promise?.dueOn == null) return null;
  return { kind: 'overdue', promise: ofRep(promise, rep), days: daysBetween(promise.dueOn, asOf) };
};

const waitedFor: ReadonlySet<string> = new Set(['promise', 'buyer_request', 'next_step']);

const theirs: Rule = (known, circumstances) => {
  const { asOf, rubric } = circumstances;
  const isOut = stageOf(known, circumstances).at >= (rubric.kinds['proposal_out']?.stage ?? 0);
  if (!isOut) return null;
  const late = known.signals.filter((signal) => waitedFor.has(signal.kind) && isLate(signal, asOf));
  const [first] = late.toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));
  return first?.dueOn == null
    ? null
    : { kind: 'theirs', signal: first, days: daysBetween(first.dueOn, asOf) };
};

const unanswered: Rule = (known, circumstances) => {
  const { unanswered_days } = circumstances.rubric.buckets;
  const ask = unansweredFor(known, unanswered_days, circumstances);
  if (ask === undefined) return null;
  const atWork = daysAtWork(ask.cited.day, circumstances.asOf, circumstances.holidays);
  return atWork < unanswered_days ? null : { kind: 'unanswered', days: ask.days, cited: ask.cited };
};

const setback: Rule = (known, circumstances) => {
  const { rubric, asOf } = circumstances;
  const signal = setbackWithin(known, rubric.buckets.setback_days, asOf);
  if (signal === undefined || pauseOn(known, circumstances) !== null) return null;
  return { kind: 'setback', signal, days: daysBetween(lastSaid(signal).day, asOf) };
};

const slipped: Rule = (known, circumstances) => {
  const signal = closeDateOf(known);
  const times = signal ? slipsOf(signal) : 0;
  if (signal === undefined || times < circumstances.rubric.at_risk.slips) return null;
  return pauseOn(known, circumstances) === null ? { kind: 'slipped', signal, times } : null;
};

/** The day on which a pause or step ended last, if no note came since. */
function pauseEndOn({ signals }: Known, { rubric }: Scale, lastDay: string): string | null {
  const ends = signals.filter(
    ({ kind, closedBy }) => rubric.kinds[kind]?.stops_silence === true && closedBy === null,
  );
  const days = ends.flatMap(({ dueOn }) => (dueOn !== null && dueOn >= lastDay ? [dueOn] : []));
  return days.toSorted().at(-1) ?? null;
}

const notLogged: Rule = (known, circumstances) => {
  const { rubric, asOf, holidays } = circumstances;
  if (quietOn(known, circumstances) !== null) return null;
  const lastDay = known.notes.at(-1)?.day ?? asOf;
  if (daysAtWork(lastDay, asOf, holidays) < rubric.buckets.unlogged_days) return null;
  return {
    kind: 'not_logged',
    days: daysSinceContact(known, asOf),
    isRemarked: lastDay > contactDay(known, asOf),
    pauseEnd: pauseEndOn(known, circumstances, lastDay),
  };
};

const paused: Rule = (known, circumstances) => {
  const pause = pauseOn(known, circumstances);
  return pause && { kind: 'quiet', ...pause };
};

/** The first promise of ours that is due by that day. */
function dueBy(last: string, known: Known, { asOf, rep }: BucketInput): BucketRule | null {
  const ours = promisesOf(known, asOf).filter(({ who, overdue: isOver }) => who === 'us' && !isOver);
  const promise = ours.find(({ dueOn }) => dueOn !== null && dueOn >= asOf && dueOn <= last);
  if (promise?.dueOn == null) return null;
  return { kind: 'due', promise: ofRep(promise, rep), days: daysBetween(asOf, promise.dueOn) };
}

const due: Rule = (known, input) =>
  dueBy(addDays(input.asOf, input.rubric.buckets.due_soon_days), known, input);

/** Of a deal that is won this is what is left to do, whenever it is due. */
const dueOnceWon: Rule = (known, input) => dueBy('9999-12-31', known, input);

const asked: Rule = (known, { rubric, asOf }) => {
  const last = addDays(asOf, rubric.buckets.due_soon_days);
  const first = owedRequestsOf(known).find(({ dueOn }) => dueOn !== null && dueOn <= last);
  if (first?.dueOn == null) return null;
  return { kind: 'asked', signal: first, days: daysBetween(asOf, first.dueOn) };
};

const datedAhead: ReadonlySet<string> = new Set(['next_step', 'close_date']);

const ahead: Rule = ({ signals }, { asOf }) => {
  const open = signals.filter(({ closedBy }) => closedBy === null);
  if (open.some(({ kind }) => kind === 'objection')) return null;
  const dated = open.flatMap((signal) => {
    const { kind, dueOn, isBeingChecked } = signal;
    const counts = datedAhead.has(kind) && !isBeingChecked && dueOn !== null && dueOn >= asOf;
    return counts ? [{ signal, until: dueOn }] : [];
  });
  const [soonest] = dated.toSorted((a, b) => a.until.localeCompare(b.until));
  return soonest ? { kind: 'ahead', ...soonest } : null;
};

const rules: readonly Rule[] = [
  closed,
  snoozed,
  outcomeSaid,
  overdue,
  theirs,
  unanswered,
  setback,
  slipped,
  notLogged,
  paused,
  due,
  asked,
  ahead,
];

/** What a deal that is won can still ask for. */
const rulesOnceWon: readonly Rule[] = [
  closed,
  snoozed,
  outcomeSaid,
  overdue,
  theirs,
  unanswered,
  due,
  asked,
  dueOnceWon,
  ahead,
];

/** The rule that puts a deal into its bucket: first match wins. `known` is what was known on the day. */
export function bucketRuleOf(known: Known, circumstances: BucketInput): BucketRule {
  const isWon = closingNote(known.notes)?.outcome === 'won';
  for (const ruleOf of isWon ? rulesOnceWon : rules) {
    const rule = ruleOf(known, circumstances);
    if (rule !== null) return rule;
  }
  return {
    kind: 'open',
    step: agreedStep(known),
    agreedOn: stepNotRead(known)?.day ?? null,
    unread: unreadNotes(known).length,
  };
}

/** The step that was agreed last: ahead of its day in the way of a worry, without a day, or past it. */
function agreedStep({ signals }: Known): Signal | null {
  return signals.findLast(({ kind, closedBy }) => kind === 'next_step' && closedBy === null) ?? null;
}

/** What is due today or tomorrow, the soonest first: named on its day, whatever the bucket. */
export function dueNowOf({ signals }: Known, asOf: string): readonly Signal[] {
  const tomorrow = addDays(asOf, 1);
  const dated = signals.filter(
    ({ kind, closedBy, dueOn }) =>
      closedBy === null && dueOn !== null && dueOn >= asOf && dueOn <= tomorrow && namedOnDay.has(kind),
  );
  return dated
    .filter((signal) => !isPromisedToo(signal, signals))
    .toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));
}

const namedOnDay: ReadonlySet<string> = new Set([
  ...['next_step', 'close_date', 'promise', 'agreed_silence', 'buyer_request'],
]);

function lateness(rule: BucketRule, asOf: string): number {
  if ('days' in rule) return rule.kind === 'due' || rule.kind === 'asked' ? -rule.days : rule.days;
  return 'until' in rule ? -daysBetween(asOf, rule.until) : 0;
}

/** A sum of money, in whatever currency, never outweighs a stage, and days never outweigh either. */
const amountWeight = 1 / 20;
const dayWeight = 1e-6;

/** The order inside a bucket, most first: how far the deal has come, then what it is worth, then how late it is. */
export function rankOf(known: Known, rule: BucketRule, scale: Scale): number {
  const amount = amountOf(known)?.counted?.value ?? 0;
  const worth = Math.min(0.9, Math.log10(1 + amount) * amountWeight);
  return stageOf(known, scale).at + worth + lateness(rule, scale.asOf) * dayWeight;
}

const theirWords: Readonly<Record<string, string>> = {
  promise: 'a promise of theirs',
  buyer_request: 'what they asked for',
};

/** A rule in a few words, without a capital or a full stop, so that it fits into a sentence. */
export function sayRule(rule: BucketRule, asOf: string): string {
  switch (rule.kind) {
    case 'closed':
      return 'closed';
    case 'snoozed':
      return `snoozed until ${dayName(rule.until, asOf)}`;
    case 'outcome_said':
      return outcomeAsked(rule.said.words);
    case 'quiet':
      return `pause agreed until ${dayName(rule.until, asOf)}`;
    case 'ahead': {
      const what = rule.signal.kind === 'next_step' ? 'next step' : 'they decide';
      return `${what} on ${dayName(rule.until, asOf)}`;
    }
    case 'overdue':
      return `a promise of ${whose(rule.promise)} is ${counted(rule.days, 'day')} late`;
    case 'due':
      return `a promise of ${whose(rule.promise)} is due ${dayName(addDays(asOf, rule.days), asOf)}`;
    case 'asked':
      return rule.days < 0
        ? `what they asked for is ${counted(-rule.days, 'day')} late`
        : `what they asked for is due ${dayName(addDays(asOf, rule.days), asOf)}`;
    case 'theirs': {
      const what = theirWords[rule.signal.kind];
      return what === undefined
        ? `what was agreed was for ${dayName(addDays(asOf, -rule.days), asOf)}`
        : `${what} is ${counted(rule.days, 'day')} late`;
    }
    case 'unanswered':
      return `no answer for ${counted(rule.days, 'day')}`;
    case 'setback':
      return `setback on ${dayName(lastSaid(rule.signal).day, asOf)}`;
    case 'slipped':
      return `the closing date was put off ${rule.times} times`;
    case 'not_logged': {
      const ended =
        rule.pauseEnd === null ? '' : `, and what was agreed ended on ${dayName(rule.pauseEnd, asOf)}`;
      return `${rule.isRemarked ? 'no contact' : 'nothing'} logged for ${counted(rule.days, 'day')}${ended}`;
    }
    case 'open':
      return sayStep(rule, asOf);
  }
}

function whose({ isOwn }: OurPromise): string {
  return isOwn ? 'yours' : 'a colleague’s';
}

function sayStep({ step, agreedOn, unread }: BucketRule & { kind: 'open' }, asOf: string): string {
  if (agreedOn !== null) return `next step agreed on ${dayName(agreedOn, asOf)}`;
  if (step === null && unread > 0) return `${counted(unread, 'note')} not read yet`;
  if (step === null) return 'no step agreed';
  if (step.dueOn === null) return 'a step is agreed, without a day';
  const day = dayName(step.dueOn, asOf);
  return step.dueOn < asOf ? `the step agreed for ${day} has passed` : `next step on ${day}`;
}

/** Most at stake first; equal ranks in the order of their keys, so that a week is the same on every machine. */
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

/** For two people of one name. */
function nameAt(line: WeekLine): string {
  const company = line.deal.company ?? line.prospect.company;
  return company === null ? nameOf(line) : `${nameOf(line)} at ${company}`;
}

function scoreOf({ score }: WeekLine): string {
  return score === null ? 'no score yet' : `${score.value} ${score.band}`;
}

function sentence(upper: WeekLine, lower: WeekLine): string {
  const isOne = nameOf(upper) === nameOf(lower);
  const [above, below] = [upper, lower].map((line) => (isOne ? nameAt(line) : nameOf(line)));
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
