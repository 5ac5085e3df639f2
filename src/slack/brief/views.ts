import type { ActionsBlock, Button, KnownBlock, ModalView, SectionBlock } from '@slack/types';
import type { Brief, Knowledge } from '../../brief/brief.ts';
import { datedRequestsOf } from '../../brief/open-items.ts';
import { type Factor, type Score, sumOf } from '../../brief/score/score.ts';
import type { Claim, Signal } from '../../brief/signals/signal.ts';
import { dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { actions, button, context, divider, modal, section } from '../kit/blocks.ts';
import {
  contradictionsBlocks,
  correctedBlocks,
  factorMenu,
  objectionLedger,
  promiseLedger,
  unfittingBlocks,
} from '../kit/correction-blocks.ts';
import { encodeState, type Origin, originOf } from '../kit/correction-state.ts';
import { briefValue, correctNameButton, dealButtonValue } from '../kit/deal-button.ts';
import { signed } from '../kit/gain-text.ts';
import { handoverIds, shareIds } from '../kit/ids.ts';
import { promisedBy } from '../kit/note-blocks.ts';
import { notesView } from '../kit/notes-view.ts';
import {
  cite,
  claimLine,
  confidenceReason,
  doNextLine,
  heading,
  lastContact,
  momentumText,
  nearestLead,
  noteCounts,
  openWithLine,
  quoted,
  scoreLine,
  staleNotice,
  subject,
  topicLine,
  wantedLine,
  worthAndClosing,
} from '../kit/phrases.ts';
import { limits, lines, type Markup, md } from '../kit/text.ts';

/** The modal that a correction was made in, as it reads now; `told` says what was done. */
export function drawnAgain(brief: Brief, from: Origin, told: readonly KnownBlock[]): ModalView {
  if (from.view === 'why') return whyView(brief, false, told);
  if (from.view === 'more') return moreView(brief, false, told);
  return notesView(brief, { asker: brief.asker, isStale: false, from: from.skipped, told });
}

/** Everything the brief holds, section by section; empty ones are left out. */
export function moreView(brief: Brief, isStale: boolean, told: readonly KnownBlock[] = []): ModalView {
  const standing = md`${lastContact(brief)} · ${noteCounts(brief)} · ${confidenceReason(brief)}`;
  const blocks = [
    ...staleNotice(isStale),
    ...told,
    section(
      lines([
        md`*${heading(brief)}*`,
        scoreLine(brief),
        standing,
        doNextLine(brief, promisedBy(brief)),
        openWithLine(brief),
      ]),
      shareButton(brief),
    ),
    ...onTopic(brief),
    ...contradictionsBlocks(brief),
    ...whatToDo(brief),
    ...whatIsKnown(brief),
    ...checkedLine(brief),
  ];
  const buttons = moreButtons(brief);
  const shown = [...blocks.slice(0, limits.viewBlocks - buttons.length), ...buttons];
  return { ...modal('The full brief', shown), private_metadata: encodeState(brief, originOf('more')) };
}

/** What can be done with the deal as it is now; a brief of the past is for reading. */
function moreButtons(brief: Brief): ActionsBlock[] {
  const { deal, prospect, isPast } = brief;
  if (isPast) return [];
  const value = dealButtonValue(deal.key, prospect?.key ?? null);
  const handOver = { value, label: 'Hand this deal over to a colleague' };
  return [actions(button(handoverIds.open, 'Hand over…', handOver), correctNameButton(brief))];
}

function shareButton(brief: Brief): Button {
  const value = briefValue(brief);
  return button(shareIds.brief, 'Share', { value, label: 'Share this brief in a channel' });
}

function onTopic(brief: Brief): SectionBlock[] {
  const { topic } = brief;
  if (!topic) return [];
  const lines = topic.lines.map((line) => md`• ${topicLine(brief, line)}`);
  const rows = topic.isNearest ? [md`${nearestLead}`, ...lines] : lines;
  return list(`On ${topic.name}`, rows.length > 0 ? rows : [md`Nothing found in the notes.`]);
}

function whatToDo(brief: Brief): SectionBlock[] {
  const claims = (all: readonly Claim[]) => all.map((claim) => claimLine(brief, claim));
  return [
    ...list('Recommendation', claims(brief.recommendation)),
    ...list('Since the last call', claims(brief.changed)),
    ...objectionLedger(brief),
    ...promiseLedger(brief),
    ...list(
      'They want',
      datedRequestsOf(brief).map((signal) => md`• ${wantedLine(brief, signal)}`),
    ),
    ...correctedBlocks(brief),
    ...unfittingBlocks(brief),
  ];
}

function whatIsKnown(brief: Brief): SectionBlock[] {
  const { budget, competitors, people, tone, knowledge, raises } = brief;
  return [
    ...list(
      'Budget',
      budget.map((signal) => signalLine(brief, signal)),
    ),
    ...list(
      'Competitors',
      competitors.map((signal) => signalLine(brief, signal)),
    ),
    ...list(
      'People',
      people.map((person) => personLine(brief, person)),
    ),
    ...list(
      'Worth and closing',
      worthAndClosing(brief).map(
        ({ text, cited }) => md`• ${text}: ${quoted(cited.quote)}${cite(brief, cited)}`,
      ),
    ),
    ...list('Tone', tone ? [claimLine(brief, tone)] : []),
    ...list(
      'What is known',
      knowledge.map((known) => knowledgeLine(brief, known)),
    ),
    ...list(
      'What would raise the score, in one call today',
      raises.map(({ text, points }) => md`• ${text}: +${points}`),
    ),
  ];
}

const longest = 20;

function list(title: string, rows: readonly Markup[]): SectionBlock[] {
  return rows.length > 0 ? [section(lines([md`*${title}*`, ...rows.slice(0, longest)]))] : [];
}

function signalLine(brief: Brief, { text, raisedBy, closedBy, correction }: Signal): Markup {
  const settled = closedBy && !correction ? cite(brief, closedBy) : md``;
  const over = closedBy ? md`; no longer so since ${dayName(closedBy.day, brief.asOf)}${settled}` : md``;
  return md`• ${text}: ${quoted(raisedBy.quote)}${cite(brief, raisedBy)}${over}`;
}

function personLine(brief: Brief, { name, role, cited }: Brief['people'][number]): Markup {
  return md`• ${name}${role ? `, ${role}` : ''}${cite(brief, cited)}`;
}

function knowledgeLine(brief: Brief, { name, topic, state, cited }: Knowledge): Markup {
  const isRead = brief.reading.unread.size === 0;
  if (state === 'unknown')
    return md`• ${name}: ${isRead ? 'not known yet' : 'nothing in what is read'} (${topic})`;
  const age = state === 'stale' && cited ? ` (old: ${dayName(cited.day, brief.asOf)})` : '';
  return md`• ${name}: ${cited ? quoted(cited.quote) : 'known'}${cite(brief, cited)}${age}`;
}

function checkedLine({ reading: { leftOut } }: Brief) {
  if (leftOut === 0) return [];
  const what = counted(leftOut, 'thing');
  return [
    context(
      md`${what} that the model read did not hold against the notes: left out, and listed under Notes.`,
    ),
  ];
}

const title = 'Why this score';
/** A modal holds 100 blocks, and each row is one. */
const most = 60;

/** The score as a sum anyone can check: a row a factor, with its date, quote and points, then what would raise it. */
export function whyView(brief: Brief, isStale: boolean, told: readonly KnownBlock[] = []): ModalView {
  const { score } = brief;
  const notice = [...staleNotice(isStale), ...told];
  const none = section(md`There is no score for ${subject(brief)} yet.`);
  const blocks = score ? [section(md`*${heading(brief)}*`), ...sumBlocks(brief, score)] : [none];
  return {
    ...modal(title, [...notice, ...blocks]),
    private_metadata: encodeState(brief, originOf('why')),
  };
}

function sumBlocks(brief: Brief, score: Score): KnownBlock[] {
  const rest = score.factors.slice(most);
  return [
    ...score.factors
      .slice(0, most)
      .map((factor) => section(factorRow(brief, factor), factorMenu(brief, factor))),
    ...(rest.length > 0 ? [section(md`*${signed(sumOf(rest))}*  ${rest.length} more rows`)] : []),
    divider(),
    section(totalRow(score)),
    ...correctedBlocks(brief),
    ...raises(brief),
    context(
      md`Points come from the rubric, words from your notes. It is health from the notes, not a probability.`,
    ),
  ];
}

function factorRow(brief: Brief, { kind, label, points, cited }: Factor): Markup {
  const evidence = cited
    ? md`${dayName(cited.day, brief.asOf)} ${quoted(cited.quote, 140)}${cite(brief, cited)}`
    : null;
  const worth = kind === 'stage' || kind === 'closed' ? String(points) : signed(points);
  return lines([md`*${worth}*  ${label}`, evidence]);
}

function totalRow(score: Score): Markup {
  const [from, to] = score.range;
  const range = from === to ? '' : ` (${from} to ${to})`;
  return md`*= ${score.value}  ${score.band}*${range}, ${momentumText(score)}`;
}

/** Stages that are said and do not count come first: what holds them back is what to get. */
function raises({ raises: options, score, isPast }: Brief) {
  const held = isPast ? [] : (score?.factors ?? []).filter(({ kind }) => kind === 'gate');
  const rows = [
    ...held.map(({ label }) => md`• ${label}`),
    ...options.map(({ text, points }) => md`• ${text}: ${signed(points)}`),
  ];
  if (rows.length === 0) return [];
  return [section(lines([md`*What would raise it, in one call today*`, ...rows]))];
}
