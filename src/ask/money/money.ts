import { moneyText } from '../../brief/pipeline/deal-money.ts';
import {
  byBand,
  byRung,
  closingDates,
  closingIn,
  leftOutText,
  type Named,
  openOf,
  worthOf,
} from '../../brief/pipeline/figures.ts';
import type { PipelineLine, Pipelines } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import { dayName, weekdayOf } from '../../util/calendar.ts';
import { counted, timesText } from '../../util/counted.ts';
import { groupBy } from '../../util/group-by.ts';
import { type Sentence, whomOf } from '../answer.ts';
import {
  amountCited,
  amountText,
  citedIn,
  type Days,
  each,
  largestFirst,
  type MoneyScope,
  mostShown,
  only,
  priceText,
  type Told,
  worthText,
} from './deal-sentences.ts';
import { ended, pace, rate, why } from './endings.ts';
import type { MoneyQuestion } from './money-question.ts';

interface Deps {
  readonly pipelines: Pipelines;
  readonly rubric: Rubric;
}

const mostNamed = 4;

/** Sentences of code, from what was read before: no figure comes from a model. */
export async function answeredByMoney(deps: Deps, question: MoneyQuestion, scope: MoneyScope): Promise<Told> {
  const wanted = scope.about.deals ?? undefined;
  if (question.kind === 'value' && question.by === 'owner') return byOwner(deps, scope, wanted);
  if (question.kind === 'owners') return ownersOf(deps, scope, question);
  const lines = await deps.pipelines.read(scope.asker, wanted);
  if (lines.length === 0) return undefined;
  switch (question.kind) {
    case 'value':
      return value(lines, question, deps, scope);
    case 'closing':
      return closing(lines, question.days, scope);
    case 'worth':
      return worth(lines, question.isOfCompany, scope);
    case 'compare':
      return compare(lines, scope);
    case 'largest':
      return largest(lines, scope);
    case 'priced':
      return priced(lines, question, scope);
    case 'commit':
      return commit(lines, question.isOwn, scope);
    case 'slipped':
      return slipped(lines, scope);
    case 'unpriced':
      return unpriced(lines, scope);
    case 'rate':
      return rate(lines, question.days, scope);
    case 'ended':
      return ended(lines, question, scope);
    case 'why':
      return why(lines, question, scope);
    case 'pace':
      return pace(lines, question.to, scope);
  }
}

type ValueQuestion = Extract<MoneyQuestion, { kind: 'value' }>;

function value(
  lines: readonly PipelineLine[],
  question: ValueQuestion,
  { rubric }: Deps,
  scope: MoneyScope,
): Told {
  const { scoreOver, scoreUnder, band, by } = question;
  const isWithin = ({ score }: PipelineLine) =>
    (scoreOver === null || (score?.value ?? -1) > scoreOver) &&
    (scoreUnder === null || (score?.value ?? 101) < scoreUnder) &&
    (band === null || score?.band === band);
  const open = openOf(lines).filter(isWithin);
  const bounds = [
    ...(scoreOver === null ? [] : [` with a score over ${scoreOver}`]),
    ...(scoreUnder === null ? [] : [` with a score under ${scoreUnder}`]),
    ...(band === null ? [] : [` in ${band}`]),
  ].join('');
  const lead = only(`${counted(open.length, 'open deal')}${bounds}: ${worthText(open, true)}.`);
  if (by === 'stage') return [lead, ...grouped(byRung(open, rubric), scope)];
  if (by === 'band') return [lead, ...grouped(byBand(open, rubric), scope)];
  const priced = largestFirst(open.filter(({ money }) => money.amount !== null));
  return [lead, ...each(priced, (line) => ({ said: standing(line), cited: amountCited(line) }), scope)];
}

function standing(line: PipelineLine): string {
  return line.score === null
    ? amountText(line)
    : `${amountText(line)}, ${line.score.value} ${line.score.band}`;
}

/** Each group with its deals, the largest named. */
function grouped(groups: readonly Named[], scope: MoneyScope): readonly Sentence[] {
  return groups.map(({ name, lines }) => {
    const named = largestFirst(lines).slice(0, mostNamed);
    const rest = lines.length - named.length;
    const who = named.map((line) => `${whomOf(line)}: ${amountText(line)}`).join('; ');
    const text = `${name}, ${counted(lines.length, 'deal')}: ${worthText(lines, false)}. ${who}${rest > 0 ? `; and ${rest} more` : ''}.`;
    return { text, cited: citedIn(scope, named.flatMap(amountCited)) };
  });
}

/** Of the deals that are named; undefined where no note of theirs has an amount. */
function worth(lines: readonly PipelineLine[], isOfCompany: boolean, scope: MoneyScope): Told {
  const isOfOther = scope.about.deals === null || (isOfCompany && scope.about.people.size > 0);
  if (isOfOther || lines.every(({ money }) => money.amount === null)) return undefined;
  return each(lines, (line) => ({ said: amountAndState(line, scope), cited: amountCited(line) }), scope);
}

/** "64k USD a year, said on 23 Nov", "18k EUR a year, a month's price counted twelve times, said on 12 Nov". */
function amountAndState(line: PipelineLine, { asOf }: MoneyScope): string {
  const { state, money } = line;
  const { amount } = money;
  const isMonthly = amount?.per === 'month' && amount.counted !== null;
  const said = isMonthly
    ? `${moneyText(amount.counted)} a year, a month’s price counted twelve times`
    : amountText(line);
  const day = amount === null ? '' : `, said on ${dayName(amount.cited.day, asOf)}`;
  return `${said}${day}${state === 'open' ? '' : `, ${state}`}`;
}

/** Of two deals that are named; undefined where they are not two, or neither has an amount. */
function compare(lines: readonly PipelineLine[], scope: MoneyScope): Told {
  const [one, other, ...more] = largestFirst(lines);
  if (scope.about.deals === null || one === undefined || other === undefined || more.length > 0)
    return undefined;
  if (lines.every(({ money }) => money.amount === null)) return undefined;
  const told = each(
    [one, other],
    (line) => ({ said: amountAndState(line, scope), cited: amountCited(line) }),
    scope,
  );
  return [only(comparedText(one, other)), ...told];
}

/** "Bazaarly is worth more, by 6k USD." The larger first; what differs in more than the figure is not set side by side. */
function comparedText(one: PipelineLine, other: PipelineLine): string {
  const [a, b] = [one.money.amount, other.money.amount];
  if (!a?.counted || !b?.counted) return 'One of them has no amount that counts, so they are not compared.';
  if (a.counted.currency !== b.counted.currency)
    return 'They are in different currencies, so they are not compared.';
  if ((a.per === null) !== (b.per === null))
    return 'One is a price by the year and the other is not, so they are not compared.';
  const difference = Math.round((a.counted.value - b.counted.value) * 100) / 100;
  if (difference === 0) return 'Both are worth the same.';
  const by = moneyText({ value: difference, currency: a.counted.currency });
  return `${one.deal.company ?? whomOf(one)} is worth more, by ${by}.`;
}

/** The largest of each currency before the rest of it, since none is turned into another. */
function largest(lines: readonly PipelineLine[], scope: MoneyScope): Told {
  const open = openOf(lines);
  const worth = worthOf(open);
  const { counted: priced, sums } = worth;
  if (priced.length === 0) return undefined;
  const left = leftOutText(worth);
  const ofCurrency = (currency: string | null) =>
    largestFirst(priced.filter(({ money }) => (money.amount?.counted?.currency ?? null) === currency));
  const ordered = sums.flatMap(({ currency }) => ofCurrency(currency));
  const apart = sums.length > 1 ? ', each currency by itself' : '';
  const lead = `The largest of ${counted(open.length, 'open deal')}${apart}${left === '' ? '' : `, ${left}`}:`;
  return [
    only(lead),
    ...each(ordered, (line) => ({ said: standing(line), cited: amountCited(line) }), scope),
  ];
}

function priced(
  lines: readonly PipelineLine[],
  { isOver, bound }: Extract<MoneyQuestion, { kind: 'priced' }>,
  scope: MoneyScope,
): Told {
  const worth = worthOf(openOf(lines));
  const fits = worth.counted.filter(({ money: { amount } }) => {
    const { value = 0, currency = null } = amount?.counted ?? {};
    const isWithin = isOver ? value > bound.value : value < bound.value;
    return isWithin && (bound.currency === null || currency === bound.currency);
  });
  const lead = `${counted(fits.length, 'open deal')} ${isOver ? 'over' : 'under'} ${priceText(bound)}`;
  return [
    only(`${[lead, leftOutText(worth)].filter(Boolean).join('; left out: ')}.`),
    ...each(largestFirst(fits), (line) => ({ said: standing(line), cited: amountCited(line) }), scope),
  ];
}

/** Open deals by whose they are, as shared notes tell it; undefined where owners have no names. */
async function openByOwner(
  { pipelines }: Deps,
  { team, asker }: MoneyScope,
  wanted: ReadonlySet<string> | undefined,
) {
  if (team === undefined) return undefined;
  const open = (await pipelines.team(asker, wanted)).filter(({ state }) => state === 'open');
  const owners = [...groupBy(open, ({ owner }) => owner)].toSorted(([, a], [, b]) => b.length - a.length);
  const names = await team.names(owners.map(([owner]) => owner));
  return owners.map(([owner, lines]) => ({ owner, name: names.get(owner) ?? 'A colleague', lines }));
}

async function byOwner(
  deps: Deps,
  scope: MoneyScope,
  wanted: ReadonlySet<string> | undefined,
): Promise<Told> {
  const groups = await openByOwner(deps, scope, wanted);
  if (groups === undefined) return undefined;
  const open = groups.flatMap(({ lines }) => lines);
  const lead = `From notes shared with the team, ${counted(open.length, 'open deal')}: ${worthText(open, true)}.`;
  return [only(lead), ...grouped(groups, scope)];
}

/** "From notes shared with the team: Ava Lindqvist 8, Ben Carter 6, 14 open deals together.", and which they are. */
async function ownersOf(
  deps: Deps,
  scope: MoneyScope,
  { colleague, withOwn }: Extract<MoneyQuestion, { kind: 'owners' }>,
): Promise<Told> {
  const groups = await openByOwner(deps, scope, scope.about.deals ?? undefined);
  if (groups === undefined || groups.length === 0) return undefined;
  const isMeant = ({ name, owner }: (typeof groups)[number]) =>
    colleague === null || wordsOf(canonical(name))[0] === colleague || (withOwn && owner === scope.asker);
  const meant = groups.filter(isMeant);
  // Whoever has no open deal, or is no colleague, is not counted as nobody.
  if (colleague !== null && meant.length !== (withOwn ? 2 : 1)) return undefined;
  const total = meant.reduce((sum, { lines }) => sum + lines.length, 0);
  const said = meant.map(({ name, lines }) => `${name} ${lines.length}`).join(', ');
  const together = meant.length > 1 ? `, ${counted(total, 'open deal')} together` : ' open';
  const each = meant.map(({ name, lines }) => {
    const who = lines.slice(0, mostShown).map(whomOf).join('; ');
    const rest = lines.length - mostShown;
    return only(`${name}: ${who}${rest > 0 ? `; and ${rest} more` : ''}.`);
  });
  return [only(`From notes shared with the team: ${said}${together}.`), ...each];
}

function closing(lines: readonly PipelineLine[], { period, said }: Days, scope: MoneyScope): Told {
  const own = closingIn(lines, period);
  // What is not read, or was not read as a date, the notes may tell all the same.
  if (own.length === 0) return undefined;
  const verb = own.length === 1 ? 'is' : 'are';
  return [
    only(`${counted(own.length, 'deal')} ${verb} to close ${saidOf(said)}: ${worthText(own, true)}.`),
    ...each(own, (line) => dated(line, scope), scope),
  ];
}

/** "in December", "this week", "by Friday". */
function saidOf(said: string): string {
  return /^(?:overdue|late|past due)$/i.test(said) ? 'on a day that has passed' : said;
}

function dated(line: PipelineLine, { asOf }: MoneyScope) {
  const { closeDate } = line.money;
  const cited = [...(closeDate ? [closeDate.cited] : []), ...amountCited(line)];
  if (closeDate === null) return { said: amountText(line), cited };
  const { day, slips, first } = closeDate;
  const on = `${day < asOf ? 'was for' : 'by'} ${weekdayOf(day).slice(0, 3)} ${dayName(day, asOf)}`;
  const off = slips === 0 ? '' : `, put off ${timesText(slips)}, first ${dayName(first, asOf)}`;
  return { said: `${on}${off}, ${amountText(line)}`, cited };
}

/** What somebody counts on, and what of it the notes do not carry. */
function commit(lines: readonly PipelineLine[], isOwn: boolean, scope: MoneyScope): Told {
  const isMeant = ({ commit: said }: PipelineLine) =>
    said !== null && (!isOwn || said.by.includes(scope.asker));
  const own = lines.filter(isMeant);
  const whose = isOwn ? 'your commit' : 'commit';
  if (own.length === 0 && scope.about.deals !== null)
    return lines.slice(0, mostNamed).map((line) => only(`${whomOf(line)}: not in ${whose}.`));
  if (own.length === 0) return [only(`No deal is in ${whose}.`)];
  const tell = (line: PipelineLine) => {
    const doubts = line.commit?.doubts ?? [];
    const said = doubts.length === 0 ? 'its notes carry it' : doubts.map(({ text }) => text).join('; ');
    return { said: `${standing(line)}; ${said}`, cited: doubts.flatMap(({ cited }) => cited ?? []) };
  };
  return [
    only(`${counted(own.length, 'deal')} in ${whose}: ${worthText(own, true)}.`),
    ...each(own, tell, scope),
  ];
}

function slipped(lines: readonly PipelineLine[], scope: MoneyScope): Told {
  const dates = closingDates(lines, scope.asOf);
  const of = `of ${counted(dates.dated.length, 'open deal')} with a closing date`;
  if (dates.slipped.length === 0) return [only(`No closing date was put off, ${of}.`)];
  return [
    only(`Put off: ${dates.slipped.length} ${of}, ${timesText(dates.slips)} in all.`),
    ...each(dates.slipped, (line) => dated(line, scope), scope),
  ];
}

function unpriced(lines: readonly PipelineLine[], scope: MoneyScope): Told {
  const open = openOf(lines);
  const { without, unclear } = worthOf(open);
  const unclearText = unclear.length === 0 ? '' : `, ${unclear.length} not counted`;
  return [
    only(`${without.length} of ${counted(open.length, 'open deal')} without an amount${unclearText}.`),
    ...each([...unclear, ...without], (line) => ({ said: standing(line), cited: amountCited(line) }), scope),
  ];
}
