import type { Milestone } from '../../brief/pipeline/deal-money.ts';
import { closingsOf, paceOf } from '../../brief/pipeline/figures.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import { outcomeAsked } from '../../brief/signals/history.ts';
import { dayName, isWithin } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { whomOf } from '../answer.ts';
import {
  amountCited,
  amountText,
  type Days,
  each,
  inDays,
  largestFirst,
  type MoneyScope,
  mostShown,
  only,
  type Told,
  worthText,
} from './deal-sentences.ts';
import type { MoneyQuestion } from './money-question.ts';

export function rate(lines: readonly PipelineLine[], days: Days | null, scope: MoneyScope): Told {
  const { won, lost, winRate } = closingsOf(lines, days?.period);
  if (winRate === null) return [only(`Nothing was won or lost${inDays(days)}.`)];
  const all = won.length + lost.length;
  return [
    only(
      `Win rate${inDays(days)}: ${winRate}%, ${won.length} of ${counted(all, 'deal')} won. Won: ${worthText(won, false)}.`,
    ),
    ...each([...won, ...lost], (line) => closed(line, scope), scope),
  ];
}

function closed(line: PipelineLine, { asOf }: MoneyScope) {
  const { state, money } = line;
  const on = money.closedOn === null ? '' : ` on ${dayName(money.closedOn, asOf)}`;
  return {
    said: `${state}${on}, ${amountText(line)}${reasonText(money.reasons, '; the reason')}`,
    cited: [...money.reasons, ...amountCited(line)],
  };
}

function reasonText(reasons: readonly { readonly text: string }[], lead: string): string {
  return reasons.length === 0 ? '' : `${lead}: ${reasons.map(({ text }) => text).join('; ')}`;
}

type EndedQuestion = Extract<MoneyQuestion, { kind: 'ended' | 'why' }>;

export function ended(lines: readonly PipelineLine[], { as, days }: EndedQuestion, scope: MoneyScope): Told {
  const own = closingsOf(lines, days?.period)[as];
  const isIn = (day: string) => !days || isWithin(day, days.period);
  const doubts = lines
    .filter(({ state, outcomeSaid, lastDay }) => state === 'open' && outcomeSaid === as && isIn(lastDay))
    .slice(0, mostShown)
    .map((line) => only(`${whomOf(line)}: open; ${outcomeAsked(as)}`));
  if (own.length === 0) return [only(`Nothing was ${as}${inDays(days)}.`), ...doubts];
  return [
    only(`${counted(own.length, 'deal')} ${as}${inDays(days)}: ${worthText(own, false)}.`),
    ...each(largestFirst(own), (line) => closed(line, scope), scope),
    ...doubts,
  ];
}

/** "open again since 17 Mar; lost on 16 Mar, the reason then: Went with Stockwise". */
function openAgain({ money: { reopened } }: PipelineLine, { asOf }: MoneyScope) {
  if (reopened === null) return { said: 'open', cited: [] };
  const { from, closedOn, cited, reasons } = reopened;
  const reason = reasonText(reasons, ', the reason then');
  const since = `open again since ${dayName(cited.day, asOf)}`;
  return { said: `${since}; ${from} on ${dayName(closedOn, asOf)}${reason}`, cited: [cited, ...reasons] };
}

/** Only where a deal ended so: else the notes may know of one that is not marked yet. */
export function why(lines: readonly PipelineLine[], { as, days }: EndedQuestion, scope: MoneyScope): Told {
  const own = closingsOf(lines, days?.period)[as];
  const back = lines.filter(({ money }) => money.reopened?.from === as);
  if (own.length === 0 && back.length > 0 && scope.about.deals !== null) {
    return each(back, (line) => openAgain(line, scope), scope);
  }
  const told = own.filter(({ money }) => money.reasons.length > 0);
  if (told.length === 0) return undefined;
  const silent = own.length - told.length;
  const without = silent > 0 ? `, ${silent} without a reason noted` : '';
  const ofEach = each(told, (line) => closed(line, scope), scope);
  // Of one deal that is named there is nothing to be counted.
  if (own.length === 1 && scope.about.deals !== null) return ofEach;
  return [only(`${counted(own.length, 'deal')} ${as}${inDays(days)}${without}.`), ...ofEach];
}

const paceNames: Readonly<Record<Milestone, string>> = {
  pilot: 'a pilot',
  proposal: 'a proposal',
  won: 'won',
};

export function pace(lines: readonly PipelineLine[], to: Milestone | null, scope: MoneyScope): Told {
  const all = paceOf(lines).filter((one) => to === null || one.to === to);
  if (all.length === 0) return undefined;
  const leads = all.map(({ to: step, median, lines: own }) =>
    only(
      `From first contact to ${paceNames[step]}: ${counted(median, 'day')}, the median of ${counted(own.length, 'deal')}.`,
    ),
  );
  const [one, ...others] = all;
  if (one === undefined || others.length > 0) return leads;
  const slowest = one.lines.toSorted((a, b) => (b.money.daysTo[one.to] ?? 0) - (a.money.daysTo[one.to] ?? 0));
  const tell = ({ money }: PipelineLine) => ({ said: counted(money.daysTo[one.to] ?? 0, 'day'), cited: [] });
  return [...leads, ...each(slowest, tell, scope)];
}
