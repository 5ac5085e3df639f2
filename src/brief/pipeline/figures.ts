import { isWithin, type Period } from '../../util/calendar.ts';
import type { Rubric } from '../score/rubric.ts';
import { type Milestone, type Money, milestones, moneyText } from './deal-money.ts';
import { bandNamesOf, bandOf } from './groups.ts';
import type { PipelineLine } from './pipeline.ts';

/** What several deals are worth together: one sum for each currency, none turned into another. */
export interface Worth {
  /** The largest number of deals first. */
  readonly sums: readonly Sum[];
  /** Deals whose amount counts, those without one, and those whose amount would have to be guessed. */
  readonly counted: readonly PipelineLine[];
  readonly without: readonly PipelineLine[];
  readonly unclear: readonly PipelineLine[];
}

export interface Sum extends Money {
  readonly deals: number;
  /** Each amount times its deal's score out of 100. */
  readonly weighted: number;
  /** How many of the deals have no score, and are not in `weighted`. */
  readonly unscored: number;
}

/** Amounts are added in cents, so that a sum is what a person adds up by hand. */
export function worthOf(lines: readonly PipelineLine[]): Worth {
  const counted = lines.filter(({ money }) => money.amount?.counted);
  const currencies = [...new Set(counted.map(({ money }) => money.amount?.counted?.currency ?? null))];
  const sums = currencies.map((currency) => sumOf(counted, currency));
  return {
    sums: sums.toSorted((a, b) => b.deals - a.deals || (a.currency ?? '~').localeCompare(b.currency ?? '~')),
    counted,
    without: lines.filter(({ money }) => money.amount === null),
    unclear: lines.filter(({ money }) => money.amount && !money.amount.counted),
  };
}

function sumOf(lines: readonly PipelineLine[], currency: string | null): Sum {
  const own = lines.flatMap(({ money, score }) => {
    const amount = money.amount?.counted;
    return amount && amount.currency === currency ? [{ cents: Math.round(amount.value * 100), score }] : [];
  });
  const total = (of: (one: (typeof own)[number]) => number) => own.reduce((sum, one) => sum + of(one), 0);
  return {
    currency,
    value: total(({ cents }) => cents) / 100,
    deals: own.length,
    weighted: total(({ cents, score }) => cents * (score?.value ?? 0)) / 1e4,
    unscored: own.filter(({ score }) => score === null).length,
  };
}

/** "412k EUR"; what has no currency says so. */
export function sumText(sum: Money): string {
  return sum.currency === null ? `${moneyText(sum)} without a currency` : moneyText(sum);
}

/** "412k EUR in 38, 90k USD in 4". */
export function sumsText(sums: readonly Sum[]): string {
  return sums.map((sum) => `${sumText(sum)} in ${sum.deals}`).join(', ');
}

/** "23 without an amount, 2 not counted"; empty where every amount counts. */
export function leftOutText({ without, unclear }: Pick<Worth, 'without' | 'unclear'>): string {
  return [
    ...(without.length > 0 ? [`${without.length} without an amount`] : []),
    ...(unclear.length > 0 ? [`${unclear.length} not counted`] : []),
  ].join(', ');
}

/** Some deals under one name. */
export interface Named {
  readonly name: string;
  /** At least one. */
  readonly lines: readonly PipelineLine[];
}

function named(lines: readonly PipelineLine[], nameOf: (line: PipelineLine) => string): readonly Named[] {
  const names = [...new Set(lines.map(nameOf))];
  return names.map((name) => ({ name, lines: lines.filter((line) => nameOf(line) === name) }));
}

export function openOf(lines: readonly PipelineLine[]): readonly PipelineLine[] {
  return lines.filter(({ state }) => state === 'open');
}

/** Open deals by the band of their score, the highest first. */
export function byBand(lines: readonly PipelineLine[], rubric: Rubric): readonly Named[] {
  const order = bandNamesOf(rubric);
  return named(openOf(lines), bandOf).toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

const unreadRung = 'Not read yet';

/** Open deals by the rung that their notes prove, the highest first; what is not read yet comes last. */
export function byRung(lines: readonly PipelineLine[], { kinds }: Rubric): readonly Named[] {
  const heightOf = (name: string) => {
    const kind = Object.values(kinds).find(({ label, stage }) => label === name && stage !== undefined);
    return name === unreadRung ? -1 : (kind?.stage ?? 0);
  };
  const groups = named(openOf(lines), ({ money }) => money.rung ?? unreadRung);
  return groups.toSorted((a, b) => heightOf(b.name) - heightOf(a.name));
}

/** What was won and lost in some days. */
export interface Closings {
  readonly won: readonly PipelineLine[];
  readonly lost: readonly PipelineLine[];
  /** Of all that was won or lost, in whole per cent; null where nothing was. */
  readonly winRate: number | null;
}

/** Of all time without a period. */
export function closingsOf(lines: readonly PipelineLine[], period?: Period): Closings {
  const isThen = (day: string | null) => day !== null && (period === undefined || isWithin(day, period));
  const closed = lines.filter(({ money }) => isThen(money.closedOn));
  const [won, lost] = [
    closed.filter(({ state }) => state === 'won'),
    closed.filter(({ state }) => state === 'lost'),
  ];
  const all = won.length + lost.length;
  return { won, lost, winRate: all === 0 ? null : Math.round((100 * won.length) / all) };
}

/** Open deals with a closing date. */
export interface ClosingDates {
  /** The soonest first. */
  readonly dated: readonly PipelineLine[];
  /** Put off at least once, the most often first. */
  readonly slipped: readonly PipelineLine[];
  /** How often all of them were put off. */
  readonly slips: number;
  /** Their day is over, and nobody has said what came of it. */
  readonly passed: readonly PipelineLine[];
  readonly undated: readonly PipelineLine[];
}

export function closingDates(lines: readonly PipelineLine[], today: string): ClosingDates {
  const open = openOf(lines);
  const dayOf = ({ money }: PipelineLine) => money.closeDate?.day ?? '9999';
  const slipsOf = ({ money }: PipelineLine) => money.closeDate?.slips ?? 0;
  const dated = open
    .filter(({ money }) => money.closeDate !== null)
    .toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
  return {
    dated,
    slipped: dated.filter((line) => slipsOf(line) > 0).toSorted((a, b) => slipsOf(b) - slipsOf(a)),
    slips: dated.reduce((sum, line) => sum + slipsOf(line), 0),
    passed: dated.filter((line) => dayOf(line) < today),
    undated: open.filter(({ money }) => money.closeDate === null),
  };
}

/** Deals that are to close in these days, the soonest first. */
export function closingIn(lines: readonly PipelineLine[], period: Period): readonly PipelineLine[] {
  return closingDates(lines, period.from).dated.filter(({ money }) =>
    isWithin(money.closeDate?.day ?? '', period),
  );
}

/** How long a step took, over all deals that came to it. */
export interface Pace {
  readonly to: Milestone;
  /** The middle one of all, or halfway between the two in the middle; in days. */
  readonly median: number;
  readonly lines: readonly PipelineLine[];
}

export function paceOf(lines: readonly PipelineLine[]): readonly Pace[] {
  return milestones.flatMap((to) => {
    const come = lines.filter(({ money }) => money.daysTo[to] !== null);
    const days = come.map(({ money }) => money.daysTo[to] ?? 0).toSorted((a, b) => a - b);
    const [low, high] = [days[Math.floor((days.length - 1) / 2)], days[Math.floor(days.length / 2)]];
    return low === undefined || high === undefined ? [] : [{ to, median: (low + high) / 2, lines: come }];
  });
}
