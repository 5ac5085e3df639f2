import type { Button, KnownBlock, Overflow, SectionBlock } from '@slack/types';
import type { Brief, OpenItem, PromiseLine } from '../../brief/brief.ts';
import type { Contradiction } from '../../brief/contradictions.ts';
import { type Correction, refOf } from '../../brief/corrections/corrections.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { tokenOf } from '../../brief/signals/reading.ts';
import { dayName, daysBetween } from '../../util/calendar.ts';
import { actions, button, option, section } from './blocks.ts';
import { noteValue } from './correction-state.ts';
import { correctionIds, reasonLength } from './ids.ts';
import { mention } from './note-blocks.ts';
import { cite, openLine, promiseLine, quoted } from './phrases.ts';
import { lines, type Markup, md } from './text.ts';

const mostCorrected = 10;
const mostContradictions = 3;

/** Takes these corrections back; `what` tells one Undo from the next to whoever hears it. */
export function undoButton(corrections: readonly string[], what: string) {
  return button(correctionIds.undo, 'Undo', { value: JSON.stringify(corrections), label: `Undo: ${what}` });
}

/** A call that nobody took is the outcome its author chose, and counts so whatever is said of its words: edit the note. */
function isOutcome({ kind, raisedBy }: Signal, { notes }: Brief): boolean {
  const note = notes.find(({ id }) => id === raisedBy.noteId);
  return kind === 'ask_unanswered' && note?.outcome === 'no_answer';
}

/** Looks at the note behind a row, or says that it is not so any more. */
export function rowButtons(signal: Signal, brief: Brief): KnownBlock {
  const note = button(correctionIds.note, 'Note', {
    value: noteValue(signal, 'raised'),
    label: `Note of ${dayName(signal.raisedBy.day, brief.asOf)}: ${signal.text}`,
  });
  if (brief.isPast || isOutcome(signal, brief)) return actions(note);
  const look = { value: tokenOf(refOf(signal)), label: `Not true any more: ${signal.text}` };
  return actions(note, button(correctionIds.notTrue, 'Not true any more', look));
}

/** One row for each correction in force, with a way back; `title` stands above the first. */
function correctedRows(brief: Brief, title: string, rows: readonly Corrected[]): SectionBlock[] {
  return rows.map((row, index) => {
    const line = md`• ${correctionLine(brief, row)}`;
    const text = lines([index === 0 ? md`*${title}*` : null, line]);
    return brief.isPast ? section(text) : section(text, undoButton([row.correction.id], row.signal.text));
  });
}

/** What somebody put right, and says so on every brief. */
export function correctedBlocks(brief: Brief): SectionBlock[] {
  const rows = correctedIn(brief).filter(({ correction }) => correction.says !== 'done');
  return correctedRows(brief, 'Corrected', rows.slice(0, mostCorrected));
}

function dated(brief: Brief, { raisedBy }: Signal): Markup {
  return md`${dayName(raisedBy.day, brief.asOf)} ${quoted(raisedBy.quote, 140)}${cite(brief, raisedBy)}`;
}

function contradictionBlocks(brief: Brief, { about, older, newer }: Contradiction): KnownBlock[] {
  const head = md`*Two notes disagree on ${about}*`;
  const text = section(lines([head, dated(brief, older), dated(brief, newer)]));
  if (brief.isPast) return [text];
  const value = [older, newer].map((signal) => tokenOf(refOf(signal))).join(' ');
  return [
    text,
    actions(
      button(correctionIds.newer, 'Newer is right', { value, label: `Newer is right on ${about}` }),
      button(correctionIds.both, 'Both', { value, label: `Both are true on ${about}` }),
      button(correctionIds.neither, 'Neither', { value, label: `Neither is true on ${about}` }),
    ),
  ];
}

/** Two dated quotes that cannot both be so, to be settled in place. */
export function contradictionsBlocks(brief: Brief): KnownBlock[] {
  return brief.contradictions.slice(0, mostContradictions).flatMap((one) => contradictionBlocks(brief, one));
}

/** A signal that somebody has said something of. */
interface Corrected {
  readonly signal: Signal;
  readonly correction: Correction;
}

const said = {
  not_true: 'not true any more since',
  never: 'never said; noted',
  holds: 'confirmed',
  done: 'done',
  added: 'added',
} as const;

/** How two notes that disagreed were settled. */
export const settledWords = Object.freeze({
  newer: 'Settled: newer is right',
  both: 'Settled: both hold',
  neither: 'Settled: neither holds',
});

/** Why, as far as the asker may know: a note that only its author reads may have been the other one. */
function reasonFor({ asker }: Brief, { by, reason, settled }: Correction): string {
  return settled && by === asker ? settledWords[settled] : reason;
}

/** Everything of a brief that somebody put right, the latest first. */
function correctedIn({ signals }: Brief): readonly Corrected[] {
  const all = signals.flatMap((signal) =>
    signal.correction ? [{ signal, correction: signal.correction }] : [],
  );
  return all.toSorted((a, b) => b.correction.at.localeCompare(a.correction.at));
}

/** "Budget frozen [2]: not true any more since 24 Nov, “approved by phone” (you)". For modals: it names a colleague. */
function correctionLine(brief: Brief, { signal, correction }: Corrected): Markup {
  const { by, day, says } = correction;
  const reason = reasonFor(brief, correction);
  const why = reason === '' ? md`` : md`, ${quoted(reason, reasonLength)}`;
  const who = by === brief.asker ? md`you` : mention(by);
  return md`${signal.text}${cite(brief, signal.raisedBy)}: ${said[says]} ${dayName(day, brief.asOf)}${why} (${who})`;
}

const freshDays = 14;

/** What a card says of the latest correction while it is news; null when there is none. It notifies nobody. */
export function correctedLine(brief: Brief): Markup | null {
  const latest = correctedIn(brief).find(({ correction }) => correction.says !== 'done');
  if (!latest || daysBetween(latest.correction.day, brief.asOf) > freshDays) return null;
  const { signal, correction } = latest;
  const who = correction.by === brief.asker ? 'you' : 'a colleague';
  return md`*Corrected*  ${signal.text}: ${said[correction.says]} ${dayName(correction.day, brief.asOf)} (${who})`;
}

/** "Two notes disagree on the budget"; null when none do. */
export function disagreementLine({ contradictions: [first], asker }: Brief): Markup | null {
  if (!first) return null;
  const way = asker === '' ? '' : ': settle it under More';
  return md`*Two notes disagree* on ${first.about}${way}`;
}

interface LedgerRow {
  readonly text: Markup;
  readonly accessory: Button | Overflow | undefined;
}

/** A modal holds 100 blocks, and each row is one. */
const most = 15;
const mostDone = 5;
const notTrue = 'contest:';

function ledger(title: string, rows: readonly LedgerRow[]): SectionBlock[] {
  const rest = rows.length - most;
  const shown = rows.slice(0, most).map(({ text, accessory }, index) => {
    const isLast = index === most - 1 && rest > 0;
    const more = isLast ? md`and ${rest} more` : null;
    return section(lines([index === 0 ? md`*${title}*` : null, md`• ${text}`, more]), accessory);
  });
  return shown;
}

function signalBehind({ signals }: Brief, { kind, who, cited }: Pick<OpenItem, 'kind' | 'who' | 'cited'>) {
  const token = tokenOf({ kind, who, noteId: cited.noteId, quote: cited.quote });
  return signals.find((signal) => tokenOf(refOf(signal)) === token);
}

function noteOption(brief: Brief, signal: Signal, which: 'raised' | 'closed') {
  const { day } = (which === 'closed' && signal.closedBy) || signal.raisedBy;
  return option(`Note of ${dayName(day, brief.asOf)}`, noteValue(signal, which));
}

function menu(brief: Brief, signal: Signal): Overflow {
  const raised = noteOption(brief, signal, 'raised');
  const closed = signal.closedBy ? [noteOption(brief, signal, 'closed')] : [];
  const dispute = option('Not true any more', `${notTrue}${tokenOf(refOf(signal))}`);
  const options = [raised, ...closed, ...(brief.isPast || signal.closedBy ? [] : [dispute])];
  return { type: 'overflow', action_id: correctionIds.item, options };
}

/** What a choice in a row's menu asks for. */
export function itemChoice(value: string): { readonly does: 'not true' | 'note'; readonly value: string } {
  if (!value.startsWith(notTrue)) return { does: 'note', value };
  return { does: 'not true', value: value.slice(notTrue.length) };
}

function openRow(brief: Brief, item: OpenItem): LedgerRow {
  const signal = signalBehind(brief, item);
  return { text: openLine(brief, item), accessory: signal && menu(brief, signal) };
}

function settledRow(brief: Brief, signal: Signal): LedgerRow {
  const { text, raisedBy, closedBy } = signal;
  const answer = closedBy
    ? md`, settled ${dayName(closedBy.day, brief.asOf)} ${quoted(closedBy.quote)}${cite(brief, closedBy)}`
    : md``;
  return { text: md`${text}${cite(brief, raisedBy)}${answer}`, accessory: menu(brief, signal) };
}

function promiseRow(brief: Brief, promise: PromiseLine): LedgerRow {
  const signal = signalBehind(brief, { ...promise, kind: 'promise' });
  const done =
    signal &&
    button(correctionIds.done, 'Done', { value: tokenOf(refOf(signal)), label: `Done: ${signal.text}` });
  return { text: promiseLine(brief, promise), accessory: brief.isPast ? undefined : done };
}

/** What is open and what was answered, each with its notes a press away. */
export function objectionLedger(brief: Brief): SectionBlock[] {
  const open = brief.openItems.map((item) => openRow(brief, item));
  const settled = brief.settled.map((signal) => settledRow(brief, signal));
  return [...ledger('Still open', open), ...ledger('Settled', settled)];
}

/** What both sides owe, each to be ticked off, and what was ticked off last. */
export function promiseLedger(brief: Brief): SectionBlock[] {
  const done = correctedIn(brief).filter(({ correction }) => correction.says === 'done');
  const open = brief.promises.map((promise) => promiseRow(brief, promise));
  return [...ledger('Promises', open), ...correctedRows(brief, 'Promises kept', done.slice(0, mostDone))];
}
