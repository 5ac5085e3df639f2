import { byBandThen, type ClosedThen } from '../../brief/pipeline/calibration.ts';
import type { Milestone } from '../../brief/pipeline/deal-money.ts';
import {
  byBand,
  byRung,
  type Closings,
  closingDates,
  closingsOf,
  leftOutText,
  type Named,
  openOf,
  paceOf,
  type Sum,
  sumsText,
  sumText,
  type Worth,
  worthOf,
} from '../../brief/pipeline/figures.ts';
import type { OwnedLine, PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { periodOf } from '../../util/calendar.ts';
import { counted, timesText } from '../../util/counted.ts';
import { groupBy } from '../../util/group-by.ts';
import { hashOf } from '../../util/hash.ts';
import { mention } from '../kit/note-blocks.ts';
import { lines, type Markup, md } from '../kit/text.ts';

/** The pages that money is told on, in the order of their buttons. */
export const pages = ['value', 'dates', 'commit', 'quarter', 'pace', 'team'] as const;
export type Page = (typeof pages)[number];

export const pageNames: Readonly<Record<Page, string>> = {
  value: 'Value',
  dates: 'Closing dates',
  commit: 'Commit',
  quarter: 'This quarter',
  pace: 'Days it takes',
  team: 'Team',
};

/** One figure with the deals behind it. */
export interface FigureRow {
  /** Short, and the same as long as the figure means the same: a press on an old page finds it again. */
  readonly key: string;
  /** What it is of, for the list of its deals. */
  readonly name: Markup;
  /** The figure; null says that the name holds it. */
  readonly figure: Markup | null;
  /** At least one. */
  readonly deals: readonly PipelineLine[];
}

/** Figures under one heading. */
export interface Part {
  readonly title: string;
  readonly rows: readonly FigureRow[];
}

/** What the figures are of. */
export interface Counted {
  /** All that the viewer may read. */
  readonly all: readonly PipelineLine[];
  /** From notes shared with the team alone. */
  readonly team: readonly OwnedLine[];
  readonly rubric: Rubric;
  /** The viewer's day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** "201k EUR", of those that have a score; empty where none has. */
export function weightedText(sums: readonly Sum[]): string {
  return sums
    .filter(({ deals, unscored }) => unscored < deals)
    .map(({ weighted, currency }) => sumText({ value: Math.round(weighted), currency }))
    .join(', ');
}

/** The page's figures; those of the team for the team's page. */
export function partsOf(page: Page, counted: Counted): readonly Part[] {
  return parts[page](counted).filter(({ rows }) => rows.length > 0);
}

const parts: Readonly<Record<Page, (counted: Counted) => readonly Part[]>> = {
  value: valueParts,
  dates: dateParts,
  commit: commitParts,
  quarter: quarterParts,
  pace: paceParts,
  team: teamParts,
};

function keyOf(...names: readonly string[]): string {
  return hashOf(JSON.stringify(names), 12);
}

/** None without a deal. */
function row(key: string, name: Markup, figure: Markup | null, deals: readonly PipelineLine[]): FigureRow[] {
  return deals.length > 0 ? [{ key, name, figure, deals }] : [];
}

function valueParts({ all, rubric }: Counted): readonly Part[] {
  const open = openOf(all);
  const worth = worthOf(open);
  const ofSum = (sum: Sum) => {
    const own = worth.counted.filter(({ money }) => money.amount?.counted?.currency === sum.currency);
    const weighted = weightedText([sum]);
    const out = sum.unscored > 0 ? `, ${sum.unscored} of them without a score` : '';
    const rest = weighted === '' ? 'without a score' : `weighted ${weighted}${out}`;
    const figure = md`${counted(sum.deals, 'deal')}, ${rest}`;
    return row(keyOf('worth', sum.currency ?? ''), md`${sumText(sum)}`, figure, own);
  };
  return [
    {
      title: 'Open value',
      rows: [
        ...worth.sums.flatMap(ofSum),
        ...row(
          keyOf('without'),
          md`Without an amount`,
          md`${counted(worth.without.length, 'deal')}`,
          worth.without,
        ),
        ...row(
          keyOf('unclear'),
          md`Not counted`,
          md`${counted(worth.unclear.length, 'deal')} whose amount would have to be guessed`,
          worth.unclear,
        ),
      ],
    },
    { title: 'By score', rows: byBand(all, rubric).flatMap((one) => worthRow('band', one)) },
    { title: 'By stage', rows: byRung(all, rubric).flatMap((one) => worthRow('rung', one)) },
  ];
}

function worthRow(of: string, { name, lines: deals }: Named): FigureRow[] {
  return row(keyOf(of, name), md`${name}`, worthFigure(deals), deals);
}

/** "120k EUR in 5, weighted 80k EUR, 2 without an amount". */
function worthFigure(deals: readonly PipelineLine[]): Markup {
  return md`${worthFacts(worthOf(deals)).join(', ')}`;
}

function worthFacts(worth: Worth): readonly string[] {
  const weighted = weightedText(worth.sums);
  return [sumsText(worth.sums), weighted === '' ? '' : `weighted ${weighted}`, leftOutText(worth)].filter(
    (one) => one !== '',
  );
}

function dateParts({ all, today }: Counted): readonly Part[] {
  const { dated, slipped, passed, undated } = closingDates(all, today);
  const times = (deals: readonly PipelineLine[]) =>
    timesText(deals.reduce((sum, { money }) => sum + (money.closeDate?.slips ?? 0), 0));
  const months = groupBy(
    dated.filter((line) => !passed.includes(line)),
    ({ money }) => money.closeDate?.day.slice(0, 7) ?? '',
  );
  return [
    {
      title: 'Moved back',
      rows: row(
        keyOf('slipped'),
        md`Put off`,
        md`${counted(slipped.length, 'deal')}, ${times(slipped)} in all`,
        slipped,
      ),
    },
    {
      title: 'To come',
      rows: [...months].flatMap(([month, deals]) =>
        row(keyOf('month', month), md`${monthName(month)}`, worthFigure(deals), deals),
      ),
    },
    {
      title: 'Other',
      rows: [
        ...row(keyOf('passed'), md`The day has passed`, worthFigure(passed), passed),
        ...row(keyOf('undated'), md`Without a closing date`, md`${counted(undated.length, 'deal')}`, undated),
      ],
    },
  ];
}

/** "December 2026". */
function monthName(month: string): string {
  const at = new Date(`${month}-15T12:00:00Z`);
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
}

/** What the notes do not carry, a row for each deal; then what they do. */
function commitParts({ all }: Counted): readonly Part[] {
  const committed = inCommit(all);
  const carried = committed.filter(({ commit }) => commit?.doubts.length === 0);
  const doubted = committed.filter((line) => !carried.includes(line));
  return [
    {
      title: 'Not carried whole',
      rows: doubted.flatMap((line) =>
        row(
          keyOf('commit', line.deal.key),
          md`${line.deal.company ?? line.prospects[0]?.name ?? 'This deal'}`,
          md`${(line.commit?.doubts ?? []).map(({ text }) => text).join('; ')}`,
          [line],
        ),
      ),
    },
    {
      title: 'Carried by the notes',
      rows: row(keyOf('commit'), md`All of it`, worthFigure(carried), carried),
    },
  ];
}

function quarterParts({ all, today }: Counted): readonly Part[] {
  const closings = closingsOf(all, periodOf(today, 'quarter'));
  const { won, lost, winRate } = closings;
  return [
    {
      title: winRate === null ? 'This quarter' : `This quarter: win rate ${winRate}%`,
      rows: [
        ...row(keyOf('won'), md`Won: ${won.length}`, closedFigure(won), won),
        ...row(keyOf('lost'), md`Lost: ${lost.length}`, closedFigure(lost), lost),
      ],
    },
    { title: 'Why won', rows: reasonRows('won', won) },
    { title: 'Why lost', rows: reasonRows('lost', lost) },
  ];
}

/** "84k EUR in 3, 1 without an amount". */
function closedFigure(deals: readonly PipelineLine[]): Markup {
  const worth = worthOf(deals);
  return md`${[sumsText(worth.sums), leftOutText(worth)].filter((one) => one !== '').join(', ')}`;
}

/** Each reason in the words of its notes, the one of most deals first; deals without one last. */
function reasonRows(of: string, deals: readonly PipelineLine[]): readonly FigureRow[] {
  const said = deals.flatMap((deal) => deal.money.reasons.map(({ text }) => ({ deal, text })));
  const groups = [...groupBy(said, ({ text }) => text.toLowerCase())].map(([name, all]) => ({
    name,
    text: all[0]?.text ?? name,
    own: [...new Set(all.map(({ deal }) => deal))],
  }));
  const silent = deals.filter(({ money }) => money.reasons.length === 0);
  return [
    ...groups
      .toSorted((a, b) => b.own.length - a.own.length || a.name.localeCompare(b.name))
      .flatMap(({ name, text, own }) => row(keyOf('reason', of, name), md`${text}`, null, own)),
    ...row(keyOf('reason', of), md`No reason noted`, null, silent),
  ];
}

const milestoneNames: Readonly<Record<Milestone, string>> = {
  pilot: 'To a pilot',
  proposal: 'To a proposal',
  won: 'To won',
};

function paceParts({ all }: Counted): readonly Part[] {
  const rows = paceOf(all).flatMap(({ to, median, lines: deals }) =>
    row(
      keyOf('pace', to),
      md`${milestoneNames[to]}`,
      md`${counted(median, 'day')}, the median of ${counted(deals.length, 'deal')}`,
      deals,
    ),
  );
  return [{ title: 'From the first contact', rows }];
}

function teamParts({ team, today }: Counted): readonly Part[] {
  const owners = [...groupBy(team, ({ owner }) => owner)].toSorted(([, a], [, b]) => b.length - a.length);
  const quarter = periodOf(today, 'quarter');
  const figureOf = (deals: readonly PipelineLine[]) => {
    const open = openOf(deals);
    const facts = [counted(open.length, 'open deal'), ...worthFacts(worthOf(open))];
    return lines([md`${facts.join(', ')}`, closingsLine(closingsOf(deals, quarter))]);
  };
  return [
    { title: 'The team', rows: row(keyOf('team'), md`All`, figureOf(team), team) },
    {
      title: 'By owner',
      rows: owners.flatMap(([owner, deals]) =>
        row(keyOf('owner', owner), mention(owner), figureOf(deals), deals),
      ),
    },
  ];
}

/** "3 won (84k EUR in 2), 2 lost, win rate 60% this quarter"; null where nothing was. */
export function closingsLine({ won, lost, winRate }: Closings): Markup | null {
  if (winRate === null) return null;
  const sums = sumsText(worthOf(won).sums);
  const value = sums === '' ? '' : ` (${sums})`;
  return md`${won.length} won${value}, ${lost.length} lost, win rate ${winRate}% this quarter`;
}

/** Of each band, how many of the deals that stood in it were won. */
export function calibrationRows(closed: readonly ClosedThen[], rubric: Rubric): readonly FigureRow[] {
  return byBandThen(closed, rubric).flatMap(({ band, won, deals }) => {
    const share = Math.round((100 * won) / deals.length);
    return row(
      keyOf('then', band),
      md`${band}`,
      md`${won} of ${counted(deals.length, 'deal')} won (${share}%)`,
      deals.map(({ line }) => line),
    );
  });
}

/** Open deals that somebody counts on, as they came. */
export function inCommit(all: readonly PipelineLine[]): readonly PipelineLine[] {
  return all.filter(({ commit }) => commit !== null);
}

/** "In commit: 3 deals, 84k EUR in 2, 1 without an amount". */
export function commitSum(committed: readonly PipelineLine[]): string {
  const worth = worthOf(committed);
  const said = [sumsText(worth.sums), leftOutText(worth)].filter((one) => one !== '');
  return `In commit: ${[counted(committed.length, 'deal'), ...said].join(', ')}`;
}

/** The same with how many of them the notes do not carry; null where nobody counts on any. */
export function commitLine(all: readonly PipelineLine[]): Markup | null {
  const committed = inCommit(all);
  if (committed.length === 0) return null;
  const doubted = committed.filter(({ commit }) => (commit?.doubts.length ?? 0) > 0).length;
  const carried = doubted === 0 ? 'your notes carry all of it' : `${doubted} not carried whole by your notes`;
  return md`${commitSum(committed)}; ${carried}`;
}
