import type { KnownBlock } from '@slack/types';
import type { Brief, PromiseLine } from '../../brief/brief.ts';
import type { Cited } from '../../brief/score/signal.ts';
import type { HandoverRef } from '../../digest/hand-over.ts';
import { daysBetween } from '../../util/calendar.ts';
import { actions, button, context, divider, header, section } from '../kit/blocks.ts';
import { dayName, dueName } from '../kit/dates.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import { briefIds, handoverIds } from '../kit/ids.ts';
import { limits } from '../kit/limits.ts';
import { type Message, message } from '../kit/message.ts';
import { clip, lines, type Markup, md } from '../kit/mrkdwn.ts';
import { mention } from '../kit/note-blocks.ts';
import { cite, lastContact, quoted, scoreLine, subject, unknowns } from '../kit/phrases.ts';
import { encodeRef } from './messages.ts';

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
    button(handoverIds.accept, 'Accept', { value, style: 'primary' }),
    button(handoverIds.decline, 'Decline', { value }),
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

const mostFactors = 2;
const longestText = 160;
const longestQuote = 90;

/** "“she asked who else uses it” 17 Nov [2]". */
function evidence(brief: Brief, cited: Cited): Markup {
  return md`${quoted(cited.quote, longestQuote)} ${dayName(cited.day, brief.asOf)}${cite(brief, cited)}`;
}

function row(brief: Brief, text: string, cited: Cited): Markup {
  return md`• ${clip(text, longestText)}: ${evidence(brief, cited)}`;
}

/** What weighs most in the score, for and against. */
function whyLines(brief: Brief): readonly Markup[] {
  const factors = (brief.score?.factors ?? []).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const told = factors.flatMap(({ label, points, cited }) =>
    cited && points !== 0 ? { label, points, cited } : [],
  );
  const signed = (points: number) => (points > 0 ? `+${points}` : String(points));
  return told
    .slice(0, mostFactors)
    .map(({ label, points, cited }) => row(brief, `${label} ${signed(points)}`, cited));
}

/** With its date; overdue ones say by how much. */
function promiseLines(brief: Brief, who: PromiseLine['who']): readonly Markup[] {
  const theirs = brief.promises.filter((promise) => promise.who === who);
  return theirs.map(({ text, dueOn, overdue, cited }) => {
    const due = dueOn ? `by ${dueName(dueOn, brief.asOf)}` : 'no date';
    const late = overdue && dueOn ? `, ${daysBetween(dueOn, brief.asOf)} days over` : '';
    return row(brief, `${clip(text, longestText)}, ${due}${late}`, cited);
  });
}

const kindNames: Readonly<Record<string, string>> = {
  objection: 'Open objection',
  budget_doubt: 'Budget doubt',
  competitor: 'Competitor',
};

/** Whatever a newcomer could step on. */
function landmineLines(brief: Brief): readonly Markup[] {
  const { openItems, score, quietUntil, quietBy } = brief;
  const asks = (score?.factors ?? []).filter(({ kind }) => kind === 'ask_unanswered');
  return [
    ...(score?.atRisk ? [md`• At risk: ${clip(score.atRisk, longestText)}`] : []),
    ...openItems.map((item) =>
      row(
        brief,
        `${kindNames[item.kind] ?? 'Open'}: ${item.text}${item.datePassed ? ', that date has passed' : ''}`,
        item.cited,
      ),
    ),
    ...asks.flatMap(({ cited }) => (cited ? [row(brief, 'Our ask has no answer', cited)] : [])),
    ...(quietUntil && quietBy
      ? [row(brief, `Quiet is agreed until ${dayName(quietUntil, brief.asOf)}`, quietBy)]
      : []),
  ];
}

function nextLine(brief: Brief): Markup {
  const { text, cited } = brief.doNext;
  const said = clip(text, 300);
  return cited ? md`*Do next*  ${said} ${evidence(brief, cited)}` : md`*Do next*  ${said}`;
}

/** The newest words, so that the tone is known. */
function newestLine(brief: Brief): Markup | null {
  const [newest] = brief.notes.toSorted((a, b) => b.day.localeCompare(a.day));
  return newest
    ? md`*Last note*  ${evidence(brief, { noteId: newest.id, day: newest.day, quote: newest.text })}`
    : null;
}
