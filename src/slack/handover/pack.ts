import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { HandoverRef } from '../../digest/hand-over.ts';
import { actions, button, context, divider, header, section } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { mention } from '../brief/notes-view.ts';
import { lastContact, subject, unknowns } from '../brief/phrases.ts';
import { scoreLine } from '../brief/standing.ts';
import { limits } from '../limits.ts';
import { type Message, message } from '../message.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { landmineLines, newestLine, nextLine, promiseLines, whyLines } from './pack-lines.ts';
import { encodeRef } from './state.ts';

const mostRows = 6;
const mostPeople = 8;
const mostTopics = 6;

/** All that a colleague needs to take a deal over, from a brief that rests on notes of the team alone. */
export function packBlocks(brief: Brief): KnownBlock[] {
  const missing = unknowns(brief, mostTopics);
  return [
    ...scored(brief),
    section(lines([...standing(brief), nextLine(brief)])),
    ...list('We promised', promiseLines(brief, 'us')),
    ...list('They promised', promiseLines(brief, 'them')),
    ...list('Landmines', landmineLines(brief)),
    ...(missing ? [context(md`${missing.charAt(0).toUpperCase()}${missing.slice(1)}`)] : []),
    context(md`From ${counted(brief.notes.length)} that the team can read; [1] is the newest.`),
  ];
}

/** The offer as the colleague gets it: `words` are the giver's own, empty when there are none. */
export function packMessage(brief: Brief, ref: HandoverRef, words: string): Message {
  const name = clip(subject(brief), limits.name * 2);
  const said = words ? [section(md`“${words}”`)] : [];
  return message(`A colleague hands ${name} over to you. Accept or decline.`, [
    header(name),
    section(md`${mention(ref.from)} hands this deal over to you. It moves to your week when you accept.`),
    ...said,
    divider(),
    ...packBlocks(brief),
    packButtons(brief, ref),
  ]);
}

function packButtons({ deal, prospect }: Brief, ref: HandoverRef): KnownBlock {
  const value = encodeRef(ref);
  return actions(
    button(ids.accept, 'Accept', { value, style: 'primary' }),
    button(ids.decline, 'Decline', { value }),
    button(briefIds.brief, 'Brief', { value: dealButtonValue(deal.key, prospect?.key ?? null) }),
  );
}

/** Where it stands and what weighs most in that; nothing without a score. */
function scored(brief: Brief): KnownBlock[] {
  const score = scoreLine(brief);
  return score ? [section(lines([score, ...whyLines(brief)]))] : [];
}

function standing(brief: Brief): readonly (Markup | null)[] {
  const people = brief.people.map(({ name, role }) => (role ? `${name}, ${role}` : name));
  const more = people.length > mostPeople ? ' and others' : '';
  const who = people
    .slice(0, mostPeople)
    .map((one) => clip(one, limits.name))
    .join(' · ');
  return [md`*People*  ${who}${more}`, md`${lastContact(brief)}`, newestLine(brief)];
}

function list(title: string, rows: readonly Markup[]): KnownBlock[] {
  if (rows.length === 0) return [];
  const rest = rows.length - mostRows;
  const more = rest > 0 ? md`and ${rest} more, on the brief` : null;
  return [section(lines([md`*${title}*`, ...rows.slice(0, mostRows), more]))];
}

function counted(notes: number): string {
  return notes === 1 ? 'the 1 note' : `the ${notes} notes`;
}
