import { daysBetween } from '../../util/calendar.ts';
import { type Price, priceIn, type Unclear, valueAYear } from '../quotes/money.ts';
import type { ReadDeal } from '../reading/read-deals.ts';
import { stageOf } from '../score/ladder.ts';
import type { Rubric } from '../score/rubric.ts';
import {
  closingNote,
  type HistoryNote,
  type Known,
  oldestFirst,
  opensAgain,
  reachesThem,
  reopeningNote,
} from '../signals/history.ts';
import {
  type Cited,
  type Claim,
  citedOf,
  isProven,
  lastSaid,
  mentionsOf,
  openingOf,
  type Signal,
  slipsOf,
} from '../signals/signal.ts';

/** What a deal's notes say of money and days, each with the words it rests on. */
export interface DealMoney {
  /** What it is worth, as said last; null where no note says. */
  readonly amount: DealAmount | null;
  /** When they mean to sign or decide, as said last; null where no note says. */
  readonly closeDate: CloseDate | null;
  /** The rung that its notes prove; null while too little of it is read. */
  readonly rung: string | null;
  /** The day it was won or lost, `YYYY-MM-DD`; null while it is open. */
  readonly closedOn: string | null;
  /** Why it was won or lost, in a few words each; empty while it is open. */
  readonly reasons: readonly Claim[];
  /** How it was over before; null for a deal that never was, or is over. */
  readonly reopened: Reopening | null;
  /** Slack user id of who wrote the newest call. */
  readonly author: string;
  /** Days from the first contact on; null for what did not come about, or came without one. */
  readonly daysTo: Readonly<Record<Milestone, number | null>>;
}

export const milestones = ['pilot', 'proposal', 'won'] as const;
export type Milestone = (typeof milestones)[number];

/** An amount in one currency; null is none that was named. */
export interface Money {
  /** To the cent. */
  readonly value: number;
  readonly currency: string | null;
}

export interface DealAmount {
  readonly cited: Cited;
  /** What is counted: a price a month twelve times, a price a year once; null where that would be a guess. */
  readonly counted: Money | null;
  /** As it was said. */
  readonly per: Price['per'];
  /** Why it is not counted; null where it is. */
  readonly unclear: Unclear | null;
}

interface CloseDate {
  readonly day: string;
  /** How often it was put off. */
  readonly slips: number;
  /** The day it was said to be at first. */
  readonly first: string;
  readonly cited: Cited;
}

/** An ending that a later note undid. */
interface Reopening {
  readonly from: 'won' | 'lost';
  /** The day it was won or lost, `YYYY-MM-DD`. */
  readonly closedOn: string;
  /** The note that opened it again. */
  readonly cited: Cited;
  /** Why it was won or lost then. */
  readonly reasons: readonly Claim[];
}

/** By code alone, from what holds on the deal's day. */
export function dealMoney({ notes, history, asOf }: ReadDeal, rubric: Rubric, isRead: boolean): DealMoney {
  const known = history.on(asOf);
  const closedOn = closedDay(known.notes);
  const calls = notes.filter(({ outcome }) => outcome !== 'note');
  return {
    amount: amountOf(known),
    closeDate: closeDateIn(known),
    rung: isRead ? stageOf(known, { rubric, asOf }).label : null,
    closedOn,
    reasons: closedOn === null ? [] : reasonsIn(known),
    reopened: reopeningIn(known),
    author: (calls[0] ?? notes[0])?.author ?? '',
    daysTo: daysTo(known),
  };
}

const endedWell: ReadonlySet<string> = new Set(['done', 'passed', 'settled']);

/** What the notes stand by: not taken back, not replaced, and not waiting for the second witness. */
function standing({ signals }: Pick<Known, 'signals'>, kind: string): readonly Signal[] {
  return signals.filter(
    (signal) =>
      signal.kind === kind &&
      !signal.isBeingChecked &&
      (signal.closedBy === null || endedWell.has(signal.closedBy.how)),
  );
}

/** What a deal is worth on the day; an amount without a currency is in that of the amounts said before it on the deal. */
export function amountOf(known: Pick<Known, 'signals'>): DealAmount | null {
  const signal = standing(known, 'amount').at(-1);
  if (signal === undefined) return null;
  const cited = citedOf(signal.raisedBy);
  const price = priceIn(cited.quote);
  if (typeof price === 'string') return { cited, counted: null, per: null, unclear: price };
  const currency = price.currency ?? currencyBefore(signal, known);
  return { cited, counted: { value: valueAYear(price), currency }, per: price.per, unclear: null };
}

function currencyBefore(signal: Signal, { signals }: Pick<Known, 'signals'>): string | null {
  const earlier = signals.slice(0, signals.indexOf(signal)).filter(({ kind }) => kind === 'amount');
  const named = earlier.map(({ raisedBy }) => priceIn(raisedBy.quote));
  const last = named.findLast((one) => typeof one !== 'string' && one.currency !== null);
  return typeof last === 'object' ? last.currency : null;
}

function closeDateIn(known: Known): CloseDate | null {
  const signal = standing(known, 'close_date').findLast(({ dueOn }) => dueOn !== null);
  if (!signal || signal.dueOn === null) return null;
  const { dueOn: day, dueBefore } = signal;
  const cited = citedOf(mentionsOf(signal).findLast(({ dueOn }) => dueOn === day) ?? lastSaid(signal));
  return { day, slips: slipsOf(signal), first: dueBefore[0] ?? day, cited };
}

function reasonsIn(known: Known): readonly Claim[] {
  return standing(known, 'reason').map(({ text, raisedBy }) => ({ ...citedOf(raisedBy), text }));
}

function reopeningIn({ notes, signals }: Known): Reopening | null {
  const opener = reopeningNote(notes);
  if (opener === null) return null;
  const inOrder = oldestFirst(notes);
  const until = inOrder.slice(0, inOrder.indexOf(opener));
  const closedOn = closedDay(until);
  if (closedOn === null) return null;
  const reasons = signals.filter(
    ({ kind, closedBy, isBeingChecked }) =>
      kind === 'reason' && closedBy?.noteId === opener.id && !isBeingChecked,
  );
  return {
    from: closingNote(until)?.outcome === 'won' ? 'won' : 'lost',
    closedOn,
    cited: openingOf(opener),
    reasons: reasons.map(({ text, raisedBy }) => ({ ...citedOf(raisedBy), text })),
  };
}

/** The first note that won it, or lost it, as it still stands: saying so once more moves nothing. Null while it is open. */
export function endingNote(notes: readonly HistoryNote[]): HistoryNote | null {
  const closing = closingNote(notes);
  if (closing === null) return null;
  const inOrder = oldestFirst(notes);
  const since = inOrder.findLastIndex((note) => undoes(note, closing.outcome));
  return inOrder.slice(since + 1).find(({ outcome }) => outcome === closing.outcome) ?? closing;
}

function closedDay(notes: readonly HistoryNote[]): string | null {
  return endingNote(notes)?.day ?? null;
}

/** Whether a note before it says otherwise: the other ending, or what opened it again. */
function undoes(note: HistoryNote, closing: HistoryNote['outcome']): boolean {
  return note.outcome === (closing === 'lost' ? 'won' : 'lost') || opensAgain(note, closing);
}

function daysTo(known: Known): DealMoney['daysTo'] {
  const contact = known.notes.find((note) => reachesThem(note, known))?.day;
  const isWon = closingNote(known.notes)?.outcome === 'won';
  const from = (day: string | null | undefined) =>
    contact === undefined || day == null || day < contact ? null : daysBetween(contact, day);
  const firstSaid = (kind: string) =>
    known.signals
      .filter((one) => one.kind === kind && isProven(one))
      .map(({ raisedBy }) => raisedBy.day)
      .toSorted()[0];
  return {
    pilot: from(firstSaid('pilot_agreed')),
    proposal: from(firstSaid('proposal_out')),
    won: isWon ? from(closedDay(known.notes)) : null,
  };
}

/** "412k EUR", "46,750 GBP", "1.2M USD", "48k" where no currency is named: exact, in as few characters as it takes. */
export function moneyText({ value, currency }: Money): string {
  return currency === null ? shortValue(value) : `${shortValue(value)} ${currency}`;
}

function shortValue(value: number): string {
  if (value >= 1e6 && value % 1e4 === 0) return `${value / 1e6}M`;
  if (value >= 1e4 && value < 1e6 && value % 1e3 === 0) return `${value / 1e3}k`;
  const [whole = '', cents] = String(value).split('.');
  const digits = whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
  return cents === undefined ? digits : `${digits}.${cents.padEnd(2, '0')}`;
}
