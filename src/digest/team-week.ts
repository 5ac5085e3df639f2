import { doNextOf } from '../brief/do-next.ts';
import { promisesOf } from '../brief/open-items.ts';
import { amountOf, type DealAmount, endingNote, moneyText } from '../brief/pipeline/deal-money.ts';
import { type Worth, worthOf } from '../brief/pipeline/figures.ts';
import type { OwnedDeal, OwnedLine, Pipelines } from '../brief/pipeline/pipeline.ts';
import { stageOf } from '../brief/score/ladder.ts';
import { closeDateOf } from '../brief/score/risk.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { dayOfScore, type Score } from '../brief/score/score.ts';
import type { Known } from '../brief/signals/history.ts';
import {
  type Cited,
  citedOf,
  isProven,
  lastSaid,
  mentionsOf,
  slipsOf,
  troubleKinds,
} from '../brief/signals/signal.ts';
import type { Prospect } from '../memory/note.ts';
import { addDays, dayIn, dayName, daysBetween } from '../util/calendar.ts';
import { counted } from '../util/counted.ts';
import { lowerFirst } from '../util/first-letter.ts';
import { bucketOf, bucketRuleOf, rankOf, sayRule } from './bucket.ts';
import { isDormant, isSince, type LastWeek, lastWeekOf } from './deals.ts';
import type { Managers } from './managers.ts';
import { type Bucket, type BucketRule, buckets } from './week.ts';

/** The deals of one manager's people on one day, from notes shared with the team alone: no private note counts, the manager's own neither. */
export interface TeamWeek {
  /** The day in the manager's zone, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Everybody they lead, with or without a shared note, in the order of their ids. */
  readonly people: readonly PersonWeek[];
  /** What the open deals are worth. */
  readonly worth: Worth;
  /** Open deals; those brought from elsewhere and untouched for long are not among them. */
  readonly open: readonly TeamDeal[];
  /** What came forward in the last seven days: won, lost, new, a higher stage, a budget, a worry settled, an amount, a date. */
  readonly moved: readonly ToldDeal[];
  /** Closing dates put off and amounts that shrank in the last seven days, and dates that have passed. */
  readonly slipped: readonly ToldDeal[];
  /** Deals with a promise of ours that is late. */
  readonly overdue: readonly ToldDeal[];
  /** Deals that need somebody now for another reason. */
  readonly needed: readonly TeamDeal[];
  /** Deals in commit that shared notes do not carry. */
  readonly doubted: readonly ToldDeal[];
  /** Open deals with no shared note from the last fourteen days, the longest first. */
  readonly quiet: readonly TeamDeal[];
}

/** One rep's deals as shared notes tell them. */
export interface PersonWeek {
  /** Slack user id. */
  readonly user: string;
  /** Open ones, the most urgent first. */
  readonly deals: readonly TeamDeal[];
}

/** One deal as shared notes tell it. */
export interface TeamDeal {
  readonly line: OwnedLine;
  /** The person of the newest shared note. */
  readonly prospect: Prospect;
  /** Null while too little of it is read. */
  readonly bucket: Bucket | null;
  /** Why it stands there, in a few words. */
  readonly why: string;
  /** What to do, as the notes have it; null while too little of it is read, and where they are old. */
  readonly next: string | null;
  /** Day of the newest shared note, `YYYY-MM-DD`. */
  readonly newestDay: string;
}

/** A deal with what is said of it here, and the notes that say so. */
export interface ToldDeal {
  readonly deal: TeamDeal;
  /** In a few words each; at least one. */
  readonly says: readonly string[];
  readonly cited: readonly Cited[];
}

/** A manager's people in their week. Rejects when memory does not answer. */
export interface TeamWeeks {
  /** Null for somebody who leads nobody by now. */
  of(asked: TeamAsked): Promise<TeamWeek | null>;
  /** One rep's page, the same for their manager and for themselves. */
  page(rep: string, asked: TeamAsked): Promise<PersonWeek>;
  /** One of their people's deals that is open or has moved, by its key; undefined when it is none. */
  deal(key: string, asked: TeamAsked): Promise<TeamDeal | undefined>;
}

/** Who looks, a Slack user id, and on which of their days. */
interface TeamAsked {
  readonly asker: string;
  /** IANA zone. */
  readonly zone: string;
  readonly at: Date;
}

interface Deps {
  readonly pipelines: Pick<Pipelines, 'teamOf'>;
  readonly managers: Pick<Managers, 'peopleOf'>;
  readonly rubric: Rubric;
}

const quietDays = 14;

export function createTeamWeeks({ pipelines, managers, rubric }: Deps): TeamWeeks {
  async function casesOf(people: readonly string[], { asker, zone, at }: TeamAsked, key?: string) {
    const today = dayIn(zone, at);
    const all = await pipelines.teamOf(asker, new Set(people), key === undefined ? key : new Set([key]));
    const awake = all.filter(({ read }) => !isDormant({ headers: read.notes }, today));
    return { today, deals: awake.flatMap((deal) => caseOf(deal, rubric, { today, at })) };
  }

  return {
    async of(asked) {
      const people = await managers.peopleOf(asked.asker);
      if (people.length === 0) return null;
      const { today, deals } = await casesOf(people, asked);
      return assemble(people, deals, today);
    },
    async page(rep, asked) {
      const { deals } = await casesOf([rep], asked);
      return personOf(rep, openOf(deals));
    },
    async deal(key, asked) {
      const people = await managers.peopleOf(asked.asker);
      const { deals } = await casesOf(people, asked, key);
      return deals.find((one) => one.isOpen || movesOf(one).length > 0)?.told;
    },
  };
}

/** A deal, what was known of it on its day and a week before, and what is told of it. */
interface DealThen {
  readonly told: TeamDeal;
  readonly isOpen: boolean;
  readonly rank: number;
  readonly rule: BucketRule | null;
  readonly rubric: Rubric;
  readonly asOf: string;
  readonly since: LastWeek;
  readonly now: Known;
  readonly before: Known;
  readonly score: Score | null;
}

function caseOf(
  { line, read }: OwnedDeal,
  rubric: Rubric,
  { today, at }: { readonly today: string; readonly at: Date },
): readonly DealThen[] {
  const { history, score } = read;
  const asOf = dayOfScore(read.notes, today);
  const [prospect] = line.prospects;
  const newestDay = read.notes[0]?.day;
  if (prospect === undefined || newestDay === undefined) return [];
  const since = lastWeekOf(asOf, at);
  const then = read.notes.filter((note) => note.day === since.day && isSince(since, note));
  const before = then.reduce((without, { id }) => without.without(id), history).on(since.day);
  const now = history.on(asOf);
  // Snoozes and holidays are the rep's own.
  const input = { rubric, asOf, rep: line.owner, holidays: [], snoozedUntil: null };
  const rule = line.reading === 'read' ? bucketRuleOf(now, input) : null;
  const why = rule ? sayInTeam(rule, asOf) : 'not read yet';
  // Where nothing was shared since, what the last note asked for may be done long ago.
  const isKnown = rule !== null && rule.kind !== 'not_logged';
  const next = isKnown ? doNextOf(now, { rubric, asOf }).text : null;
  const told = { line, prospect, bucket: rule && bucketOf(rule), why, next, newestDay };
  const isOpen = line.state === 'open' || told.bucket !== null;
  const rank = rule ? rankOf(now, rule, { rubric, asOf }) : 0;
  return [{ told, isOpen, rank, rule, rubric, asOf, since, now, before, score }];
}

/** A rule where shared notes alone are known: what is missing is missing in them. */
function sayInTeam(rule: BucketRule, asOf: string): string {
  switch (rule.kind) {
    case 'overdue':
      return `${rule.promise.text}, ${counted(rule.days, 'day')} late`;
    case 'due':
      return `${rule.promise.text}, due ${dayName(addDays(asOf, rule.days), asOf)}`;
    case 'unanswered':
      return `no answer in shared notes for ${counted(rule.days, 'day')}`;
    case 'not_logged':
      return `no contact in shared notes for ${counted(rule.days, 'day')}`;
    case 'open':
      return rule.step === null && rule.agreedOn === null && rule.unread === 0
        ? 'no step agreed in shared notes'
        : sayRule(rule, asOf);
    default:
      return sayRule(rule, asOf);
  }
}

function openOf(all: readonly DealThen[]): readonly DealThen[] {
  return inNeed(all.filter(({ isOpen }) => isOpen));
}

/** Those of which something is said. */
function tell(from: readonly DealThen[], of: (one: DealThen) => Said): readonly ToldDeal[] {
  return from.flatMap((one) => {
    const said = of(one);
    if (said.length === 0) return [];
    const cited = said.flatMap((each) => each.cited ?? []);
    return [{ deal: one.told, says: said.map(({ text }) => text), cited }];
  });
}

function assemble(people: readonly string[], all: readonly DealThen[], asOf: string): TeamWeek {
  const open = openOf(all);
  const lines = open.filter(({ told }) => told.line.state === 'open').map(({ told }) => told.line);
  const quietFrom = addDays(asOf, -quietDays);
  // Where the newest note says lost nothing else is asked first.
  const alive = open.filter(({ now }) => now.outcomeSaid?.words !== 'lost');
  return {
    asOf,
    people: people.toSorted().map((user) => personOf(user, open)),
    worth: worthOf(lines),
    open: open.map(({ told }) => told),
    moved: tell(all, movesOf),
    slipped: tell(alive, slipsIn),
    overdue: tell(alive, latePromises),
    needed: open
      .filter(({ told, rule }) => told.bucket === 'now' && rule?.kind !== 'overdue')
      .map(({ told }) => told),
    doubted: tell(open, doubtsOf),
    quiet: open
      .map(({ told }) => told)
      .filter(({ newestDay }) => newestDay < quietFrom)
      .toSorted((a, b) => a.newestDay.localeCompare(b.newestDay)),
  };
}

function personOf(user: string, open: readonly DealThen[]): PersonWeek {
  return { user, deals: open.map(({ told }) => told).filter(({ line }) => line.owner === user) };
}

/** The most urgent first, then what is at stake; what is not read comes last. */
function inNeed(deals: readonly DealThen[]): readonly DealThen[] {
  const place = ({ told: { bucket } }: DealThen) =>
    bucket === null ? buckets.length : buckets.indexOf(bucket);
  return deals.toSorted(
    (a, b) =>
      place(a) - place(b) || b.rank - a.rank || a.told.line.deal.key.localeCompare(b.told.line.deal.key),
  );
}

type Said = readonly { readonly text: string; readonly cited: Cited | null }[];

/** Won, lost or new say it all; else each thing that came forward since. */
function movesOf(one: DealThen): Said {
  const { line } = one.told;
  const ending = endingNote(one.now.notes);
  if (ending !== null) return isSince(one.since, ending) ? [{ text: line.state, cited: null }] : [];
  if (line.reading === 'unread') return [];
  if (one.before.notes.length === 0) return [{ text: 'new', cited: null }];
  return [
    ...stageReached(one),
    ...supportGained(one),
    ...troubleSettled(one),
    ...amountNamed(one),
    ...dateNamed(one),
    ...scoreMoved(one),
  ];
}

function stageReached({ rubric, asOf, since, now, before }: DealThen): Said {
  const [stage, was] = [stageOf(now, { rubric, asOf }), stageOf(before, { rubric, asOf: since.day })];
  return stage.at > was.at ? [{ text: lowerFirst(stage.label), cited: null }] : [];
}

const support: readonly string[] = ['budget_confirmed', 'decision_maker', 'champion'];

/** "budget confirmed", where nothing said so before. */
function supportGained({ rubric, now, before }: DealThen): Said {
  const provenIn = (kind: string, { signals }: Known) =>
    signals.find((one) => one.kind === kind && one.closedBy === null && isProven(one));
  return support.flatMap((kind) => {
    const found = provenIn(kind, now);
    if (found === undefined || provenIn(kind, before) !== undefined) return [];
    return [{ text: lowerFirst(rubric.kinds[kind]?.label ?? kind), cited: citedOf(lastSaid(found)) }];
  });
}

/** "rival settled: Railwise" */
function troubleSettled({ rubric, since, now }: DealThen): Said {
  return now.signals.flatMap(({ kind, text, closedBy, correction }) =>
    troubleKinds.includes(kind) &&
    closedBy?.how === 'settled' &&
    correction === undefined &&
    isSaidSince(closedBy, since, now)
      ? [
          {
            text: `${lowerFirst(rubric.kinds[kind]?.label ?? kind)} settled: ${text}`,
            cited: citedOf(closedBy),
          },
        ]
      : [],
  );
}

/** For the first time, or more than before. */
function amountNamed({ now, before }: DealThen): Said {
  const [amount, was] = [amountOf(now), amountOf(before)];
  if (!amount?.counted || (was !== null && moreBy(amount, was) <= 0)) return [];
  return [{ text: moneyText(amount.counted), cited: amount.cited }];
}

function dateNamed({ asOf, now, before }: DealThen): Said {
  const date = closeDateOf(now);
  if (!date || date.dueOn === null || closeDateOf(before) !== undefined) return [];
  return [{ text: `to close ${dayName(date.dueOn, asOf)}`, cited: citedOf(lastSaid(date)) }];
}

/** A move of the score that is worth a line. */
const leastMove = 8;

function scoreMoved({ score }: DealThen): Said {
  const move = score?.momentum ?? 0;
  if (score === null || Math.abs(move) < leastMove) return [];
  const text = `score ${move > 0 ? 'up' : 'down'} ${Math.abs(move)} in ${counted(score.momentumDays, 'day')}`;
  return [{ text, cited: null }];
}

/** By how much the first is more; zero where the two can not be compared. */
function moreBy({ counted: one }: DealAmount, { counted: other }: DealAmount): number {
  return one && other && one.currency === other.currency ? one.value - other.value : 0;
}

function slipsIn({ told: { line }, asOf, since, now, before }: DealThen): Said {
  if (line.state !== 'open') return [];
  return [...dateSlipped({ now, asOf, since }), ...amountShrunk({ now, before })];
}

/** "120k EUR → 90k EUR". */
function amountShrunk({ now, before }: Pick<DealThen, 'now' | 'before'>): Said {
  const [amount, was] = [amountOf(now), amountOf(before)];
  if (!amount?.counted || !was?.counted || moreBy(amount, was) >= 0) return [];
  return [{ text: `${moneyText(was.counted)} → ${moneyText(amount.counted)}`, cited: amount.cited }];
}

/** "to close 30 Oct → 28 Nov → 10 Dec". */
function dateSlipped({ now, asOf, since }: Pick<DealThen, 'now' | 'asOf' | 'since'>): Said {
  const date = closeDateOf(now);
  if (!date || date.dueOn === null) return [];
  const said = mentionsOf(date).findLast(({ dueOn }) => dueOn === date.dueOn) ?? lastSaid(date);
  const days = [...date.dueBefore, date.dueOn].map((day) => dayName(day, asOf));
  const isPast = date.dueOn < asOf;
  const late = isPast ? `, which was ${counted(daysBetween(date.dueOn, asOf), 'day')} ago` : '';
  const isPutOff = slipsOf(date) > 0 && isSaidSince(said, since, now);
  if (!isPutOff && !isPast) return [];
  return [{ text: `to close ${days.join(' → ')}${late}`, cited: citedOf(said) }];
}

function isSaidSince({ noteId }: Cited, since: LastWeek, { notes }: Known): boolean {
  const note = notes.find(({ id }) => id === noteId);
  return note !== undefined && isSince(since, note);
}

function latePromises({ now, asOf }: DealThen): Said {
  return promisesOf(now, asOf).flatMap(({ who, overdue, text, dueOn, cited }) =>
    who === 'us' && overdue && dueOn !== null
      ? [{ text: `${text}, ${counted(daysBetween(dueOn, asOf), 'day')} late`, cited }]
      : [],
  );
}

/** What is missing is missing in shared notes; what is said against it has its own words. */
function doubtsOf({ told: { line } }: DealThen): Said {
  const doubts = line.commit?.doubts ?? [];
  const missing = doubts.filter(({ cited }) => cited === null).map(({ text }) => text);
  const said = doubts.filter(({ cited }) => cited !== null);
  return [
    ...(missing.length > 0 ? [{ text: `${missing.join(', ')} (in shared notes)`, cited: null }] : []),
    ...said,
  ];
}

/** Whether there is anything in it that a manager would want to be told. */
export function hasNews({ moved, slipped, overdue, needed, doubted, quiet }: TeamWeek): boolean {
  return [moved, slipped, overdue, needed, doubted, quiet].some((part) => part.length > 0);
}
