import type { KnownBlock } from '@slack/types';
import type { Behind, Count, Unit } from '../../ask/count/count.ts';
import { context, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { outcomeNames } from '../log/outcome-names.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';

const mostBehind = 10;
const whoLength = 80;

const singular: Readonly<Record<Unit, string>> = {
  deals: 'deal',
  people: 'person',
  companies: 'company',
  notes: 'note',
  calls: 'call',
};

/** "14 deals: open, on Rentfield", in plain text. */
export function countSentence(count: Count): string {
  const { total, unit } = count;
  return `${total} ${total === 1 ? singular[unit] : unit}${conditionsOf(count)}.`;
}

function conditionsOf({ conditions }: Count): string {
  return conditions.length > 0 ? `: ${conditions.join(', ')}` : '';
}

/** The number, what it was counted by, its parts, and who is behind it. */
export function countBlocks(count: Count, asOf: string): readonly KnownBlock[] {
  const { total, unit, parts, behind, unread } = count;
  const noun = total === 1 ? singular[unit] : unit;
  const shown = behind.slice(0, mostBehind).map((one) => behindLine(one, asOf));
  const rest = behind.length - mostBehind;
  const more = rest > 0 ? md`and ${rest} more` : null;
  return [
    section(md`*${total} ${noun}*${conditionsOf(count)}, counted from the notes you may see`),
    ...(parts.length > 0 ? [section(lines(parts.map(partLine)))] : []),
    ...(shown.length > 0 ? [section(lines([...shown, more]))] : []),
    ...(unread > 0 ? [context(unreadLine(unread))] : []),
  ];
}

const names: Readonly<Record<string, string>> = { open: 'Open', ...outcomeNames };

function partLine({ label, count }: Count['parts'][number]): Markup {
  return md`${names[label] ?? label}: ${count}`;
}

/** "• Priya Sharma, Tom Keller · Rentfield, 17 Nov: no contact for 23 days". */
function behindLine({ prospects, deal, lastDay, why }: Behind, asOf: string): Markup {
  const people = prospects
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ');
  const who = clip([people, deal.company, deal.label].filter(Boolean).join(' · '), whoLength);
  return md`• ${who}, ${dayName(lastDay, asOf)}${why ? `: ${why}` : ''}`;
}

function unreadLine(unread: number): Markup {
  const deals = unread === 1 ? '1 deal is' : `${unread} deals are`;
  return md`${deals} left out: not read yet. A brief or your week reads a deal; then it counts.`;
}
