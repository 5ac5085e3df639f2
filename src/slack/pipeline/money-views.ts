import type { KnownBlock, ModalView, SectionBlock } from '@slack/types';
import { z } from 'zod';
import { type ClosedThen, daysBefore, fewestClosed } from '../../brief/pipeline/calibration.ts';
import type { Doubt } from '../../brief/pipeline/commits.ts';
import { milestones, moneyText } from '../../brief/pipeline/deal-money.ts';
import {
  closingDates,
  closingsOf,
  leftOutText,
  openOf,
  paceOf,
  sumsText,
  worthOf,
} from '../../brief/pipeline/figures.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import type { Cited } from '../../brief/signals/signal.ts';
import { dayName, periodOf } from '../../util/calendar.ts';
import { counted, timesText } from '../../util/counted.ts';
import {
  actions,
  button,
  context,
  header,
  type Message,
  message,
  modal,
  section,
  workingView,
} from '../kit/blocks.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import { briefIds, pipelineIds } from '../kit/ids.ts';
import { quoted } from '../kit/phrases.ts';
import { clip, lines, type Markup, md } from '../kit/text.ts';
import {
  type Counted,
  calibrationRows,
  closingsLine,
  commitLine,
  type FigureRow,
  type Page,
  pageNames,
  pages,
  partsOf,
  weightedText,
} from './money-rows.ts';

/** What is left to show of the team stands on its page; here are the viewer's own figures. */
export function moneyBlocks(all: readonly PipelineLine[], today: string): readonly KnownBlock[] {
  const rows = [
    worthLine(all),
    weightedLine(all),
    closingsLine(quarterOf(all, today)),
    datesLine(all, today),
    commitLine(all),
    paceLine(all),
  ];
  const buttons = pages.map((page) => button(`${pipelineIds.page}${page}`, pageNames[page], { value: page }));
  return [section(lines(rows)), actions(...buttons)];
}

function quarterOf(all: readonly PipelineLine[], today: string) {
  return closingsOf(all, periodOf(today, 'quarter'));
}

const example = 'Say in a note what a deal is worth, such as “48k EUR a year”.';

function worthLine(all: readonly PipelineLine[]): Markup {
  const open = openOf(all);
  const worth = worthOf(open);
  const left = leftOutText(worth);
  if (worth.sums.length === 0)
    return md`*No open deal has an amount that counts.* ${open.length > 0 ? example : ''}`;
  const of = counted(open.length, 'open deal');
  return md`*${sumsText(worth.sums)}* of ${of}${left === '' ? '' : `, ${left}`}`;
}

function weightedLine(all: readonly PipelineLine[]): Markup | null {
  const { sums } = worthOf(openOf(all));
  const unscored = sums.reduce((sum, one) => sum + one.unscored, 0);
  const weighted = weightedText(sums);
  if (weighted === '') return null;
  const out = unscored > 0 ? `; ${unscored} without a score left out` : '';
  return md`*${weighted}* weighted by health: each amount times its score out of 100${out}`;
}

function datesLine(all: readonly PipelineLine[], today: string): Markup | null {
  const { dated, slipped, slips, passed } = closingDates(all, today);
  if (dated.length === 0) return null;
  const said = [
    slipped.length === 0 ? 'none put off' : `${slipped.length} put off, ${timesText(slips)} in all`,
    ...(passed.length > 0 ? [`${passed.length} passed`] : []),
  ];
  return md`${counted(dated.length, 'closing date')}: ${said.join(', ')}`;
}

const milestoneWords = { pilot: 'to pilot', proposal: 'to proposal', won: 'to won' } as const;

function paceLine(all: readonly PipelineLine[]): Markup | null {
  const pace = paceOf(all).map(({ to, median }) => `${milestoneWords[to]} ${counted(median, 'day')}`);
  return pace.length === 0 ? null : md`Median from first contact ${pace.join(', ')}`;
}

/** While the figures are counted anew. */
export function loadingMoney(): ModalView {
  return workingView('Pipeline', 'Counting your deals…');
}

const mostRows = 80;

/** How each page counts, in words. */
const remarks: Readonly<Record<Page, string>> = {
  value:
    'Amounts as the newest note has them. A price a month counts twelve times, a price a year once. An amount in several figures, a range, a limit or a price for each is shown and not counted. No currency is turned into another. Weighted: each amount times its score out of 100.',
  dates:
    'The day on which they mean to sign or decide, as the newest note has it. A day brought forward is not put off.',
  quarter:
    'Won and lost as you marked it, on the day it was marked first. Win rate: won, of all that was won or lost.',
  commit:
    'Deals that somebody counts on: you, or a colleague with a note on it that the team can read. What is missing is said once every note is read.',
  pace: 'From the first call that reached somebody to the first note of a pilot agreed, a proposal with them, a deal won.',
  team: 'From notes shared with the team alone: the same for all who may read them. A deal is whose newest call it has, or who took it over.',
};

const nothingYet: Readonly<Record<Page, string>> = {
  value: `No open deal yet. ${example}`,
  dates: 'No open deal yet.',
  quarter: 'Nothing won or lost this quarter yet.',
  commit: 'No deal is in commit. To put one there, type “commit” and a name behind the pipeline command.',
  pace: 'No deal has come to a pilot, a proposal or a win yet.',
  team: 'No note is shared with the team yet.',
};

/** One page of figures, each of which opens its deals. */
export function moneyView(page: Page, counted: Counted): ModalView {
  const parts = partsOf(page, counted);
  const rows = parts.flatMap(({ title, rows: figures }): readonly Shown[] => [
    md`*${title}*`,
    ...figures.map((row) => ({ row })),
  ]);
  const nothing = section(md`${nothingYet[page]}`);
  return modal(`Pipeline: ${pageNames[page]}`, [
    ...(rows.length === 0
      ? [nothing]
      : rows.slice(0, mostRows).map((row, place) => rowBlock(row, page, place))),
    ...(rows.length > mostRows ? [context(md`${rows.length - mostRows} more are in the CSV.`)] : []),
    context(md`${remarks[page]}`),
  ]);
}

type Shown = Markup | { readonly row: FigureRow };

function rowBlock(shown: Shown, page: FigurePage, place: number): SectionBlock {
  return 'row' in shown ? figureBlock(shown.row, page, place) : section(shown);
}

function figureBlock({ key, name, figure, deals }: FigureRow, page: FigurePage, place: number): SectionBlock {
  const text = figure === null ? md`*${name}*` : md`*${name}*\n${figure}`;
  const look = { value: JSON.stringify({ p: page, k: key }) };
  return section(text, button(`${pipelineIds.figure}${place}`, counted(deals.length, 'deal'), look));
}

/** Where a figure stands: on a page, or with the question whether the score was right. */
export type FigurePage = Page | 'then';

const pressed = z.object({ p: z.enum([...pages, 'then']), k: z.string() });

/** Which figure was pressed; throws when the value is not one of ours. */
export function parseFigure(value: string): { readonly page: FigurePage; readonly key: string } {
  const { p, k } = pressed.parse(JSON.parse(value));
  return { page: p, key: k };
}

/** Which page was asked for; throws when the value is not one of ours. */
export function parsePage(value: string): Page {
  return z.enum(pages).parse(value);
}

const mostDeals = 60;
const nameLength = 80;
const namesShown = 3;
const quoteLength = 110;

/** The deals behind one figure, each with the words it rests on; undefined: nothing is under it any more. */
export function figureView(
  row: FigureRow | undefined,
  page: FigurePage,
  {
    today,
    then,
  }: {
    readonly today: string;
    /** As they stood before their end, where that is asked. */
    readonly then?: readonly ClosedThen[];
  },
): ModalView {
  const back = page === 'then' ? [] : [actions(button(`${pipelineIds.page}back`, 'Back', { value: page }))];
  if (!row) return modal('Pipeline', [section(md`Nothing is under that figure any more.`), ...back]);
  const { deals, name, figure } = row;
  const rest = deals.length - mostDeals;
  const stood = new Map(then?.map((one) => [one.line.deal.key, one]));
  return modal('Pipeline', [
    section(lines([md`*${name}*`, figure])),
    ...back,
    ...deals.slice(0, mostDeals).map((line) => dealRow(line, today, stood.get(line.deal.key))),
    context(md`${rest > 0 ? `${rest} more are in the CSV. ` : ''}A brief comes to your DM.`),
  ]);
}

/** The notes whose words a list of deals shows. */
export function notesShown(deals: readonly PipelineLine[]): readonly string[] {
  const cited = deals
    .slice(0, mostDeals)
    .flatMap(({ money, commit }) => [
      ...(money.amount ? [money.amount.cited] : []),
      ...(money.closeDate ? [money.closeDate.cited] : []),
      ...money.reasons,
      ...(commit?.doubts ?? []).flatMap(({ cited }) => cited ?? []),
    ]);
  return [...new Set(cited.map(({ noteId }) => noteId))];
}

/** "Priya Sharma, Amit Rao · Rentfield · Renewal". */
export function dealTitle({ deal, prospects }: PipelineLine): string {
  const names = prospects.slice(0, namesShown).map(({ name }) => clip(name, nameLength));
  return clip([names.join(', '), deal.company, deal.label].filter(Boolean).join(' · '), 300);
}

function dealRow(line: PipelineLine, today: string, then: ClosedThen | undefined): SectionBlock {
  const { deal, prospects } = line;
  const value = dealButtonValue(deal.key, prospects[0]?.key ?? null);
  const label = `Brief on ${clip(prospects[0]?.name ?? deal.company ?? 'this deal', nameLength)}`;
  return section(
    lines([
      md`*${dealTitle(line)}*`,
      then ? thenLine(then, today) : stateLine(line, today),
      amountLine(line, today),
      dateLine(line, today),
      ...line.money.reasons.slice(0, 2).map((reason) => md`Why: ${reason.text} ${words(reason, today)}`),
      daysLine(line),
      doubtsLine(line, today),
    ]),
    button(briefIds.brief, 'Brief', { value, label }),
  );
}

function words(cited: Cited, today: string): Markup {
  return md`${quoted(cited.quote, quoteLength)} ${dayName(cited.day, today)}`;
}

function stateLine({ state, money, score, reading }: PipelineLine, today: string): Markup {
  if (state !== 'open') {
    const day = money.closedOn === null ? '' : ` ${dayName(money.closedOn, today)}`;
    return md`${state === 'won' ? 'Won' : 'Lost'}${day}`;
  }
  const unscored = reading === 'unread' ? 'not read yet' : 'too new for a score';
  const standing = score ? `${score.value} ${score.band}` : unscored;
  return money.rung === null ? md`${standing}` : md`${standing} · ${money.rung}`;
}

function thenLine({ day, stood, line }: ClosedThen, today: string): Markup {
  const before = stood ? `${stood.value} ${stood.band}` : 'no score';
  const ended = line.money.closedOn === null ? '' : ` on ${dayName(line.money.closedOn, today)}`;
  return md`${before} on ${dayName(day, today)}, ${line.state}${ended}`;
}

/** "48k EUR a year “at 48k a year” 3 Nov"; a price a month says what it counts as. */
function amountLine({ money: { amount } }: PipelineLine, today: string): Markup {
  if (amount === null) return md`No amount noted`;
  const said = words(amount.cited, today);
  if (amount.counted === null) return md`Not counted, ${amount.unclear ?? ''}: ${said}`;
  const per = { month: ' for twelve months', year: ' a year' } as const;
  return md`${moneyText(amount.counted)}${amount.per ? per[amount.per] : ''} ${said}`;
}

/** What the notes of a deal in commit do not carry, with the words it rests on. */
export function doubtText({ text, cited }: Doubt, today: string): Markup {
  return cited === null ? md`${text}` : md`${text} ${words(cited, today)}`;
}

function doubtsLine({ commit }: PipelineLine, today: string): Markup | null {
  if (commit === null) return null;
  if (commit.doubts.length === 0) return md`In commit, and your notes carry it`;
  return lines([md`In commit, though`, ...commit.doubts.map((one) => md`• ${doubtText(one, today)}`)]);
}

function dateLine({ state, money: { closeDate } }: PipelineLine, today: string): Markup | null {
  if (closeDate === null || state !== 'open') return null;
  const { day, slips, first, cited } = closeDate;
  const passed = day < today ? ', which has passed' : '';
  const off = slips === 0 ? '' : `, put off ${timesText(slips)}, first ${dayName(first, today)}`;
  return md`To close ${dayName(day, today)}${passed}${off} ${words(cited, today)}`;
}

function daysLine({ money: { daysTo } }: PipelineLine): Markup | null {
  const said = milestones.flatMap((to) => {
    const days = daysTo[to];
    return days === null ? [] : [`${milestoneWords[to]} ${counted(days, 'day')}`];
  });
  return said.length === 0 ? null : md`From first contact ${said.join(', ')}`;
}

/** "Was the score right?": what became of the deals of each band. */
export function calibrationMessage(closed: readonly ClosedThen[], rubric: Rubric): Message {
  const title = 'Was the score right?';
  if (closed.length < fewestClosed) {
    const said =
      closed.length === 0 ? 'No deal is closed yet' : `Only ${counted(closed.length, 'deal')} closed so far`;
    const text = `${said}. From ${fewestClosed} closed deals on, this shows how they stood ${daysBefore} days before their end.`;
    return message(text, [header(title), section(md`${text}`)]);
  }
  const rows = calibrationRows(closed, rubric);
  const unknown = closed.filter(({ stood }) => stood === null).length;
  const left =
    unknown > 0
      ? ` ${counted(unknown, 'deal')} had no score then and ${unknown === 1 ? 'is' : 'are'} left out.`
      : '';
  const about = `${counted(closed.length, 'closed deal')}, as they stood ${daysBefore} days before their end.${left}`;
  return message(`${title} ${about}`, [
    header(title),
    context(md`${about}`),
    ...(rows.length === 0 ? [section(md`None of them had a score then.`)] : []),
    ...rows.map((row, place) => figureBlock(row, 'then', place)),
  ]);
}
