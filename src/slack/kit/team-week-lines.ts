import type { KnownBlock, Overflow, SectionBlock } from '@slack/types';
import { z } from 'zod';
import { leftOutText, sumsText } from '../../brief/pipeline/figures.ts';
import type { TeamDeal, TeamWeek, ToldDeal } from '../../digest/team-week.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { button, context, header, option, section } from './blocks.ts';
import { managerIds } from './ids.ts';
import { mention } from './note-blocks.ts';
import { clip, lines, type Markup, md } from './text.ts';
import { type BlockGroup, besideOpen, blockGroup, type DealRef, nameOf } from './week-lines.ts';

const saidLength = 400;

/** What a manager can do with a deal of their people. */
export const managerChoices = Object.freeze({ brief: 'brief', ask: 'ask' });

/** A part of the team's week: a deal may stand in several, and each block needs a name of its own. */
type Part = 'moved' | 'slipped' | 'overdue' | 'needed' | 'commit' | 'quiet' | 'page';

const blockForm = /^managed:[a-z]+:([^:]+):([^:]+)$/;
const pressed = z.object({ actions: z.array(z.object({ block_id: z.string() })).min(1) });

/** Throws when the pressed block is not about a deal of the team's week. */
export function managedDealOf(body: unknown): DealRef {
  const [, deal, prospect] = blockForm.exec(pressed.parse(body).actions[0]?.block_id ?? '') ?? [];
  if (deal === undefined || prospect === undefined) throw new RangeError('a press on no deal');
  return { deal, prospect };
}

function blockIdOf(part: Part, { line, prospect }: TeamDeal): string {
  return `managed:${part}:${line.deal.key}:${prospect.key}`;
}

/** "From notes shared with the team. 5 people, 61 open deals, 412k EUR in 38, 23 without an amount". */
export function teamSummary({ people, open, worth }: TeamWeek): string {
  const sums = sumsText(worth.sums);
  const left = leftOutText(worth);
  const unread = open.filter(({ bucket }) => bucket === null).length;
  const parts = [
    counted(people.length, 'person', 'people'),
    openText(open),
    ...(sums === '' ? [] : [sums]),
    ...(left === '' ? [] : [left]),
    ...(unread === 0 ? [] : [`${unread} not read yet`]),
  ];
  return `From notes shared with the team. ${parts.join(', ')}`;
}

/** "9 open deals", or "8 open deals and 1 won with work owed". */
export function openText(deals: readonly TeamDeal[]): string {
  const count = (state: TeamDeal['line']['state']) => deals.filter(({ line }) => line.state === state).length;
  return [counted(count('open'), 'open deal'), ...besideOpen(count('won'), count('lost'))].join(' and ');
}

/** So many deals of a part stand in a message; all of them on the page. */
const mostInMessage = 4;

/** The team's week for the message that the manager's own week is sent in. */
export function teamWeekUnits(team: TeamWeek): readonly BlockGroup[] {
  const title = 'Your team';
  const said = teamSummary(team);
  return [
    blockGroup(`${title}. ${said}.`, header(title), context(md`${said}`)),
    ...partsOf(team, 'in a message').flatMap(({ title: name, rows }) => partUnits(name, rows)),
    ...quietUnits(team),
    blockGroup(
      '',
      section(
        md`All of it, and each of your people on a page.`,
        button(managerIds.open, 'Open', { label: 'Open your team’s week' }),
      ),
    ),
  ];
}

function partUnits(name: string, rows: readonly KnownBlock[]): readonly BlockGroup[] {
  const shown = rows.slice(0, mostInMessage);
  const rest = rows.length - shown.length;
  return [
    ...shown.map((row, index) =>
      blockGroup('', ...(index === 0 ? [section(md`*${name}* · ${rows.length}`)] : []), row),
    ),
    ...(rest > 0 ? [blockGroup('', context(md`and ${rest} more`))] : []),
  ];
}

/** How many there are; which ones stands on the page. */
function quietUnits({ quiet }: TeamWeek): readonly BlockGroup[] {
  if (quiet.length === 0) return [];
  const said = `${counted(quiet.length, 'deal has', 'deals have')} no shared note in the last 14 days`;
  return [blockGroup(`${said}.`, section(md`*Quiet*   ${said}`))];
}

/** The parts of a team's week that hold something, each deal with its menu. */
export function partsOf(
  team: TeamWeek,
  where: 'in a message' | 'on a page',
): readonly { readonly title: string; readonly rows: readonly KnownBlock[] }[] {
  const { moved, slipped, overdue, needed, doubted, quiet, asOf } = team;
  const told = (part: Part, deals: readonly ToldDeal[]) => deals.map((one) => toldRow(part, one, asOf));
  const parts = [
    { title: 'Moved', rows: told('moved', moved) },
    { title: 'Slipped', rows: told('slipped', slipped) },
    { title: 'Promises overdue', rows: told('overdue', overdue) },
    { title: 'Needs attention now', rows: needed.map((deal) => neededRow('needed', deal)) },
    { title: 'In commit, not carried by shared notes', rows: told('commit', doubted) },
    {
      title: 'No shared note in the last 14 days',
      rows: where === 'on a page' ? quiet.map((deal) => quietRow(deal, asOf)) : [],
    },
  ];
  return parts.filter(({ rows }) => rows.length > 0);
}

/** "*Dellenberg* · @Ben" and what is said of it, with the days of the notes that say so. */
function toldRow(part: Part, { deal, says, cited }: ToldDeal, asOf: string): KnownBlock {
  const days = [...new Set(cited.map(({ day }) => dayName(day, asOf)))].map((day) => ` [${day}]`).join('');
  return managedRow(part, deal, [md`${clip(says.join('; '), saidLength)}${days}`]);
}

function neededRow(part: Part, deal: TeamDeal): KnownBlock {
  return managedRow(part, deal, standingLines(deal));
}

function quietRow(deal: TeamDeal, asOf: string): KnownBlock {
  return managedRow('quiet', deal, [md`newest shared note of ${dayName(deal.newestDay, asOf)}`]);
}

/** One deal with its owner and what is said of it. */
function managedRow(part: Part, deal: TeamDeal, says: readonly (Markup | null)[]): KnownBlock {
  const text = lines([
    md`${nameOf({ deal: deal.line.deal, prospect: deal.prospect })} · ${mention(deal.line.owner)}`,
    ...says,
  ]);
  return { ...section(text, dealMenu()), block_id: blockIdOf(part, deal) };
}

/** One deal where it is plain whose it is; `accessory` takes the place of the manager's menu. */
export function ownRow(
  deal: TeamDeal,
  says: readonly (Markup | null)[],
  accessory: SectionBlock['accessory'] = dealMenu(),
): KnownBlock {
  return {
    ...section(lines([nameOf({ deal: deal.line.deal, prospect: deal.prospect }), ...says]), accessory),
    block_id: blockIdOf('page', deal),
  };
}

function dealMenu(): Overflow {
  return {
    type: 'overflow',
    action_id: managerIds.deal,
    options: [option('Brief', managerChoices.brief), option('Ask about it…', managerChoices.ask)],
  };
}

/** Score, why, and what to do, as shared notes have it. */
export function standingLines({ line, why, next }: TeamDeal): readonly (Markup | null)[] {
  const score = line.score === null ? '' : `${line.score.value} ${line.score.band}`;
  const risk = line.score?.atRisk ? 'at risk' : '';
  const said = [score, risk, clip(why, saidLength)].filter(Boolean).join(' · ');
  return [md`${said}`, next === null ? null : md`*Next, by shared notes*: ${clip(next, saidLength)}`];
}
