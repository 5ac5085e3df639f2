import { moneyText } from '../../brief/pipeline/deal-money.ts';
import { leftOutText, type Sum, sumsText, worthOf } from '../../brief/pipeline/figures.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Price } from '../../brief/quotes/money.ts';
import type { Cited } from '../../brief/signals/signal.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { Period } from '../../util/calendar.ts';
import type { About } from '../about.ts';
import { type CitedNote, citedNote, type Sentence, whomOf } from '../answer.ts';
import type { AskedTeam } from '../house/house.ts';

/** Whose question it is, and what of it is looked at. */
export interface MoneyScope {
  /** All that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
  readonly about: About;
  readonly asker: string;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Left out where colleagues have no names: then no owner is told. */
  readonly team?: AskedTeam;
}

/** The figure first, then the deals behind it; undefined where the notes must tell. */
export type Told = readonly Sentence[] | undefined;

export const mostShown = 8;
const mostCited = 3;

/** Days that a question names, and its words for them. */
export interface Days {
  readonly period: Period;
  readonly said: string;
}

function weightedText(sums: readonly Sum[]): string {
  const scored = sums.filter(({ deals, unscored }) => unscored < deals);
  const said = scored.map(({ weighted, currency }) => moneyText({ value: Math.round(weighted), currency }));
  const left = sums.reduce((sum, { unscored }) => sum + unscored, 0);
  const out = left > 0 ? ` (${left} without a score left out)` : '';
  return said.length === 0 ? '' : `; weighted by health ${said.join(', ')}${out}`;
}

/** "412k EUR in 38, 23 without an amount; weighted by health 201k EUR". */
export function worthText(lines: readonly PipelineLine[], isWeighted: boolean): string {
  const worth = worthOf(lines);
  const { sums, unclear } = worth;
  if (sums.length === 0 && unclear.length === 0) return 'none with an amount';
  const left = leftOutText(worth);
  const said = `${sums.length === 0 ? 'no amount that counts' : sumsText(sums)}${left === '' ? '' : `, ${left}`}`;
  return `${said}${isWeighted ? weightedText(sums) : ''}`;
}

export function citedIn({ headers }: MoneyScope, cited: readonly Cited[]): readonly CitedNote[] {
  return cited.slice(0, mostCited).flatMap(({ noteId, quote }) => {
    const note = headers.find(({ id }) => id === noteId);
    return note ? [citedNote(note, quote)] : [];
  });
}

export function only(text: string): Sentence {
  return { text, cited: [] };
}

/** A sentence for each of the deals, and how many more there are. */
export function each(
  lines: readonly PipelineLine[],
  tell: (line: PipelineLine) => { readonly said: string; readonly cited: readonly Cited[] },
  scope: MoneyScope,
): readonly Sentence[] {
  const shown = lines.slice(0, mostShown).map((line) => {
    const { said, cited } = tell(line);
    return { text: `${whomOf(line)}: ${said}.`, cited: citedIn(scope, cited) };
  });
  const rest = lines.length - mostShown;
  return rest > 0 ? [...shown, only(`And ${rest} more: see the pipeline.`)] : shown;
}

/** "48k EUR", "no amount read", "an amount that is not counted, a range". */
export function amountText({ money: { amount } }: PipelineLine): string {
  if (amount === null) return 'no amount read';
  if (amount.counted === null) return `an amount that is not counted, ${amount.unclear ?? ''}`;
  return priceText({ ...amount.counted, per: amount.per });
}

export function priceText({ per, ...money }: Price): string {
  return `${moneyText(money)}${per === 'month' ? ' for twelve months' : per === 'year' ? ' a year' : ''}`;
}

export function amountCited({ money: { amount } }: PipelineLine): readonly Cited[] {
  return amount ? [amount.cited] : [];
}

/** What the largest amounts come first by, in each currency. */
export function largestFirst(lines: readonly PipelineLine[]): readonly PipelineLine[] {
  return lines.toSorted(
    (a, b) => (b.money.amount?.counted?.value ?? -1) - (a.money.amount?.counted?.value ?? -1),
  );
}

export function inDays(days: Days | null): string {
  return days === null ? ' in all' : ` ${days.said.trim()}`;
}
