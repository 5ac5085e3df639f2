import type { Button, KnownBlock, ModalView } from '@slack/types';
import { sumText } from '../../brief/pipeline/figures.ts';
import type { PersonWeek, TeamDeal, TeamWeek } from '../../digest/team-week.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { actions, button, confirmation, context, modal, option, plain, section } from '../kit/blocks.ts';
import { managerIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import { subject } from '../kit/phrases.ts';
import { ownRow, partsOf, standingLines, teamSummary } from '../kit/team-week-lines.ts';
import { clip, limits, md } from '../kit/text.ts';

export const teamTitle = 'Your team';
export const mineTitle = 'What my manager sees';

export function readingView(title: string): ModalView {
  return modal(title, [context(md`Reading shared notes…`)]);
}

/** A block is kept free for what is left out. */
const mostBlocks = limits.viewBlocks - 4;

/** A manager's whole week, and the way to a page of each of their people. `names` are by user id. */
export function teamPage(team: TeamWeek, names: ReadonlyMap<string, string>): ModalView {
  const all = partsOf(team, 'on a page').flatMap(({ title, rows }) => [
    section(md`*${title}* · ${rows.length}`),
    ...rows,
  ]);
  const rest = all.length - mostBlocks;
  return modal(teamTitle, [
    context(md`${teamSummary(team)}`),
    peopleSelect(team, names),
    ...(all.length > 0
      ? all.slice(0, mostBlocks)
      : [section(md`Nothing in shared notes needs you this week.`)]),
    ...(rest > 0 ? [context(md`${rest} more rows are on the pages of your people.`)] : []),
  ]);
}

function peopleSelect({ people }: TeamWeek, names: ReadonlyMap<string, string>): KnownBlock {
  const options = people
    .slice(0, limits.options)
    .map(({ user, deals }) =>
      option(`${clip(names.get(user) ?? user, 45)} · ${counted(deals.length, 'open deal')}`, user),
    );
  return actions({
    type: 'static_select',
    action_id: managerIds.person,
    placeholder: plain('One person’s deals…', limits.placeholder),
    options,
  });
}

interface PageLook {
  /** The viewer's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** What was just done, or empty. */
  readonly done?: string;
}

/** One rep's deals on one page, for a talk of two. */
export function personPage(person: PersonWeek, name: string, look: PageLook): ModalView {
  return modal(clip(name, limits.modalTitle), [
    section(md`${mention(person.user)}: ${personSummary(person)}.`),
    context(
      md`From notes shared with the team: what stands in private notes is not here, not even as a count.`,
    ),
    ...pageRows(person, look, false),
  ]);
}

/** The same page for the rep, who can take each deal off it. */
export function minePage(
  person: PersonWeek,
  manager: string,
  begins: string | null,
  look: PageLook,
): ModalView {
  const when = begins === null ? md`sees this` : md`sees this from ${begins} on`;
  return modal(mineTitle, [
    ...(look.done ? [section(md`${look.done}`)] : []),
    section(md`${mention(manager)} ${when}: ${personSummary(person)}.`),
    context(
      md`It is made of notes that you and your colleagues have shared with the team. Your private notes are not here, not even as a count.`,
    ),
    ...pageRows(person, look, true),
  ]);
}

function pageRows({ deals }: PersonWeek, { asOf }: PageLook, mayUnshare: boolean): readonly KnownBlock[] {
  if (deals.length === 0) return [section(md`No open deal in shared notes.`)];
  const rest = deals.length - mostBlocks;
  const rows = deals.slice(0, mostBlocks).map((deal) => pageRow(deal, asOf, mayUnshare));
  return rest > 0 ? [...rows, context(md`and ${rest} more`)] : rows;
}

function pageRow(deal: TeamDeal, asOf: string, mayUnshare: boolean): KnownBlock {
  const { amount, closeDate } = deal.line.money;
  const facts = [
    ...(amount?.counted ? [sumText(amount.counted)] : []),
    ...(closeDate ? [`to close ${dayName(closeDate.day, asOf)}`] : []),
    `newest shared note ${dayName(deal.newestDay, asOf)}`,
  ];
  const says = [...standingLines(deal), md`${facts.join(' · ')}`];
  return mayUnshare ? ownRow(deal, says, unshareButton(deal)) : ownRow(deal, says);
}

function unshareButton({ line, prospect }: TeamDeal): Button {
  const name = clip(subject({ deal: line.deal, prospect }), 60);
  return {
    ...button(managerIds.unshare, 'Unshare', { label: `Unshare ${name}` }),
    confirm: confirmation({
      title: 'Make your notes private?',
      text: `Your notes on ${name} are yours alone then: nobody in your team reads them, nor counts them. What colleagues have shared on it stays.`,
      confirm: 'Make private',
    }),
  };
}

/** "9 open deals in shared notes: 3 need attention now, 2 for this week, 4 on track". */
function personSummary({ deals }: PersonWeek): string {
  const count = (bucket: TeamDeal['bucket']) => deals.filter((one) => one.bucket === bucket).length;
  const [now, unread] = [count('now'), count(null)];
  const parts = [
    ...(now > 0 ? [counted(now, 'needs attention now', 'need attention now')] : []),
    ...(count('this_week') > 0 ? [`${count('this_week')} for this week`] : []),
    ...(count('on_track') > 0 ? [`${count('on_track')} on track`] : []),
    ...(unread > 0 ? [`${unread} not read yet`] : []),
  ];
  const all = `${counted(deals.length, 'open deal')} in shared notes`;
  return parts.length === 0 ? all : `${all}: ${parts.join(', ')}`;
}
