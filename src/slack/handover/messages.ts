import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Brief, PromiseLine } from '../../brief/brief.ts';
import type { Cited } from '../../brief/signals/signal.ts';
import type { RepDeal } from '../../digest/deals.ts';
import type { Handover, HandoverRef } from '../../digest/hand-over.ts';
import { dayName } from '../../util/calendar.ts';
import { upperFirst } from '../../util/first-letter.ts';
import {
  actions,
  button,
  context,
  divider,
  header,
  type Message,
  message,
  section,
  sentence,
} from '../kit/blocks.ts';
import { dealButtonValue } from '../kit/deal-button.ts';
import type { Posted } from '../kit/delivery.ts';
import { briefIds, handoverIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import {
  cite,
  dueText,
  lastContact,
  outcomeSaidLine,
  quoted,
  scoreLine,
  subject,
  unknowns,
  worthAndClosing,
} from '../kit/phrases.ts';
import { pressedValue } from '../kit/request.ts';
import { clean, clip, limits, lines, type Markup, md } from '../kit/text.ts';

/** A deal as the team knows it; undefined when no note of it is left to name it by. */
type KnownDeal = RepDeal | undefined;

function nameOf(known: Pick<Brief, 'prospect' | 'deal'> | undefined): string {
  return known ? clip(subject(known), limits.name * 2) : 'the deal';
}

/** Of notes that the giver ticked. */
function leftOutSentence(count: number): string {
  if (count === 0) return '';
  const notes = count === 1 ? '1 private note is' : `${count} private notes are`;
  return ` ${notes} left out: changed, shared or deleted since you ticked the box.`;
}

/** To the giver: what was offered to whom, and the way back. */
export function offeredMessage(
  brief: Brief,
  offer: Handover,
  { posted, leftOut }: { readonly posted: Posted; readonly leftOut: number },
): Message {
  const name = nameOf(brief);
  const rest = `It stays on your week until they accept.${leftOutSentence(leftOut)}`;
  return message(`You offered ${name} to a colleague. ${rest}`, [
    section(md`You offered *${name}* to ${mention(offer.to)}. ${rest}`),
    actions(button(handoverIds.withdraw, 'Withdraw', { value: encodeRef(offer, posted) })),
  ]);
}

/** To the taker, in place of the offer. */
export function takenMessage(deal: RepDeal, { from }: Handover, isWhole: boolean): Message {
  const name = nameOf(deal);
  const value = dealButtonValue(deal.deal.key, deal.prospect.key);
  // No number: what stays private is not counted to anybody else.
  const missing = isWhole
    ? ''
    : ' Not all that was to come with it has: what changed since the offer stays with them.';
  const rest = `It is on your week and on Home from now on.${missing}`;
  return message(`You took over ${name}. ${rest}`, [
    section(
      md`You took over *${name}* from ${mention(from)}. ${rest} To give it back, hand it over to them.`,
    ),
    actions(
      button(briefIds.brief, 'Brief', { value, style: 'primary' }),
      button(briefIds.logCall, 'Log a call', { value }),
    ),
  ]);
}

/** To the giver. */
export function acceptedMessage(
  known: KnownDeal,
  { to, ...ref }: Handover,
  { shared, leftOut }: { readonly shared: number; readonly leftOut: number },
): Message {
  const name = nameOf(known);
  const notes = shared === 1 ? 'Your private note on it is' : `Your ${shared} private notes on it are`;
  const told = shared > 0 ? ` ${notes} shared with the team now, as you ticked.` : '';
  const rest = `It is off your week, and new notes of yours do not bring it back.${told}${leftOutSentence(leftOut)}`;
  return message(`A colleague took over ${name}. ${rest}`, [
    section(md`${mention(to)} took over *${name}*. ${rest}`),
    actions(button(handoverIds.keep, 'Keep it on my week too', { value: encodeRef(ref) })),
  ]);
}

/** To the giver. */
export function declinedMessage(known: KnownDeal, { to }: Handover): Message {
  const name = nameOf(known);
  const rest = 'It stays on your week.';
  return message(`A colleague declined ${name}. ${rest}`, [
    section(md`${mention(to)} declined *${name}*. ${rest}`),
  ]);
}

/** To the giver, in place of what was accepted. */
export function keptMessage(known: KnownDeal, { to }: Handover): Message {
  const name = nameOf(known);
  return message(`${name} is on your week again, and on your colleague's.`, [
    section(md`*${name}* is on your week again, and stays on that of ${mention(to)}.`),
  ]);
}

/** What stands in place of an offer that is over, for who pressed it; `by` is the taker or the giver. */
export function overMessage({ state }: Handover, by: 'taker' | 'giver'): Message {
  const sentences: Readonly<Record<Handover['state'], readonly [string, string]>> = {
    pending: ['This deal is on offer to you.', 'Your colleague has not answered yet.'],
    accepted: ['You are taking this deal over. Press Accept once more.', 'Your colleague is taking it over.'],
    done: ['You took this deal over.', 'Your colleague took it over already. They can hand it back.'],
    declined: ['You declined. Nothing moved.', 'Your colleague declined. It stays on your week.'],
    withdrawn: ['This offer was withdrawn. Nothing moved.', 'Withdrawn. It stays on your week.'],
  };
  return sentence(sentences[state][by === 'taker' ? 0 : 1]);
}

const postedShape = z.object({ channel: z.string(), ts: z.string() });
const refShape = z.object({ id: z.string(), deal: z.string(), from: z.string() });
const pressedButton = refShape.extend({ posted: postedShape.optional() });

/** What the form was opened for. */
const formSubject = z.object({
  /** Key of the deal. */
  deal: z.string(),
  /** Id of the offer, made with the form, so that a repeated submission offers once. */
  id: z.string(),
  /** The private notes that the box means, each in the version that was shown: see `versionMark`. */
  shown: z.array(z.string()),
});
export type OfferedDeal = z.infer<typeof formSubject>;

const field = z.looseObject({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_options: z.array(z.unknown()).nullish(),
});
const view = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
});

/** Characters of the giver's own words. */
export const mostWords = 500;

/** What a press on an offer's button carries; `posted` is where the colleague's message stands. */
function encodeRef({ id, deal, from }: HandoverRef, at?: Posted): string {
  return JSON.stringify({ id, deal, from, posted: at });
}

/** Throws when the value is not one of ours. */
export function pressedRef(body: BlockAction): z.infer<typeof pressedButton> {
  return pressedButton.parse(JSON.parse(pressedValue(body)));
}

export function encodeSubject(of: OfferedDeal): string {
  return JSON.stringify(of);
}

/** What was filled in. */
export interface FilledOffer extends OfferedDeal {
  /** Slack user id; empty when nobody was chosen. */
  readonly to: string;
  /** The giver's own, cut to their length. */
  readonly words: string;
  readonly shares: boolean;
}

/** Throws when the form is not ours. */
export function decodeForm(payload: unknown): FilledOffer {
  const { private_metadata, state } = view.parse(payload);
  const fieldOf = (id: string) => state.values[id]?.[id];
  return {
    ...formSubject.parse(JSON.parse(private_metadata)),
    to: fieldOf(handoverIds.to)?.selected_user ?? '',
    words: clip(clean(fieldOf(handoverIds.words)?.value ?? '').trim(), mostWords),
    shares: (fieldOf(handoverIds.share)?.selected_options ?? []).length > 0,
  };
}

const mostRows = 6;
const mostPeople = 8;
const mostTopics = 6;

/** All that a colleague needs to take a deal over, from a brief that rests on notes of the team alone. */
export function packBlocks(brief: Brief): KnownBlock[] {
  const missing = unknowns(brief, mostTopics);
  return [
    ...scored(brief),
    section(
      lines([
        ...standingLines(brief),
        outcomeSaidLine({ ...brief, asker: '' }, longestQuote),
        nextLine(brief),
      ]),
    ),
    ...packList(
      'Worth and closing',
      worthAndClosing(brief).map(({ text, cited }) => packRow(brief, text, cited)),
    ),
    ...packList('We promised', promiseLines(brief, 'us')),
    ...packList('They promised', promiseLines(brief, 'them')),
    ...packList('What a newcomer should know', newcomerLines(brief)),
    ...(missing ? [context(md`${upperFirst(missing)}`)] : []),
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

function standingLines(brief: Brief): readonly (Markup | null)[] {
  const people = brief.people.map(({ name, role }) => (role ? `${name}, ${role}` : name));
  const more = people.length > mostPeople ? ' and others' : '';
  const who = people
    .slice(0, mostPeople)
    .map((one) => clip(one, limits.name))
    .join(' · ');
  return [md`*People*  ${who}${more}`, md`${lastContact(brief)}`, newestLine(brief)];
}

function packList(title: string, rows: readonly Markup[]): KnownBlock[] {
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

function packRow(brief: Brief, text: string, cited: Cited): Markup {
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
    .map(({ label, points, cited }) => packRow(brief, `${label} ${signed(points)}`, cited));
}

/** With its date; late ones say by how much. */
function promiseLines(brief: Brief, who: PromiseLine['who']): readonly Markup[] {
  const theirs = brief.promises.filter((promise) => promise.who === who);
  return theirs.map(({ text, dueOn, overdue, cited }) => {
    const due = dueText({ dueOn, overdue }, brief.today);
    return packRow(brief, `${clip(text, longestText)}, ${due}`, cited);
  });
}

/** What is easily done wrong by who does not know it. */
function newcomerLines(brief: Brief): readonly Markup[] {
  const { openItems, score, quiet } = brief;
  const asks = (score?.factors ?? []).filter(({ kind }) => kind === 'ask_unanswered');
  return [
    ...(score?.atRisk ? [md`• At risk: ${clip(score.atRisk, longestText)}`] : []),
    ...openItems.map((item) =>
      packRow(
        brief,
        `${brief.kindLabels[item.kind] ?? 'Open'}: ${item.text}${item.datePassed ? ', that date has passed' : ''}`,
        item.cited,
      ),
    ),
    ...asks.flatMap(({ cited }) => (cited ? [packRow(brief, 'Our ask has no answer', cited)] : [])),
    ...(quiet
      ? [
          packRow(
            brief,
            `Agreed until ${dayName(quiet.until, brief.asOf)}: ${quiet.signal.text}`,
            quiet.signal.raisedBy,
          ),
        ]
      : []),
  ];
}

function nextLine(brief: Brief): Markup {
  const { text, cited } = brief.doNext;
  const said = clip(text, 300);
  return cited && cited.quote !== ''
    ? md`*Do next*  ${said} ${evidence(brief, cited)}`
    : md`*Do next*  ${said}`;
}

/** The newest words, so that the tone is known. */
function newestLine(brief: Brief): Markup | null {
  const [newest] = brief.notes.toSorted((a, b) => b.day.localeCompare(a.day));
  return newest
    ? md`*Last note*  ${evidence(brief, { noteId: newest.id, day: newest.day, quote: newest.text })}`
    : null;
}
