import type { Button, KnownBlock, Overflow } from '@slack/types';
import type { Brief, OpenItem, PromiseLine } from '../../brief/brief.ts';
import type { NewsSince } from '../../brief/last-brief.ts';
import { datedRequestsOf } from '../../brief/open-items.ts';
import { type Cited, datedBy, isSaidBy, isSameCited } from '../../brief/signals/signal.ts';
import type { Person } from '../../memory/identity/people.ts';
import type { Past } from '../../memory/memory.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { hashOf } from '../../util/hash.ts';
import { actions, button, context, header, type Message, message, option, section } from './blocks.ts';
import { correctedLine, disagreementLine, promiseTokens } from './correction-blocks.ts';
import { briefValue, cardBlockId, correctNameButton, dealButtonValue } from './deal-button.ts';
import { briefIds, shareIds } from './ids.ts';
import { promisedBy } from './note-blocks.ts';
import { outcomeChoice } from './outcome-button.ts';
import {
  confidenceText,
  doNextLine,
  heading,
  lastContact,
  nearestLead,
  newsLine,
  noteCounts,
  openLine,
  openWithLine,
  outcomeNames,
  outcomeSaidLine,
  promiseLine,
  quietText,
  quoted,
  readingLine,
  riskLine,
  scoreLine,
  shortNewsLine,
  topicLine,
  unknowns,
  wantedLine,
} from './phrases.ts';
import { clip, clipWords, limits, lines, type Markup, md } from './text.ts';

/** One screen of a phone, the buttons apart. */
const mostLines = 14;
const shortQuote = 46;
const newestLength = 100;
const shortSentence = 84;

/** Which section of the card a row stands in. */
type CardPart = 'standing' | 'topic' | 'move' | 'open' | 'promises' | 'newest';

interface CardRow {
  readonly part: CardPart;
  readonly text: Markup;
  readonly isNeeded: boolean;
  /** Stands for it where there is no room for it whole; null where nothing does. */
  readonly shorter: Markup | null;
  /** What its number leads to. */
  readonly restsOn: Cited | null;
}

/** The rows of a card as they are shown, and what they rest on. */
interface CardBody {
  readonly blocks: readonly KnownBlock[];
  /** In reading order, a note as often as rows rest on it; words that stand on the card by themselves are not in it. */
  readonly restsOn: readonly Cited[];
  /** The line under the sections, as long as the rest leaves room for it. */
  readonly facts: Markup;
}

/** The brief on one phone screen: everything else is one press away. */
export function cardMessage(brief: Brief, { offersKeep, past, news = null }: CardPlace): Message {
  const buttons = cardButtons(brief, { offersKeep, past });
  const { blocks, facts } = cardBody(brief, { past, news, isTheirs: true });
  return message(notification(brief), [...blocks, context(facts), buttons]);
}

/** What a card has beside the brief itself. */
interface CardMore {
  readonly past?: Past | undefined;
  readonly news?: NewsSince | null;
  /** It is the asker's own, with what can be done in it. */
  readonly isTheirs?: boolean;
}

/** Header and sections of a card: what it says, without the line of facts and the buttons. */
export function cardBody(brief: Brief, more: CardMore = {}): CardBody {
  const room = mostLines - phoneLines(md`${heading(brief)}`);
  const rows = rowsOf(brief, more);
  const needed = sizeOf(rows.filter(({ isNeeded }) => isNeeded).map(shortened));
  const whole = factsLine(brief, true);
  const facts = needed + phoneLines(whole) <= room ? whole : factsLine(brief, false);
  const fitting = fitPhone(rows, room - phoneLines(facts));
  const parts = (['standing', 'topic', 'move', 'open', 'promises', 'newest'] as const).map((part) =>
    fitting.filter((row) => row.part === part),
  );
  const canAct = more.isTheirs === true && !brief.isPast;
  const sections = parts
    .filter((rows) => rows.length > 0)
    .flatMap((rows) => {
      const isStanding = canAct && rows[0]?.part === 'standing';
      const isPromised = canAct && rows[0]?.part === 'promises';
      const isMove = more.isTheirs === true && rows[0]?.part === 'move';
      const menu = isPromised ? doneMenu(brief) : isMove ? citedMenu(brief, fitting) : undefined;
      const block = section(lines(rows.map(({ text }) => text)), menu);
      const named = isPromised ? { ...block, block_id: cardBlockId(brief) } : block;
      return isStanding ? [named, ...outcomeButtons(brief)] : [named];
    });
  return { blocks: [header(heading(brief)), ...sections], restsOn: evidenceOf(parts.flat()), facts };
}

/** What rows rest on beside the newest notes, whose beginning stands on the card itself. */
function evidenceOf(rows: readonly CardRow[]): readonly Cited[] {
  const newest = rows.flatMap((row) => (row.part === 'newest' && row.restsOn ? [row.restsOn] : []));
  const isShown = ({ noteId, quote }: Cited) =>
    newest.some((one) => one.noteId === noteId && clipWords(one.quote, newestLength).includes(quote));
  const cited = rows.flatMap((row) => (row.part === 'newest' ? [] : (row.restsOn ?? [])));
  return cited.filter((one) => !isShown(one));
}

/** Slack takes five options. */
const mostCited = 5;

/** Opens the notes that the card's numbers stand for: text can't link to them, and one menu is calmer than a button a number. */
function citedMenu({ notes, asOf }: Brief, rows: readonly CardRow[]): Overflow | undefined {
  const cited = new Set(rows.flatMap(({ restsOn }) => restsOn?.noteId ?? []));
  const options = notes.flatMap(({ id, day }, index) =>
    cited.has(id) ? [option(`Note [${index + 1}], ${dayName(day, asOf)}`, id)] : [],
  );
  if (options.length === 0) return undefined;
  return { type: 'overflow', action_id: briefIds.cited, options: options.slice(0, mostCited) };
}

const mostDone = 5;

/** Ticks off what was promised. */
function doneMenu(brief: Brief): Overflow | undefined {
  const options = promiseTokens(brief, brief.promises.slice(0, mostDone)).map(({ text, token }) =>
    option(`Done: ${text}`, token),
  );
  return options.length > 0 ? { type: 'overflow', action_id: briefIds.done, options } : undefined;
}

/** Only the note's author says by it what became of the deal. */
function outcomeButtons(brief: Brief): KnownBlock[] {
  const { outcomeSaid, notes, asker } = brief;
  const author = notes.find(({ id }) => id === outcomeSaid?.cited.noteId)?.author;
  if (!outcomeSaid || author !== asker) return [];
  return [{ ...actions(...outcomeChoice(outcomeSaid)), block_id: cardBlockId(brief, 'said') }];
}

function row(part: CardPart, text: Markup | null, more: Partial<CardRow> = {}): readonly CardRow[] {
  return text ? [{ part, text, isNeeded: false, shorter: null, restsOn: null, ...more }] : [];
}

/** The first promise of either side, or the first two of one: late among the rows stands what the next move says already. */
function promiseRows(brief: Brief, hasRoom: boolean) {
  const [first, second] = brief.promises;
  const other = brief.promises.find(({ who }) => who !== first?.who);
  // A card of one note has the room for both sides.
  const isOtherNeeded = other !== undefined && hasRoom && brief.notes.length === 1;
  const rows = [first, other ?? second].flatMap((promise, index) => {
    if (!promise) return [];
    const isMove = isSaid(brief, promise);
    const isNeeded = !isMove && (index === 0 || isOtherNeeded);
    const text = md`*Promised*  ${promiseLine(brief, promise)}`;
    const isEarly = !isMove && (index === 0 || other !== undefined);
    return row('promises', text, { isNeeded, restsOn: promise.dated }).map((one) => ({ one, isEarly }));
  });
  const those = (isEarly: boolean) => rows.filter((each) => each.isEarly === isEarly).map(({ one }) => one);
  return { early: those(true), late: those(false) };
}

/** In the order in which a rep needs them: what does not fit is left out from the end. */
function rowsOf(brief: Brief, { past, news }: CardMore): readonly CardRow[] {
  const onTopic = topicRows(brief);
  const isTold = ({ cited }: Pick<OpenItem, 'cited'>) =>
    onTopic.some(({ restsOn }) => isSameCited(cited, restsOn));
  const untold = brief.openItems.filter((item) => !isTold(item));
  const open = untold.slice(0, 2).map((item, index) => {
    const text = md`*Open*  ${openLine(brief, item, shortQuote)}`;
    return row('open', text, { isNeeded: index === 0 && onTopic.length === 0, restsOn: item.cited });
  });
  const promised = promiseRows(brief, open.length === 0);
  const [wanted] = datedRequestsOf(brief).filter((signal) => !isSaidBy(signal, brief.doNext.cited));
  const said = outcomeSaidLine(brief, shortQuote);
  return [
    ...row('standing', news ? newsLine(news, brief.today) : null, {
      isNeeded: true,
      shorter: news ? shortNewsLine(news, brief.today) : null,
    }),
    ...row('standing', scoreLine(brief), { isNeeded: true }),
    ...row('standing', readingLine(brief), { isNeeded: true }),
    ...row('standing', said, { isNeeded: true, restsOn: brief.outcomeSaid?.cited ?? null }),
    ...row('standing', riskLine(brief), { isNeeded: true }),
    ...row('standing', past ? beforeLine(past) : null, { isNeeded: true }),
    ...onTopic,
    ...row('move', doNextLine(brief, promisedBy(brief), shortSentence), {
      isNeeded: true,
      restsOn: brief.doNext.cited,
    }),
    ...(open[0] ?? []),
    ...promised.early,
    ...row('promises', wanted ? md`*They want*  ${wantedLine(brief, wanted)}` : null, {
      restsOn: wanted ? datedBy(wanted) : null,
    }),
    ...row('open', brief.isPast ? null : disagreementLine(brief)),
    ...row('open', correctedLine(brief)),
    ...newestNotes(brief),
    ...row('move', openWithLine(brief, shortSentence), { restsOn: brief.openWith }),
    ...(open[1] ?? []),
    ...promised.late,
  ];
}

const mostOnTopic = 3;

/** The matter that was asked for stands before all else that is known. */
function topicRows(brief: Brief): readonly CardRow[] {
  const { topic } = brief;
  if (!topic) return [];
  const name = clip(topic.name, shortQuote);
  if (topic.lines.length === 0)
    return row('topic', md`*On ${name}*  Nothing found in the notes.`, { isNeeded: true });
  return topic.lines.slice(0, mostOnTopic).flatMap((line, index) => {
    const text = topicLine(brief, line, shortQuote);
    const nearest = topic.isNearest ? `${nearestLead} ` : '';
    const lead = index === 0 ? md`*On ${name}*  ${nearest}` : md`• `;
    return row('topic', md`${lead}${text}`, { isNeeded: index === 0, restsOn: line.cited });
  });
}

/** Whether the next move is that promise already, in whichever of the notes that say it. */
function isSaid({ signals, doNext }: Brief, promise: PromiseLine): boolean {
  return signals.some(
    (signal) =>
      signal.kind === 'promise' &&
      isSameCited(signal.raisedBy, promise.cited) &&
      isSaidBy(signal, doNext.cited),
  );
}

/** What is not read yet speaks for itself. */
function newestNotes({ reading, notes, asOf }: Brief): readonly CardRow[] {
  const isShown = ({ id }: Brief['notes'][number]) => reading.unread.has(id) || notes.length === 1;
  const numbered = notes.flatMap((note, index) => (isShown(note) ? [{ note, number: index + 1 }] : []));
  const newest = numbered.toSorted((one, other) => other.note.day.localeCompare(one.note.day)).slice(0, 2);
  return newest.map(({ note: { id, day, text, outcome }, number }) => ({
    part: 'newest',
    text: md`${dayName(day, asOf)}, ${outcomeNames[outcome]}  ${quoted(text, newestLength)} [${number}]`,
    isNeeded: false,
    shorter: null,
    restsOn: { noteId: id, day, quote: text },
  }));
}

function factsLine(brief: Brief, hasRoom: boolean): Markup {
  // The matter that was asked for needs the room.
  const asides = brief.topic || !hasRoom ? [] : [quietText(brief), unknowns(brief, 1)];
  const more = asides.find((part) => part !== null);
  const parts = [lastContact(brief), noteCounts(brief), confidenceText(brief), more];
  return md`${parts.filter(Boolean).join(' · ')}`;
}

/** The card in one sentence. */
export function notification(brief: Brief): string {
  const { score, doNext } = brief;
  const standing = score ? `, ${score.value} ${score.band}` : '';
  return `${heading(brief)}${standing}. ${brief.isPast ? 'The move then' : 'Do next'}: ${doNext.text}`;
}

/** How the card differs by where it stands. */
interface CardPlace {
  /** Offers to keep it in the DM: for a card that only the asker sees and that goes away. */
  readonly offersKeep: boolean;
  /** Where the person was known before, if anywhere. */
  readonly past?: Past | undefined;
  /** What is new since the asker's last brief. */
  readonly news?: NewsSince | null;
}

/** More of it is on its way: it will read differently in a while. */
export function isUnfinished({ reading }: Pick<Brief, 'reading'>): boolean {
  return reading.unread.size > 0 || reading.uncompared > 0 || reading.isBeingChecked;
}

/** What can be done from a card. */
function cardButtons(brief: Brief, { offersKeep, past }: CardPlace): KnownBlock {
  const value = briefValue(brief, fingerprint(brief));
  const log = brief.isPast ? [] : [button(briefIds.logCall, 'Log a call', { value, style: 'primary' })];
  const why = brief.score
    ? [
        button(briefIds.why, `Why ${brief.score.value}`, {
          value,
          label: `Why ${brief.score.value}: why this score`,
        }),
      ]
    : [];
  return actions(
    ...log,
    ...why,
    button(briefIds.notes, 'Notes', { value }),
    button(briefIds.more, 'More', { value, label: 'More: the full brief' }),
    button(shareIds.brief, 'Share', { value, label: 'Share this brief in a channel' }),
    ...(past ? [beforeButton(past)] : []),
    ...(offersKeep && isUnfinished(brief) ? [button(briefIds.refresh, 'Refresh', { value })] : []),
    ...(offersKeep ? [button(briefIds.keep, 'Keep in my DM', { value })] : []),
  );
}

const mostPlaces = 3;

/** "You knew them at Rentfield: 4 notes." Names the person when the card is of a deal they have no note in yet. */
function beforeLine({ now, places }: Past): Markup {
  const known = md`You knew them ${placesText(places)}.`;
  return now.noteCount > 0 ? known : md`Nothing on *${nameOf(now)}* here yet. ${known}`;
}

/** Posts the brief of the latest of those places beside the card. */
function beforeButton({ places: [latest] }: Past): Button {
  return placeButton(briefIds.brief, latest);
}

/** For somebody who has moved, where no note is on anybody yet. */
export function nothingYetMessage({ now, places }: Past): Message {
  const lead = `Nothing on ${nameOf(now)} at ${companyOf(now)} yet.`;
  const known = `You knew them ${placesText(places)}.`;
  const value = dealButtonValue(now.deal.key, now.prospect.key);
  return message(`${lead} ${known}`, [
    section(md`Nothing on *${nameOf(now)}* at *${companyOf(now)}* yet. ${known}`),
    actions(
      button(briefIds.logCall, 'Log first call', { value, style: 'primary' }),
      ...places.slice(0, mostPlaces).map((place, index) => placeButton(`${briefIds.choice}${index}`, place)),
      correctNameButton(now),
    ),
  ]);
}

function placeButton(id: string, place: Person | undefined): Button {
  const value = place ? dealButtonValue(place.deal.key, place.prospect.key) : '';
  const isNowhere = place !== undefined && (place.deal.company ?? place.prospect.company) === null;
  return button(id, isNowhere ? 'Brief from before' : `Brief at ${place ? companyOf(place) : ''}`, { value });
}

function placesText(places: readonly Person[]): string {
  const said = places.slice(0, mostPlaces).map((place) => {
    const notes = counted(place.noteCount, 'note');
    const isNowhere = (place.deal.company ?? place.prospect.company) === null;
    return isNowhere ? `before: ${notes}` : `at ${companyOf(place)}: ${notes}`;
  });
  return said.join(', ');
}

function nameOf({ prospect }: Person): string {
  return clip(prospect.name, limits.name);
}

function companyOf({ prospect, deal }: Person): string {
  return clip(
    [deal.company ?? prospect.company ?? prospect.name, deal.label].filter(Boolean).join(', '),
    limits.name,
  );
}

/** Characters in a line of Slack's app on a phone 360 px wide, measured. */
const phoneColumns = 34;

/** How many lines the text takes on a phone: marks and what cannot be seen take no room. */
export function phoneLines({ markup }: Markup): number {
  const shown = markup.replace(/[*\u200b]/g, '').replace(/&(?:amp|lt|gt);/g, '&');
  return shown
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / phoneColumns)), 0);
}

interface PhoneRow {
  readonly text: Markup;
  /** Kept whatever it costs. */
  readonly isNeeded: boolean;
  readonly shorter: Markup | null;
}

function sizeOf(rows: readonly PhoneRow[]): number {
  return rows.reduce((sum, { text }) => sum + phoneLines(text), 0);
}

function shortened<T extends PhoneRow>(row: T): T {
  return row.shorter === null ? row : { ...row, text: row.shorter };
}

/**
 * Leaves out rows that are not needed, the last one first, until the rest fits `lines` on a phone; where that is not enough,
 * what is left is shortened. Order kept.
 */
function fitPhone<T extends PhoneRow>(rows: readonly T[], lines: number): readonly T[] {
  const kept = [...rows];
  while (sizeOf(kept) > lines) {
    const last = kept.findLastIndex((row) => !row.isNeeded);
    if (last < 0) return kept.map(shortened);
    kept.splice(last, 1);
  }
  return kept;
}

type Basis = Pick<Brief, 'notes' | 'asOf' | 'reading' | 'corrections'>;

/**
 * Changes with every note added, edited or gone, with what people say of them, with the day, and when more of it
 * is read or checked: tells an old card.
 */
export function fingerprint({ notes, asOf, reading, corrections: said }: Basis): string {
  const versions = notes.map(({ id, loggedAt }) => `${id} ${loggedAt}`).sort();
  const corrections = said.map(({ id }) => id).sort();
  const read = [...[...reading.unread].sort(), reading.uncompared, reading.isBeingChecked];
  const basis = [asOf, ...read, ...versions, ...corrections].join('\n');
  return hashOf(basis, 16);
}
