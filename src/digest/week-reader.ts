import pMap from 'p-map';
import type { CorrectionStore } from '../brief/corrections/correction-store.ts';
import { type Correction, correctionsIn } from '../brief/corrections/corrections.ts';
import { promisesOf } from '../brief/open-items.ts';
import { type KeptTestimony, testimonyKey } from '../brief/signals/kept.ts';
import type { Prompt } from '../brief/signals/prompt.ts';
import { UpstreamError } from '../errors.ts';
import type { Memory, NoteRoster } from '../memory/memory.ts';
import { addDays, dayIn } from '../util/calendar.ts';
import { byRank } from './bucket.ts';
import { type DealFlagStore, noFlags } from './deal-flags.ts';
import {
  casesOf,
  closedDeal,
  type DealCase,
  dealsOf,
  knownOf,
  type RepDeal,
  type WeekScale,
  weekDays,
} from './deals.ts';
import { type LineWords, lineOf } from './line.ts';
import type { Holiday } from './settings.ts';
import {
  buckets,
  type ClosedDeal,
  type Comparison,
  type DuePromise,
  type UnreadDeal,
  type Week,
  type WeekChange,
  type WeekLine,
  type WordingSummary,
} from './week.ts';
import { dealBudget, excerptOf, type Wording, type WordingDeps, wordWeek } from './wording.ts';

interface WeekReaderDeps extends WordingDeps {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly flags: DealFlagStore;
  readonly corrections: CorrectionStore;
  /** Of briefs: their checked answers serve a week too. */
  readonly prompt: Prompt;
  /** IANA zone in which scores count days, the same for all reps. */
  readonly zone: string;
}

interface WeekRequest {
  /** Slack user id. */
  readonly rep: string;
  /** The rep's own IANA zone. */
  readonly zone: string;
  readonly at: Date;
  readonly holidays: readonly Holiday[];
}

/** How far a reading is, for "Reading 50 people". */
export interface Progress {
  readonly deals: number;
  readonly stage: 'reading' | 'asking';
}

export interface WeekReader {
  /** Rejects with UpstreamError when memory does not list the notes; anything less costs lines or words, and is said. */
  weekOf(request: WeekRequest, hear?: (progress: Progress) => void): Promise<Week>;
}

/** Weeks over one team's notes and one model. */
export function createWeekReader(deps: WeekReaderDeps): WeekReader {
  const { roster, flags, corrections, rubric, report, model, digestPrompt, tokensPerMinute } = deps;
  const reader = createDealReader({ ...deps, prompts: [deps.prompt, digestPrompt], model: model.name });

  /** Snoozes that can not be read show a deal too early; that is better than no digest. */
  const flagsOf = (rep: string) =>
    flags.read(rep).catch((error: unknown) => {
      report(error);
      return noFlags;
    });

  /** A week with what people put right left out is better than no week. */
  const correctionsOn = (deals: readonly RepDeal[]) =>
    corrections.on(deals.map(({ deal }) => deal)).catch((error: unknown) => {
      report(error);
      return [];
    });

  const gather = async (rep: string) => {
    const [visible, own] = await Promise.all([roster.headers(rep), flagsOf(rep)]);
    const all = dealsOf(rep, visible, own);
    const closed = all.flatMap((deal) => closedDeal(deal) ?? []);
    const shut = new Set(closed.map(({ deal }) => deal.key));
    return { own, closed, open: all.filter(({ deal }) => !shut.has(deal.key)) };
  };

  const askModel = (cases: readonly DealCase[], scale: WeekScale): Promise<Wording> => {
    const budget = dealBudget(digestPrompt, tokensPerMinute, cases.length);
    const deals = byNeed(cases, scale).map((one) => excerptOf(one, scale, budget));
    return wordWeek(deps, { deals, notes: new Map(cases.map((one) => [one.deal.key, one.notes])) });
  };

  const weekOf: WeekReader['weekOf'] = async ({ rep, zone, at, holidays }, hear = () => undefined) => {
    const { own, closed, open } = await gather(rep);
    hear({ deals: open.length, stage: 'reading' });
    const [today, scoreDay] = [dayIn(zone, at), dayIn(deps.zone, at)];
    const scale: WeekScale = { rubric, today, scoreDay, holidays, flags: own };
    const [cases, said] = await Promise.all([reader.read(open), correctionsOn(open)]);
    const known = await reader.withKept(withCorrections(cases, said));
    const read = new Set(known.map(({ deal }) => deal.key));
    const unread = open
      .filter(({ deal }) => !read.has(deal.key))
      .map(({ deal, prospect, headers }) => ({ deal, prospect, lastDay: headers[0]?.day ?? today }));

    hear({ deals: open.length, stage: 'asking' });
    const wording = await askModel(known, scale);
    const worded = await reader.withEarlier(withNewSignals(known, wording));
    const words = new Map([...wording.deals].map(([key, one]) => [key, one.words]));
    const { comparisons, summary } = wording;
    return assembleWeek({ rep, cases: worded, words, unread, closed, comparisons, wording: summary }, scale);
  };
  return { weekOf };
}

/** Weeks from kept answers alone: what must be there in a moment asks no model. */
export function createKeptWeekReader(deps: WeekReaderDeps): WeekReader {
  const { model, report } = deps;
  const unasked = () =>
    Promise.reject(new UpstreamError({ service: 'groq', kind: 'busy', operation: 'complete' }));
  return createWeekReader({
    ...deps,
    // Answers are kept under the model's name, and found by it.
    model: { name: model.name, complete: unasked },
    report(error) {
      if (!(error instanceof UpstreamError && error.service === 'groq')) report(error);
    },
  });
}

/** The most urgent first: when tokens are short they get the model's words. */
function byNeed(cases: readonly DealCase[], scale: WeekScale): readonly DealCase[] {
  return cases
    .map((one) => ({ one, line: lineOf(one, scale, null) }))
    .toSorted(
      (a, b) => buckets.indexOf(a.line.bucket) - buckets.indexOf(b.line.bucket) || byRank(a.line, b.line),
    )
    .map(({ one }) => one);
}

/** With the signals that the model just found; an answer on cut notes gives no score. */
function withNewSignals(cases: readonly DealCase[], wording: Wording): readonly DealCase[] {
  return cases.map((one): DealCase => {
    const worded = wording.deals.get(one.deal.key);
    if (worded?.testimony == null) return one;
    return { ...one, signals: worded.testimony.signals, source: worded.isWhole ? 'model' : 'earlier' };
  });
}

function withCorrections(cases: readonly DealCase[], all: readonly Correction[]): readonly DealCase[] {
  return cases.map((one) => ({ ...one, corrections: correctionsIn(one.notes, all) }));
}

interface DealReaderDeps {
  readonly memory: Memory;
  readonly kept: KeptTestimony;
  /** Of briefs, then of digests: an answer to either serves a week. */
  readonly prompts: readonly Prompt[];
  /** Name of the model that kept answers are keyed by. */
  readonly model: string;
  readonly report: (error: unknown) => void;
}

/** What one bulk read holds comfortably; a read that fails costs these deals their words, not all. */
const dealsAtOnce = 40;
const lookupsAtOnce = 12;

/** Notes and kept answers of many deals, in bulk. */
function createDealReader({ memory, kept, prompts, model, report }: DealReaderDeps) {
  /** Deals whose notes did not come are left out. */
  const read = async (deals: readonly RepDeal[]): Promise<readonly DealCase[]> => {
    const cases: DealCase[] = [];
    for (let start = 0; start < deals.length; start += dealsAtOnce) {
      const chunk = deals.slice(start, start + dealsAtOnce);
      try {
        cases.push(...casesOf(chunk, await memory.texts(chunk.flatMap(({ headers }) => headers))));
      } catch (error) {
        report(error);
      }
    }
    return cases;
  };
  const withKept = async (one: DealCase, known: ReadonlySet<string> | undefined): Promise<DealCase> => {
    const keys = prompts.map((prompt) => testimonyKey(one.notes, prompt, model));
    for (const key of keys.filter((each) => known?.has(each) ?? true)) {
      const found = await kept.find(key);
      if (found !== undefined) return { ...one, signals: found.signals, source: 'kept' };
    }
    return one;
  };
  const withEarlier = async (one: DealCase): Promise<DealCase> => {
    const found = one.source === 'none' ? await kept.latest(one.notes) : undefined;
    return found === undefined ? one : { ...one, signals: found.signals, source: 'earlier' };
  };
  return {
    read,
    /** With the checked answer on just these notes, where one is kept. */
    async withKept(cases: readonly DealCase[]) {
      const known = await kept.known(cases.map(({ deal }) => deal.key));
      return pMap(cases, (one) => withKept(one, known), { concurrency: lookupsAtOnce });
    },
    /** For those that still have none: with an answer on some of their notes. */
    withEarlier: (cases: readonly DealCase[]) => pMap(cases, withEarlier, { concurrency: lookupsAtOnce }),
  };
}

/** What a week is put together from. */
interface WeekFindings {
  readonly rep: string;
  readonly cases: readonly DealCase[];
  /** By deal key. */
  readonly words: ReadonlyMap<string, LineWords>;
  readonly unread: readonly UnreadDeal[];
  readonly closed: readonly ClosedDeal[];
  readonly comparisons: readonly Comparison[];
  readonly wording: WordingSummary;
}

/** The whole week: each open deal in one bucket or, unread, in the list of those. */
function assembleWeek(findings: WeekFindings, scale: WeekScale): Week {
  const { cases, words, unread, closed } = findings;
  const since = addDays(scale.today, -weekDays);
  const pairs = cases.map((one) => ({ one, line: lineOf(one, scale, words.get(one.deal.key) ?? null) }));
  const inBucket = (bucket: WeekLine['bucket']) =>
    pairs
      .filter(({ line }) => line.bucket === bucket)
      .map(({ line }) => line)
      .toSorted(byRank);
  const [now, thisWeek, onTrack] = [inBucket('now'), inBucket('this_week'), inBucket('on_track')];
  const changes = [
    ...closings(closed, since),
    ...pairs.flatMap(({ one, line }) => changeOf(line, one, since)),
  ];
  return {
    rep: findings.rep,
    asOf: scale.today,
    now,
    thisWeek,
    onTrack,
    unread,
    closed: closed.toSorted((a, b) => b.day.localeCompare(a.day)),
    coverage: {
      open: cases.length + unread.length,
      considered: cases.length,
      now: now.length,
      thisWeek: thisWeek.length,
      onTrack: onTrack.length,
      unread: unread.length,
      closed: closed.length,
      closedLastWeek: closings(closed, since).length,
    },
    promises: cases.flatMap((one) => dueSoon(one, scale)).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    changes,
    comparisons: findings.comparisons,
    nextDate: nextDateOf(onTrack),
    isAllClear: now.length + thisWeek.length + unread.length === 0,
    wording: findings.wording,
  };
}

/** A move of the score that is worth a line. */
const leastMove = 8;

/** What a line did in the last seven days; at most one change for each, the weightiest. */
function changeOf(line: WeekLine, one: DealCase, since: string): readonly WeekChange[] {
  const { deal, prospect, change, rule } = line;
  const shared = { deal, prospect, points: null, day: null };
  const first = one.notes.at(-1)?.day ?? since;
  if (first > since) return [{ ...shared, kind: 'new', day: first }];
  if (change !== null && Math.abs(change) >= leastMove) {
    return [{ ...shared, kind: change > 0 ? 'up' : 'down', points: change }];
  }
  if (rule.kind === 'not_logged' && rule.pauseEnd !== null && rule.pauseEnd >= since) {
    return [{ ...shared, kind: 'pause_ended', day: rule.pauseEnd }];
  }
  return [];
}

/** Deals won and lost after that day. */
function closings(closed: readonly ClosedDeal[], since: string): readonly WeekChange[] {
  return closed
    .filter(({ day }) => day > since)
    .map(({ deal, prospect, outcome, day }) => ({ deal, prospect, kind: outcome, points: null, day }));
}

function dueSoon(one: DealCase, scale: WeekScale): readonly DuePromise[] {
  const { known, asOf } = knownOf(one, scale);
  const last = addDays(scale.today, weekDays - 1);
  return promisesOf(known, asOf).flatMap((promise) => {
    const { dueOn } = promise;
    const isDue = dueOn !== null && dueOn <= last;
    return isDue ? [{ ...promise, dueOn, deal: one.deal, prospect: one.prospect }] : [];
  });
}

function nextDateOf(onTrack: readonly WeekLine[]): Week['nextDate'] {
  const dated = onTrack.flatMap((line) => {
    const { rule } = line;
    return rule.kind === 'quiet' || rule.kind === 'snoozed' ? [{ day: rule.until, line }] : [];
  });
  return dated.toSorted((a, b) => a.day.localeCompare(b.day))[0] ?? null;
}
