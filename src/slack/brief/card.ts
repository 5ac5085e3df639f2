import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Cited } from '../../brief/score/signal.ts';
import type { Past } from '../../memory/memory.ts';
import { context, header, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { type Message, message } from '../message.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { correctedLine, disagreementLine } from '../ruling/words.ts';
import { type CardPlace, cardButtons } from './card-actions.ts';
import { beforeLine } from './known-before.ts';
import { fitPhone, phoneLines } from './phone.ts';
import { heading, lastContact, noteCounts, openLine, promiseLine, quoted, unknowns } from './phrases.ts';
import { doNextLine, openWithLine, quietText, riskLine, scoreLine, sourceLine } from './standing.ts';

/** One screen of a phone, the buttons apart. */
const mostLines = 14;
const shortQuote = 46;
const newestLength = 100;
const shortSentence = 84;

/** Which section of the card a row stands in. */
type Part = 'standing' | 'move' | 'open' | 'promises' | 'newest' | 'facts';

interface Row {
  readonly part: Part;
  readonly text: Markup;
  readonly isNeeded: boolean;
  /** What its number leads to. */
  readonly restsOn: Cited | null;
}

/** The rows of a card as they are shown, and what they rest on. */
export interface CardBody {
  readonly blocks: readonly KnownBlock[];
  /** In reading order, a note as often as rows rest on it; words that stand on the card by themselves are not in it. */
  readonly restsOn: readonly Cited[];
}

/** The brief on one phone screen: everything else is one press away. */
export function cardMessage(brief: Brief, { offersKeep, past }: CardPlace): Message {
  const buttons = cardButtons(brief, { offersKeep, past });
  const blocks = [...cardBody(brief, past).blocks, context(factsLine(brief)), buttons];
  return message(notification(brief), blocks);
}

/** Header and sections of a card: what it says, without the line of facts and the buttons. */
export function cardBody(brief: Brief, past?: Past): CardBody {
  const fitting = fitPhone(rowsOf(brief, past), mostLines - phoneLines(md`${heading(brief)}`));
  const parts = (['standing', 'move', 'open', 'promises', 'newest'] as const).map((part) =>
    fitting.filter((row) => row.part === part),
  );
  const sections = parts
    .filter((rows) => rows.length > 0)
    .map((rows) => section(lines(rows.map(({ text }) => text))));
  return { blocks: [header(heading(brief)), ...sections], restsOn: evidenceOf(parts.flat()) };
}

/** What rows rest on beside the newest notes, whose beginning stands on the card itself. */
function evidenceOf(rows: readonly Row[]): readonly Cited[] {
  const newest = rows.flatMap((row) => (row.part === 'newest' && row.restsOn ? [row.restsOn] : []));
  const isShown = ({ noteId, quote }: Cited) =>
    newest.some((one) => one.noteId === noteId && clip(one.quote, newestLength).includes(quote));
  const cited = rows.flatMap((row) => (row.part === 'newest' ? [] : (row.restsOn ?? [])));
  return cited.filter((one) => !isShown(one));
}

/** In the order in which a rep needs them: what does not fit is left out from the end. */
function rowsOf(brief: Brief, past: Past | undefined): readonly Row[] {
  const row = (part: Part, text: Markup | null, more: Partial<Row> = {}): Row[] =>
    text ? [{ part, text, isNeeded: false, restsOn: null, ...more }] : [];
  const open = brief.openItems.slice(0, 2).map((item, index) => {
    const text = md`*Open*  ${openLine(brief, item, shortQuote)}`;
    return row('open', text, { isNeeded: index === 0, restsOn: item.cited });
  });
  const promises = brief.promises.slice(0, 2).map((promise, index) => {
    const text = md`*Promised*  ${promiseLine(brief, promise)}`;
    return row('promises', text, { isNeeded: index === 0 && !isSaid(brief), restsOn: promise.cited });
  });
  const [firstPromise = []] = isSaid(brief) ? [] : promises;
  return [
    ...row('standing', sourceLine(brief), { isNeeded: true }),
    ...row('standing', scoreLine(brief), { isNeeded: true }),
    ...row('standing', riskLine(brief), { isNeeded: true }),
    ...row('standing', past ? beforeLine(past) : null, { isNeeded: true }),
    ...row('move', doNextLine(brief, shortSentence), { isNeeded: true, restsOn: brief.doNext.cited }),
    ...row('facts', factsLine(brief), { isNeeded: true }),
    ...(open[0] ?? []),
    ...firstPromise,
    ...row('open', brief.isPast ? null : disagreementLine(brief)),
    ...row('open', correctedLine(brief)),
    ...newestNotes(brief),
    ...row('move', openWithLine(brief, shortSentence), { restsOn: brief.openWith }),
    ...(open[1] ?? []),
    ...promises.slice(isSaid(brief) ? 0 : 1).flat(),
  ];
}

/** Whether the next move is that promise already. */
function isSaid({ promises, doNext }: Brief): boolean {
  return promises[0] !== undefined && promises[0].cited.noteId === doNext.cited?.noteId;
}

/** Without the model's reading the notes speak for themselves. */
function newestNotes({ source, notes, asOf }: Brief): readonly Row[] {
  if (source.kind !== 'facts') return [];
  const numbered = notes.map((note, index) => ({ note, number: index + 1 }));
  const newest = numbered.toSorted((one, other) => other.note.day.localeCompare(one.note.day)).slice(0, 2);
  return newest.map(({ note: { id, day, text }, number }) => ({
    part: 'newest',
    text: md`${dayName(day, asOf)}  ${quoted(text, newestLength)} [${number}]`,
    isNeeded: false,
    restsOn: { noteId: id, day, quote: text },
  }));
}

function factsLine(brief: Brief): Markup {
  const more = [quietText(brief), unknowns(brief, 1)].find((part) => part !== null);
  const parts = [lastContact(brief), noteCounts(brief), `confidence ${brief.confidence}`, more];
  return md`${parts.filter(Boolean).join(' · ')}`;
}

/** The card in one sentence. */
export function notification(brief: Brief): string {
  const { score, doNext } = brief;
  const standing = score ? `, ${score.value} ${score.band}` : '';
  return `${heading(brief)}${standing}. ${brief.isPast ? 'The move then' : 'Do next'}: ${doNext.text}`;
}
