import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { actions, button, context, header, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { type Message, message } from '../message.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { correctedLine, disagreementLine } from '../ruling/words.ts';
import { briefValue } from './deal-button.ts';
import { fingerprint } from './fingerprint.ts';
import { ids } from './ids.ts';
import { fitPhone, phoneLines } from './phone.ts';
import { heading, lastContact, noteCounts, openLine, promiseLine, quoted, unknowns } from './phrases.ts';
import { doNextLine, openWithLine, quietText, riskLine, scoreLine, sourceLine } from './standing.ts';

/** How the card differs by where it stands. */
export interface CardPlace {
  /** Offers to keep it in the DM: for a card that only the asker sees and that goes away. */
  readonly offersKeep: boolean;
}

/** One screen of a phone, the buttons apart. */
const mostLines = 14;
const shortQuote = 46;
const shortSentence = 84;

/** Which section of the card a row stands in. */
type Part = 'standing' | 'move' | 'open' | 'promises' | 'newest' | 'facts';

interface Row {
  readonly part: Part;
  readonly text: Markup;
  readonly isNeeded: boolean;
}

/** The brief on one phone screen: everything else is one press away. */
export function cardMessage(brief: Brief, { offersKeep }: CardPlace): Message {
  const rows = fitPhone(rowsOf(brief), mostLines - phoneLines(md`${heading(brief)}`));
  const sections = (['standing', 'move', 'open', 'promises', 'newest'] as const).flatMap((part) => {
    const texts = rows.filter((row) => row.part === part).map((row) => row.text);
    return texts.length > 0 ? [section(lines(texts))] : [];
  });
  const blocks = [
    header(heading(brief)),
    ...sections,
    context(factsLine(brief)),
    cardButtons(brief, offersKeep),
  ];
  return message(notification(brief), blocks);
}

/** In the order in which a rep needs them: what does not fit is left out from the end. */
function rowsOf(brief: Brief): readonly Row[] {
  const row = (part: Part, text: Markup | null, isNeeded = false): Row[] =>
    text ? [{ part, text, isNeeded }] : [];
  const open = brief.openItems.map((item) => md`*Open*  ${openLine(brief, item, shortQuote)}`);
  const promises = brief.promises.map((promise) => md`*Promised*  ${promiseLine(brief, promise)}`);
  return [
    ...row('standing', sourceLine(brief), true),
    ...row('standing', scoreLine(brief), true),
    ...row('standing', riskLine(brief), true),
    ...row('move', doNextLine(brief, shortSentence), true),
    ...row('facts', factsLine(brief), true),
    ...row('open', open[0] ?? null, true),
    ...(isSaid(brief) ? [] : row('promises', promises[0] ?? null, true)),
    ...row('open', brief.isPast ? null : disagreementLine(brief)),
    ...row('open', correctedLine(brief)),
    ...newestNotes(brief).flatMap((text) => row('newest', text)),
    ...row('move', openWithLine(brief, shortSentence)),
    ...row('open', open[1] ?? null),
    ...promises.slice(isSaid(brief) ? 0 : 1, 2).flatMap((text) => row('promises', text)),
  ];
}

/** Whether the next move is that promise already. */
function isSaid({ promises, doNext }: Brief): boolean {
  return promises[0] !== undefined && promises[0].cited.noteId === doNext.cited?.noteId;
}

/** Without the model's reading the notes speak for themselves. */
function newestNotes({ source, notes, asOf }: Brief): readonly Markup[] {
  if (source.kind !== 'facts') return [];
  const numbered = notes.map((note, index) => ({ note, number: index + 1 }));
  const newest = numbered.toSorted((one, other) => other.note.day.localeCompare(one.note.day)).slice(0, 2);
  return newest.map(
    ({ note, number }) => md`${dayName(note.day, asOf)}  ${quoted(note.text, 100)} [${number}]`,
  );
}

function factsLine(brief: Brief): Markup {
  const more = [quietText(brief), unknowns(brief, 1)].find((part) => part !== null);
  const parts = [lastContact(brief), noteCounts(brief), `confidence ${brief.confidence}`, more];
  return md`${parts.filter(Boolean).join(' · ')}`;
}

function cardButtons(brief: Brief, offersKeep: boolean): KnownBlock {
  const value = briefValue(brief, fingerprint(brief));
  const log = brief.isPast ? [] : [button(ids.logCall, 'Log a call', { value, style: 'primary' })];
  const why = brief.score
    ? [
        button(ids.why, `Why ${brief.score.value}`, {
          value,
          label: `Why ${brief.score.value}: why this score`,
        }),
      ]
    : [];
  return actions(
    ...log,
    ...why,
    button(ids.notes, 'Notes', { value }),
    button(ids.more, 'More', { value, label: 'More: the full brief' }),
    ...(offersKeep ? [button(ids.keep, 'Keep in my DM', { value })] : []),
  );
}

function notification(brief: Brief): string {
  const { score, doNext } = brief;
  const standing = score ? `, ${score.value} ${score.band}` : '';
  return `${heading(brief)}${standing}. ${brief.isPast ? 'The move then' : 'Do next'}: ${doNext.text}`;
}
