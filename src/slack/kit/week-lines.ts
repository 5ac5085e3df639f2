import type { BlockAction } from '@slack/bolt';
import type { KnownBlock, Overflow, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { closingDeed } from '../../brief/score/risk.ts';
import { outcomeAsked } from '../../brief/signals/history.ts';
import { type Cited, lastSaid } from '../../brief/signals/signal.ts';
import {
  type ClosedDeal,
  type CommittedDeal,
  type Comparison,
  type DueNow,
  type DuePromise,
  dealCount,
  linesOf,
  type Week,
  type WeekLine,
} from '../../digest/week.ts';
import { addDays, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { hashOf } from '../../util/hash.ts';
import { actions, button, context, fits, type Message, message, option, section } from './blocks.ts';
import { dueName } from './dates.ts';
import { choices, digestIds } from './ids.ts';
import { mention } from './note-blocks.ts';
import { dueText, momentumText, outcomeNames, subject } from './phrases.ts';
import { clip, lines, type Markup, md } from './text.ts';

/** Characters of markup in one section of a list; Slack takes 3,000. */
const listLength = 2_400;
const wordsLength = 300;
/** Of a reason, which may be two sentences. */
const reasonLength = 480;
const nameLength = 160;

/** "1 won with work owed", "2 lost and perhaps open again": what stands beside open deals, where there is any. */
export function besideOpen(won: number, lost: number): readonly string[] {
  return [
    ...(won > 0 ? [`${won} won with work owed`] : []),
    ...(lost > 0 ? [`${lost} lost and perhaps open again`] : []),
  ];
}

/**
 * "37 of 37 open deals considered: 4 now · 11 this week · 22 on track", whose parts add up; with won deals among them
 * "6 of 6 deals considered, 5 open and 1 won with work owed: …", and with lost ones whose newest note says otherwise.
 */
export function coverageText({ coverage }: Pick<Week, 'coverage'>): string {
  const {
    open,
    wonOwed = 0,
    lostAsked = 0,
    considered,
    now,
    thisWeek,
    onTrack,
    snoozed = 0,
    unread,
    closedLastWeek,
    dormant = 0,
  } = coverage;
  const kinds = besideOpen(wonOwed, lostAsked);
  const all = `${considered} of ${counted(dealCount(coverage), kinds.length > 0 ? 'deal' : 'open deal')} considered`;
  const lead = kinds.length > 0 ? `${all}, ${[`${open} open`, ...kinds].join(' and ')}` : all;
  const parts = [
    `${now} now`,
    `${thisWeek} this week`,
    `${onTrack} on track${snoozed > 0 ? ` (${snoozed} snoozed)` : ''}`,
  ];
  if (unread > 0) parts.push(`${unread} not read yet`);
  if (closedLastWeek > 0) parts.push(`${closedLastWeek} closed in 7 days`);
  if (dormant > 0) parts.push(`${dormant} dormant`);
  return `${lead}: ${parts.join(' · ')}`;
}

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
export function list(title: string, rows: readonly Markup[]): readonly BlockGroup[] {
  return rowBlocks(rows).map((block, index) =>
    blockGroup('', ...(index === 0 ? [section(md`*${title}*`)] : []), block),
  );
}

/** "You, to Priya Sharma · Rentfield: the ROI sheet, by Fri 27 Nov [17 Nov]"; a colleague's promise is a colleague's. */
export function promiseRow(promise: DuePromise, { rep, asOf }: Pick<Week, 'rep' | 'asOf'>): Markup {
  const { who, text, dated, author } = promise;
  const deal = clip(subject(promise), nameLength);
  const us = author === null || author === rep ? 'You' : 'A colleague';
  const owner = who === 'us' ? `${us}, to ${deal}` : deal;
  const when = md`${dueText(promise, asOf)} [${dayName(dated.day, asOf)}]`;
  return md`• ${owner}: ${clip(text, wordsLength)}, ${when}${lostWords(promise)}`;
}

/** A deal that may be over asks for that first: what was agreed on it waits. */
function lostWords({ isLostSaid }: Pick<DuePromise, 'isLostSaid'>): string {
  return isLostSaid ? ` · ${outcomeAsked('lost')}` : '';
}

/** Those that are not named under today and tomorrow already. */
export function promiseUnits(week: Week): readonly BlockGroup[] {
  const { promises, dueNow } = week;
  const named = new Set(dueNow.map(({ signal }) => promiseToken(signal.raisedBy)));
  const rest = promises.filter(({ cited }) => !named.has(promiseToken(cited)));
  return list(
    promisesTitle(week),
    rest.map((promise) => promiseRow(promise, week)),
  );
}

/** The days that the promises of a week are from: those that are late stand among them. */
export function promisesTitle({ asOf }: Pick<Week, 'asOf'>): string {
  return `Promises due by ${dayName(addDays(asOf, 6), asOf)}`;
}

/** "• Mon 23 Nov: *Priya Sharma* · Rentfield, you promised: ROI sheet [17 Nov]". */
function dueNowRow(due: DueNow, { rep, asOf }: Pick<Week, 'rep' | 'asOf'>): Markup {
  const { signal, dueOn } = due;
  const what = clip(signal.text, wordsLength);
  return md`• ${dueName(dueOn, asOf)}: ${nameOf(due)}, ${dueWords(due, rep)}${what} [${dayName(lastSaid(signal).day, asOf)}]${lostWords(due)}`;
}

function dueWords({ signal, author }: DueNow, rep: string): string {
  const { kind, who } = signal;
  const us = author === null || author === rep ? 'you' : 'a colleague';
  if (kind === 'promise') return `${who === 'us' ? us : 'they'} promised: `;
  if (kind === 'agreed_silence') return 'the pause ends: ';
  if (kind === 'buyer_request') return 'they asked for: ';
  return kind === 'close_date' ? `they mean to ${closingDeed(signal)}: ` : '';
}

/** What is due on the week's day or the next stands first, also of deals that are on track. */
export function dueNowUnits(week: Week): readonly BlockGroup[] {
  return list(dueNowTitle, dueNowRows(week));
}

export const dueNowTitle = 'Today and tomorrow';

export function dueNowRows(week: Week): readonly Markup[] {
  return week.dueNow.map((due) => dueNowRow(due, week));
}

/** A promise that a list names beside its deal's own line, done or open again. */
export interface StruckRow {
  readonly line: Pick<WeekLine, 'deal' | 'prospect'>;
  readonly text: string;
  readonly isStruck: boolean;
}

/** The block with the rows struck out, or not any more, that name this promise to them. */
export function withRowStruck(block: KnownBlock, { line, text, isStruck }: StruckRow): KnownBlock {
  if (block.type !== 'section' || block.text === undefined) return block;
  const who = md`${clip(subject(line), nameLength)}`.markup;
  const name = md`${line.prospect.name}`.markup;
  const what = md`${clip(text, wordsLength)}`.markup;
  const rows = block.text.text.split('\n').map((row) => {
    const plain = row.replaceAll('*', '');
    const isOfThem = plain.includes(who) || (!plain.includes(' · ') && plain.includes(name));
    if (!row.startsWith('• ') || !isOfThem || !plain.includes(what)) return row;
    const bare = row.replace(/^• ~(.*)~$/, '• $1');
    return isStruck ? `• ~${bare.slice(2).replaceAll('~', '')}~` : bare;
  });
  return { ...block, text: { ...block.text, text: rows.join('\n') } };
}

function comparisonRow({ text, cited }: Comparison, asOf: string): Markup {
  const days = [...new Set(cited.map(({ day }) => dayName(day, asOf)))];
  return md`• ${clip(text, wordsLength)} ${days.map((day) => `[${day}]`).join(' ')}`;
}

export function comparisonUnits({ comparisons, asOf }: Week): readonly BlockGroup[] {
  return list(
    'Side by side',
    comparisons.map((one) => comparisonRow(one, asOf)),
  );
}

/** "• *Marlowick*   nobody who signs was heard; rival: Fixwell [3 Nov]"; whose commit it is where it is not the rep's. */
function commitRow(
  { commit: { by, doubts }, ...one }: CommittedDeal,
  { rep, asOf }: Pick<Week, 'rep' | 'asOf'>,
): Markup {
  const said = doubts.map(({ text }) => clip(text, wordsLength)).join('; ');
  const days = [...new Set(doubts.flatMap(({ cited }) => (cited ? dayName(cited.day, asOf) : [])))];
  const whose = by.includes(rep) ? md`` : md`in commit by ${lines(by.map(mention), ', ')}: `;
  return md`• ${nameOf(one)}   ${whose}${said}${days.map((day) => ` [${day}]`).join('')}`;
}

/** Deals in commit that their notes do not carry, then how many they do. */
export function commitUnits({ commits, rep, asOf }: Week): readonly BlockGroup[] {
  const doubted = commits.filter(({ commit }) => commit.doubts.length > 0);
  const carried = commits.length - doubted.length;
  return list('In commit, and not carried whole by your notes', [
    ...doubted.map((one) => commitRow(one, { rep, asOf })),
    ...(carried > 0 && doubted.length > 0
      ? [md`• ${counted(carried, 'deal')} more in commit, which your notes carry`]
      : []),
  ]);
}

/** The deals won or lost in the last seven days, each with a way back. */
export function closedUnits({ closed, asOf }: Week): readonly BlockGroup[] {
  const since = addDays(asOf, -7);
  return closed.filter(({ day }) => day > since).map((deal) => blockGroup('', closedBlock(deal, asOf)));
}

function closedBlock(deal: ClosedDeal, asOf: string): KnownBlock {
  const said = md`${nameOf(deal)}   ${deal.outcome} on ${dayName(deal.day, asOf)}`;
  return {
    ...section(said, button(digestIds.reopen, 'Reopen')),
    block_id: blockIdOf('closed', refOf(deal)),
  };
}

/** One row for each deal on track: where it stands and what it waits for. */
export function onTrackRow(line: WeekLine): Markup {
  const standing = [scoreText(line), line.why].filter(Boolean).join(' · ');
  return md`• ${nameOf(line)}   ${standing}`;
}

/** Deals that are not read yet are named all the same, by what their authors chose. */
export function unreadUnits(week: Week): readonly BlockGroup[] {
  return list('Not read yet', unreadRows(week));
}

/** "• Priya Sharma · Rentfield: Objection, 17 Nov". */
export function unreadRows({ unread, asOf }: Week): readonly Markup[] {
  return unread.map(
    (one) => md`• ${nameOf(one)}: ${outcomeNames[one.outcome]}, ${dayName(one.lastDay, asOf)}`,
  );
}

/** Slack's menu holds five; three are always there. */
const mostPromises = 2;

export function refOf({ deal, prospect }: Pick<WeekLine, 'deal' | 'prospect'>): DealRef {
  return { deal: deal.key, prospect: prospect.key };
}

/** "*Priya Sharma* · Rentfield". */
export function nameOf(line: Pick<WeekLine, 'deal' | 'prospect'>): Markup {
  const [name = '', ...rest] = clip(subject(line), nameLength).split(' · ');
  return md`*${name}*${rest.length > 0 ? ` · ${rest.join(' · ')}` : ''}`;
}

/** "38 Warming up, down 9 in 7 days, at risk · 2 of 14 notes not read yet"; empty without a score where all is read. */
export function scoreText(line: WeekLine): string {
  const { unreadCount, noteCount } = line;
  const unread = unreadCount > 0 ? `${unreadCount} of ${noteCount} notes not read yet` : '';
  return [standingText(line), unread].filter(Boolean).join(' · ');
}

function standingText({ score, noteCount }: WeekLine): string {
  if (score === null) return noteCount === 1 ? 'one note so far' : '';
  const move = score.momentum === null || score.momentum === 0 ? '' : `, ${momentumText(score)}`;
  return `${score.value} ${score.band}${move}${score.atRisk === null ? '' : ', at risk'}`;
}

/** One open deal: who, where it stands, one reason with its note's day, one next move, and what can be done. */
export function lineSection(line: WeekLine, asOf: string, ref = refOf(line)): KnownBlock {
  const head = scoreText(line);
  const text = lines([
    md`${nameOf(line)}${head ? md`   ${head}` : md``}`,
    md`${clip(line.reason.text, reasonLength)} [${dayName(line.reason.cited.day, asOf)}]`,
    md`*Next*: ${clip(line.next.text, wordsLength)}`,
  ]);
  return { ...section(text, lineMenu(line)), block_id: blockIdOf('line', ref) };
}

/** The same with what the rep may know better where nothing was logged. `ref` is as the blocks were named before, if they were. */
export function lineBlocks(line: WeekLine, asOf: string, ref = refOf(line)): KnownBlock[] {
  const body = lineSection(line, asOf, ref);
  return line.rule.kind === 'not_logged' ? [body, knownBetter(ref)] : [body];
}

/** Brief, Log, Snooze, and a promise of ours to tick off. */
export function lineMenu({ owed }: Pick<WeekLine, 'owed'>): Overflow {
  const promises = owed
    .slice(0, mostPromises)
    .map(({ text, cited }) => option(`Promise kept: ${text}`, `${choices.kept}${promiseToken(cited)}`));
  return menu(option('Snooze 3 days', choices.snooze), ...promises);
}

/** What can be done with any deal, open or settled for now. */
function menu(...more: readonly PlainTextOption[]): Overflow {
  const always = [option('Brief', choices.brief), option('Log a call', choices.log)];
  return { type: 'overflow', action_id: digestIds.line, options: [...always, ...more] };
}

function knownBetter(ref: DealRef): KnownBlock {
  return {
    ...actions(
      button(digestIds.answered, 'They answered'),
      button(digestIds.wrote, 'I wrote'),
      button(digestIds.silent, 'Still silent'),
    ),
    block_id: blockIdOf('ask', ref),
  };
}

/** A deal that was dealt with: what happened to it in one line. The block keeps its name, also when deals became one. */
export function settledBlock(
  line: Pick<WeekLine, 'deal' | 'prospect'> & { readonly ref: DealRef },
  statement: Markup,
  undo: string | null,
): KnownBlock {
  const accessory =
    undo === null ? menu() : button(digestIds.undo, 'Undo', { value: undo, label: `Undo: ${subject(line)}` });
  const text = lines([nameOf(line), statement]);
  return { ...section(text, accessory), block_id: blockIdOf('line', line.ref) };
}

/** Which deal a block of a digest is about, and with whom. */
export interface DealRef {
  readonly deal: string;
  readonly prospect: string;
}

/** `line`: the deal itself. `ask`: the row of buttons under it. `closed`: a deal that was won or lost. */
type BlockPart = 'line' | 'ask' | 'closed';

const pressed = z.object({ block_id: z.string() });
const form = /^(?:line|ask|closed):([^:]+):([^:]+)$/;

/** The id of a deal's block; unique in a message, since each deal stands there once. */
export function blockIdOf(part: BlockPart, { deal, prospect }: DealRef): string {
  return `${part}:${deal}:${prospect}`;
}

/** The deal that a block is named after; undefined when it is named after none. */
export function dealOfBlock(blockId: string): DealRef | undefined {
  const [, deal, prospect] = form.exec(blockId) ?? [];
  return deal === undefined || prospect === undefined ? undefined : { deal, prospect };
}

/** Throws when the pressed block is not about a deal. */
export function dealRefOf(body: BlockAction): DealRef {
  const ref = dealOfBlock(pressed.parse(body.actions[0]).block_id);
  if (!ref) throw new RangeError('a press on no deal');
  return ref;
}

/** Names a promise in few enough characters for a menu. */
export function promiseToken({ noteId, quote }: Pick<Cited, 'noteId' | 'quote'>): string {
  return hashOf(`${noteId}\n${quote}`, 24);
}

/** Ids of the notes whose words a week shows. */
export function citedIn(week: Week): readonly string[] {
  const cited = linesOf(week).flatMap(({ reason, next }) => [reason.cited, next.cited]);
  const due = [
    ...week.promises.map((promise) => promise.cited),
    ...week.dueNow.map(({ signal }) => lastSaid(signal)),
    ...week.commits.flatMap(({ commit }) => commit.doubts.map(({ cited }) => cited)),
  ];
  return [...cited, ...due].flatMap((one) => one?.noteId ?? []);
}

/** Blocks that stay together, and what they say to those who only hear the notification. */
export interface BlockGroup {
  readonly blocks: readonly KnownBlock[];
  readonly said: string;
  /** How many deals it tells of, for "31 more deals". */
  readonly deals: number;
}

/** What every first message begins and ends with. */
interface Frame {
  readonly head: BlockGroup;
  /** Ends with the buttons; told how many deals follow in the thread and whether anything does. */
  readonly tail: (left: number, hasMore: boolean) => BlockGroup;
}

const mostParts = 99;

export function blockGroup(said: string, ...blocks: readonly KnownBlock[]): BlockGroup {
  return { blocks, said, deals: 0 };
}

function blocksOf(units: readonly BlockGroup[]): KnownBlock[] {
  return units.flatMap(({ blocks }) => blocks);
}

function dealsIn(units: readonly BlockGroup[]): number {
  return units.reduce((sum, { deals }) => sum + deals, 0);
}

/** How many of the units fit between others, at least one where nothing else would ever be placed. */
function takes(
  units: readonly BlockGroup[],
  around: (taken: readonly BlockGroup[]) => readonly KnownBlock[],
): number {
  let count = 0;
  while (count < units.length && fits(around(units.slice(0, count + 1)))) count += 1;
  return count;
}

function toMessage(units: readonly BlockGroup[]): Message {
  const said = units.flatMap((one) => one.said || []).join(' ');
  return message(said, blocksOf(units));
}

/** All units in as few messages as they need: the first whole in itself, the others for its thread. Nothing is left out. */
export function pack(
  { head, tail }: Frame,
  body: readonly BlockGroup[],
  later: readonly BlockGroup[],
): readonly Message[] {
  const all = dealsIn([...body, ...later]);
  const inFirst = takes(body, (taken) => blocksOf([head, ...taken, tail(all, true)]));
  const rest = [...body.slice(inFirst), ...later];
  const first = toMessage([head, ...body.slice(0, inFirst), tail(dealsIn(rest), rest.length > 0)]);
  return [first, ...packRest(rest)];
}

function packRest(units: readonly BlockGroup[]): readonly Message[] {
  const parts: (readonly BlockGroup[])[] = [];
  let left = units;
  while (left.length > 0) {
    const count = Math.max(
      1,
      takes(left, (taken) => blocksOf([title(mostParts, mostParts), ...taken])),
    );
    parts.push(left.slice(0, count));
    left = left.slice(count);
  }
  return parts.map((part, index) => toMessage([title(index + 2, parts.length + 1), ...part]));
}

function title(part: number, of: number): BlockGroup {
  const words = `Your week, part ${part} of ${of}.`;
  return blockGroup(words, context(md`${words}`));
}
