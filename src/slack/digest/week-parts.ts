import type { KnownBlock } from '@slack/types';
import type { Change, ClosedDeal, Comparison, DuePromise, Week, WeekLine } from '../../digest/week.ts';
import { addDays, daysBetween } from '../../util/calendar.ts';
import { button, section } from '../blocks.ts';
import { subject } from '../brief/phrases.ts';
import { dayName, dueName } from '../dates.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { blockIdOf } from './deal-ref.ts';
import { ids } from './ids.ts';
import { nameOf, refOf, scoreText } from './line-block.ts';
import { type Unit, unit } from './pack.ts';

/** Characters of markup in one section of a list; Slack takes 3,000. */
const listLength = 2_400;
const wordsLength = 300;
const nameLength = 160;

/** Rows in as many sections as they need. */
export function rowBlocks(rows: readonly Markup[]): readonly KnownBlock[] {
  const groups: Markup[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (length + row.markup.length > listLength) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(row);
    length += row.markup.length + 1;
  }
  return groups.map((group) => section(lines(group)));
}

/** A titled list that may run on in the next message; nothing for no rows. The title stays with its first rows. */
export function list(title: string, rows: readonly Markup[]): readonly Unit[] {
  return rowBlocks(rows).map((block, index) =>
    unit('', ...(index === 0 ? [section(md`*${title}*`)] : []), block),
  );
}

/** "You, to Priya Sharma · Rentfield: the ROI sheet, by Fri 27 Nov [17 Nov]". */
export function promiseRow(promise: DuePromise, asOf: string): Markup {
  const { who, text, dueOn, overdue, cited } = promise;
  const late = overdue ? `, ${days(daysBetween(dueOn, asOf))} over` : '';
  const deal = clip(subject(promise), nameLength);
  const owner = who === 'us' ? `You, to ${deal}` : deal;
  return md`• ${owner}: ${clip(text, wordsLength)}, by ${dueName(dueOn, asOf)}${late} [${dayName(cited.day, asOf)}]`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

export function promiseUnits({ promises, asOf }: Week): readonly Unit[] {
  const last = addDays(asOf, 6);
  return list(
    `Promises due by ${dayName(last, asOf)}`,
    promises.map((promise) => promiseRow(promise, asOf)),
  );
}

function changeRow(change: Change, asOf: string): Markup | null {
  const { kind, points, day } = change;
  const who = nameOf(change);
  const on = day === null ? '' : ` on ${dayName(day, asOf)}`;
  if (kind === 'new') return md`• ${who}: new${on}`;
  if (kind === 'woke') return md`• ${who}: what was agreed ended${on}`;
  if (kind === 'up' || kind === 'down') return md`• ${who}: ${kind} ${Math.abs(points ?? 0)}`;
  // Won and lost have lines of their own.
  return null;
}

export function changeUnits({ changes, asOf }: Week): readonly Unit[] {
  return list(
    'Changed since last week',
    changes.flatMap((change) => changeRow(change, asOf) ?? []),
  );
}

function comparisonRow({ text, cited }: Comparison, asOf: string): Markup {
  const days = [...new Set(cited.map(({ day }) => dayName(day, asOf)))];
  return md`• ${clip(text, wordsLength)} ${days.map((day) => `[${day}]`).join(' ')}`;
}

export function comparisonUnits({ comparisons, asOf }: Week): readonly Unit[] {
  return list(
    'Side by side',
    comparisons.map((one) => comparisonRow(one, asOf)),
  );
}

/** The deals won or lost in the last seven days, each with a way back. */
export function closedUnits({ closed, asOf }: Week): readonly Unit[] {
  const since = addDays(asOf, -7);
  return closed.filter(({ day }) => day > since).map((deal) => unit('', closedBlock(deal, asOf)));
}

function closedBlock(deal: ClosedDeal, asOf: string): KnownBlock {
  const said = md`${nameOf(deal)}   ${deal.outcome} on ${dayName(deal.day, asOf)}`;
  return {
    ...section(said, button(ids.reopen, 'Reopen')),
    block_id: blockIdOf('closed', refOf(deal)),
  };
}

/** One row for each deal on track: where it stands and what it waits for. */
export function onTrackRow(line: WeekLine): Markup {
  const standing = [scoreText(line), line.why].filter(Boolean).join(' · ');
  return md`• ${nameOf(line)}   ${standing}`;
}

/** Deals whose notes did not come are named all the same. */
export function unreadUnits({ unread, asOf }: Week): readonly Unit[] {
  const rows = unread.map((one) => md`• ${nameOf(one)}, last note ${dayName(one.lastDay, asOf)}`);
  return list('Could not be read just now', rows);
}
