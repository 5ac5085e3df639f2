import { dayIn } from '../brief/calendar.ts';
import type { Ruling } from '../brief/rulings/ruling.ts';
import type { Rulings } from '../brief/rulings/ruling-records.ts';
import { rulingsIn } from '../brief/rulings/rulings.ts';
import type { Prompt } from '../brief/testimony/prompt.ts';
import type { Memory, NoteRoster } from '../memory/memory.ts';
import { assembleWeek } from './assemble-week.ts';
import { dealBudget } from './batches.ts';
import type { DealCase, WeekScale } from './deal-case.ts';
import { createDealReader } from './deal-reader.ts';
import { closedDeal, dealsOf, type RepDeal } from './deals-of.ts';
import { excerptOf } from './excerpt.ts';
import type { Holiday } from './holidays.ts';
import { lineOf } from './line.ts';
import { noMarks } from './marks.ts';
import { byRank } from './rank.ts';
import type { Tale } from './tale.ts';
import { createTeller, type TellerDeps } from './teller.ts';
import type { Week } from './week.ts';
import { buckets } from './week-line.ts';
import type { WeekMarks } from './week-marks.ts';

interface WeekReaderDeps extends TellerDeps {
  readonly memory: Memory;
  readonly roster: NoteRoster;
  readonly marks: WeekMarks;
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
function withTold(cases: readonly DealCase[], tale: Tale): readonly DealCase[] {
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
  const tell = createTeller(deps);
  const reader = createDealReader({ ...deps, prompts: [deps.prompt, digestPrompt], model: model.name });

  /** Snoozes that can not be read show a deal too early; that is better than no digest. */
  const marksOf = (rep: string) =>
    marks.read(rep).catch((error: unknown) => {
      report(error);
      return noMarks;
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

  const askModel = (cases: readonly DealCase[], scale: WeekScale): Promise<Tale> => {
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
    const { comparisons, telling } = tale;
    return assembleWeek({ rep, cases: told, words, unread, closed, comparisons, telling }, scale);
  };
  return { weekOf };
}
