import pMap from 'p-map';
import type { Rulings } from '../brief/corrections/correction-store.ts';
import { type Ruling, rulingsIn } from '../brief/corrections/corrections.ts';
import { type KeptTestimony, testimonyKey } from '../brief/signals/kept.ts';
import type { Prompt } from '../brief/signals/prompt.ts';
import type { Memory, NoteRoster } from '../memory/memory.ts';
import { dayIn } from '../util/calendar.ts';
import { assembleWeek } from './assemble-week.ts';
import { byRank } from './bucket.ts';
import { casesOf, type DealCase, type WeekScale } from './deal-case.ts';
import { type DealFlagStore, noFlags } from './deal-flags.ts';
import { closedDeal, dealsOf, type RepDeal } from './deals-of.ts';
import type { Holiday } from './holidays.ts';
import { lineOf } from './line.ts';
import { buckets, type Week } from './week.ts';
import { createWording, dealBudget, excerptOf, type Wording, type WordingDeps } from './wording.ts';

interface WeekReaderDeps extends WordingDeps {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly marks: DealFlagStore;
  readonly rulings: Rulings;
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
function withTold(cases: readonly DealCase[], tale: Wording): readonly DealCase[] {
  return cases.map((one): DealCase => {
    const told = tale.deals.get(one.deal.key);
    if (told?.testimony == null) return one;
    return { ...one, signals: told.testimony.signals, source: told.isWhole ? 'model' : 'earlier' };
  });
}

function withRulings(cases: readonly DealCase[], all: readonly Ruling[]): readonly DealCase[] {
  return cases.map((one) => ({ ...one, rulings: rulingsIn(one.notes, all) }));
}

/** Weeks over one team's notes and one model. */
export function createWeekReader(deps: WeekReaderDeps): WeekReader {
  const { roster, marks, rulings, rubric, report, model, digestPrompt, tokensPerMinute } = deps;
  const tell = createWording(deps);
  const reader = createDealReader({ ...deps, prompts: [deps.prompt, digestPrompt], model: model.name });

  /** Snoozes that can not be read show a deal too early; that is better than no digest. */
  const marksOf = (rep: string) =>
    marks.read(rep).catch((error: unknown) => {
      report(error);
      return noFlags;
    });

  /** A week with what people put right left out is better than no week. */
  const rulingsOn = (deals: readonly RepDeal[]) =>
    rulings.on(deals.map(({ deal }) => deal)).catch((error: unknown) => {
      report(error);
      return [];
    });

  const gather = async (rep: string) => {
    const [visible, own] = await Promise.all([roster.headers(rep), marksOf(rep)]);
    const all = dealsOf(rep, visible, own);
    const closed = all.flatMap((deal) => closedDeal(deal) ?? []);
    const shut = new Set(closed.map(({ deal }) => deal.key));
    return { own, closed, open: all.filter(({ deal }) => !shut.has(deal.key)) };
  };

  const askModel = (cases: readonly DealCase[], scale: WeekScale): Promise<Wording> => {
    const budget = dealBudget(digestPrompt, tokensPerMinute, cases.length);
    const deals = byNeed(cases, scale).map((one) => excerptOf(one, scale, budget));
    return tell({ deals, notes: new Map(cases.map((one) => [one.deal.key, one.notes])) });
  };

  const weekOf: WeekReader['weekOf'] = async ({ rep, zone, at, holidays }, hear = () => undefined) => {
    const { own, closed, open } = await gather(rep);
    hear({ deals: open.length, stage: 'reading' });
    const [today, scoreDay] = [dayIn(zone, at), dayIn(deps.zone, at)];
    const scale: WeekScale = { rubric, today, scoreDay, holidays, marks: own };
    const [cases, said] = await Promise.all([reader.read(open), rulingsOn(open)]);
    const known = await reader.withKept(withRulings(cases, said));
    const read = new Set(known.map(({ deal }) => deal.key));
    const unread = open
      .filter(({ deal }) => !read.has(deal.key))
      .map(({ deal, prospect, headers }) => ({ deal, prospect, lastDay: headers[0]?.day ?? today }));

    hear({ deals: open.length, stage: 'asking' });
    const tale = await askModel(known, scale);
    const told = await reader.withEarlier(withTold(known, tale));
    const words = new Map([...tale.deals].map(([key, told]) => [key, told.words]));
    const { comparisons, summary: wording } = tale;
    return assembleWeek({ rep, cases: told, words, unread, closed, comparisons, wording }, scale);
  };
  return { weekOf };
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
