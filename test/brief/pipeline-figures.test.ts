import { describe, expect, test } from 'vitest';
import {
  byBand,
  byRung,
  closingDates,
  closingsOf,
  openOf,
  paceOf,
  worthOf,
} from '../../src/brief/pipeline/figures.ts';
import type { PipelineLine } from '../../src/brief/pipeline/pipeline.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import { daysBetween, periodOf } from '../../src/util/calendar.ts';
import { type Fact, type FactDeal, factDeals, pipelinesOver, written } from './pipeline-facts.ts';
import { rubric } from './support.ts';

const today = '2026-11-23';
const viewers = ['UANN', 'UBEN', 'UCLEO'];

/** One deal counted by hand from what was generated, for who may read these of its notes. */
function byHand({ key, facts }: FactDeal, mayRead: (fact: Fact) => boolean) {
  const seen = facts.filter(mayRead);
  if (seen.length === 0) return [];
  const { state, closedOn, reasons } = ending(seen);
  const contact = seen.find(({ outcome }) => outcome !== 'no_answer')?.day;
  const dates = seen.flatMap(({ closeOn }) => closeOn ?? []);
  const since = (day = '') => (contact === undefined || day < contact ? null : daysBetween(contact, day));
  const first = (kind: string) => seen.find((fact) => fact.kind === kind)?.day;
  const pace = {
    pilot: since(first('pilot_agreed')),
    proposal: since(first('proposal_out')),
    won: state === 'won' ? since(closedOn) : null,
  };
  return [
    {
      ...{ key, state, closedOn, pace, amount: amountOf(seen), rung: rungOf(seen, contact) },
      author: seen.at(-1)?.author ?? '',
      ...{ saidFirst: dates[0] ?? null, closes: dates.at(-1) ?? null },
      slips: slipsIn(dates),
      reasons: state === 'open' ? [] : [...reasons],
    },
  ];
}

function ending(seen: readonly Fact[]) {
  let [state, closedOn] = ['open', ''];
  let reasons = new Set<string>();
  for (const { outcome, day, reason } of seen) {
    const isOver = outcome === 'won' || outcome === 'lost';
    if (isOver && outcome !== state) [state, closedOn] = [outcome, day];
    const isBack = outcome === 'reopened' || (outcome === 'next_step' && state === 'lost');
    if (isBack) [state, closedOn, reasons] = ['open', '', new Set()];
    if (reason !== undefined) reasons.add(reason);
  }
  return { state, closedOn, reasons };
}

/** The last one said, in the currency named last. */
function amountOf(seen: readonly Fact[]): { worth: number; currency: string } | 'vague' | null {
  const last = seen.findLast(({ amount, vague }) => amount ?? vague);
  if (last === undefined) return null;
  if (last.vague !== undefined || last.amount === undefined) return 'vague';
  const { value, months } = last.amount;
  const upToIt = seen.slice(0, seen.indexOf(last) + 1);
  const currency = upToIt.findLast(({ amount }) => amount && amount.currency !== null)?.amount?.currency;
  return { worth: value * months, currency: currency ?? 'none' };
}

/** Each earlier day, told since the last change, that the deal was put off from. */
function slipsIn(dates: readonly string[]): number {
  const last = dates.at(-1) ?? '';
  return dates.filter((day, index) => day < last && day !== dates[index + 1]).length;
}

function rungOf(seen: readonly Fact[], contact: string | undefined): string {
  const has = (kind: string) => seen.some((fact) => fact.kind === kind);
  if (has('pilot_agreed')) return 'Pilot agreed';
  if (has('proposal_out')) return 'Offer with them';
  if (has('pain')) return 'Need told';
  return contact === undefined ? 'Nobody reached yet' : 'In touch';
}

type Hand = ReturnType<typeof byHand>[number];

function handSums(deals: readonly Hand[], scores: ReadonlyMap<string, number>) {
  const sums: Record<string, { value: number; deals: number; weighted: number }> = {};
  for (const { amount, key } of deals) {
    if (amount === null || amount === 'vague') continue;
    const sum = sums[amount.currency] ?? { value: 0, deals: 0, weighted: 0 };
    sums[amount.currency] = {
      value: sum.value + amount.worth,
      deals: sum.deals + 1,
      weighted: sum.weighted + (amount.worth * (scores.get(key) ?? 0)) / 100,
    };
  }
  return sums;
}

function counted(lines: readonly PipelineLine[]) {
  const { sums, without, unclear } = worthOf(lines);
  const of = Object.fromEntries(
    sums.map(({ currency, value, deals, weighted }) => [currency ?? 'none', { value, deals, weighted }]),
  );
  return { sums: of, without: without.length, unclear: unclear.length };
}

function rounded(sums: ReturnType<typeof handSums>) {
  return Object.fromEntries(
    Object.entries(sums).map(([currency, sum]) => [currency, { ...sum, weighted: Math.round(sum.weighted) }]),
  );
}

function median(days: readonly number[]): number {
  const sorted = days.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[half - 0.5] ?? 0)
    : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

const keysOf = (lines: readonly PipelineLine[]) => lines.map(({ deal }) => deal.key).toSorted();
const handKeys = (deals: readonly Hand[]) => deals.map(({ key }) => key).toSorted();

describe.each([1, 2, 3])('fifty deals of about six hundred notes, written from seed %i', (seed) => {
  const deals = factDeals(seed, today);
  const bank = written(deals);
  const { pipelines } = pipelinesOver(bank, today);

  test('are about as many notes as that', () => {
    expect(bank.notes.length).toBeGreaterThan(450);
    expect(bank.notes.length).toBeLessThan(750);
  });

  describe.each([...viewers, 'team'])('as %s may read them', async (viewer) => {
    const mayRead = ({ author, visibility }: Fact) => visibility === 'team' || author === viewer;
    const hand = deals.flatMap((deal) => byHand(deal, mayRead));
    const open = hand.filter(({ state }) => state === 'open');
    const lines = viewer === 'team' ? await pipelines.team('UANN') : await pipelines.read(viewer);
    const scores = new Map(
      lines.flatMap(({ deal, score }) => (score ? [[deal.key, score.value] as const] : [])),
    );
    const expectGroup = (own: readonly PipelineLine[], theirs: readonly Hand[]) => {
      expect(keysOf(own)).toEqual(handKeys(theirs));
      expect(rounded(counted(own).sums)).toEqual(rounded(handSums(theirs, scores)));
    };

    test('the value of what is open, weighted and not, and what has no amount is what counting by hand gives', () => {
      expectGroup(lines, hand);
      expectGroup(
        worthOf(openOf(lines)).counted,
        open.filter(({ amount }) => amount !== null && amount !== 'vague'),
      );
      const { without, unclear } = counted(openOf(lines));
      expect(without).toBe(open.filter(({ amount }) => amount === null).length);
      expect(unclear).toBe(open.filter(({ amount }) => amount === 'vague').length);
    });

    test('so is the value by stage and by score', () => {
      for (const { name, lines: own } of byRung(lines, rubric))
        expectGroup(
          own,
          open.filter(({ rung }) => rung === name),
        );
      const bandOf = ({ key }: Hand) => {
        const score = scores.get(key);
        return score === undefined ? 'Too new' : rubric.bands.findLast(({ from }) => from <= score)?.name;
      };
      const bands = byBand(lines, rubric);
      for (const { name, lines: own } of bands)
        expectGroup(
          own,
          open.filter((one) => bandOf(one) === name),
        );
      expect(bands.flatMap((one) => one.lines)).toHaveLength(open.length);
    });

    test('so are the closing dates, how often they were put off and which have passed', () => {
      const { dated, undated, slipped, slips, passed } = closingDates(lines, today);
      expect(keysOf(undated)).toEqual(handKeys(open.filter(({ closes }) => closes === null)));
      expect(keysOf(dated)).toEqual(handKeys(open.filter(({ closes }) => closes !== null)));
      expect(keysOf(slipped)).toEqual(handKeys(open.filter((one) => one.slips > 0)));
      expect(slips).toBe(open.reduce((sum, one) => sum + one.slips, 0));
      expect(keysOf(passed)).toEqual(
        handKeys(open.filter(({ closes }) => closes !== null && closes < today)),
      );
    });

    test('so is the day that a closing date was said to be at first, however often it was put off', () => {
      const { dated } = closingDates(lines, today);
      const first = dated.map(({ deal, money }) => `${deal.key} ${money.closeDate?.first}`);
      const theirs = open.filter(({ closes }) => closes !== null);
      expect(first.toSorted()).toEqual(theirs.map(({ key, saidFirst }) => `${key} ${saidFirst}`).toSorted());
      expect(theirs.some(({ slips }) => slips > 1)).toBe(true);
    });

    test.each([undefined, periodOf(today, 'quarter'), periodOf(today, 'year')])(
      'so is what was won and lost, the rate, the value and the reasons',
      (period) => {
        const isThen = ({ closedOn }: Hand) => !period || (closedOn >= period.from && closedOn <= period.to);
        const ended = (as: string) => hand.filter((one) => one.state === as && isThen(one));
        const { won, lost, winRate } = closingsOf(lines, period);
        expectGroup(won, ended('won'));
        expectGroup(lost, ended('lost'));
        const rate = (100 * ended('won').length) / (ended('won').length + ended('lost').length);
        expect(winRate).toBe(Number.isNaN(rate) ? null : Math.round(rate));
        const reasons = new Map(hand.map((one) => [one.key, one.reasons.toSorted()]));
        for (const { deal, money } of [...won, ...lost])
          expect(money.reasons.map(({ text }) => text).toSorted()).toEqual(reasons.get(deal.key));
      },
    );

    test('so are the median days from the first contact on', () => {
      for (const { to, median: middle, lines: own } of paceOf(lines)) {
        const days = hand.flatMap(({ pace }) => pace[to] ?? []);
        expect([to, own.length, middle]).toEqual([to, days.length, median(days)]);
      }
    });
  });

  test('each deal of the team has one owner: who wrote its newest shared call, or took it over', async () => {
    const given = deals.slice(0, 5).map(({ key }) => key);
    const held = new Map(
      given.map((key) => [dealHash(key), { rep: 'UDANA', at: '2026-11-01T00:00:00.000Z' }]),
    );
    const lines = await pipelinesOver(bank, today, held).pipelines.team('UBEN');
    const hand = deals.flatMap((deal) => byHand(deal, ({ visibility }) => visibility === 'team'));
    expect(lines.map(({ deal, owner }) => `${deal.key} ${owner}`).toSorted()).toEqual(
      hand.map(({ key, author }) => `${key} ${given.includes(key) ? 'UDANA' : author}`).toSorted(),
    );
  });
});
