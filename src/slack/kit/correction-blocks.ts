import type { Button, KnownBlock, Overflow, SectionBlock } from '@slack/types';
import type { Brief, OpenItem, PromiseLine } from '../../brief/brief.ts';
import type { Contradiction } from '../../brief/contradictions.ts';
import { outcomeKind } from '../../brief/corrections/corrections.ts';
import type { Factor } from '../../brief/score/score.ts';
import { refOf, type SignalRef, tokenOf } from '../../brief/signals/reading.ts';
import {
  type Correction,
  endWords,
  isSaidBy,
  isSameCited,
  type Mention,
  mentionsOf,
  type Signal,
} from '../../brief/signals/signal.ts';
import { dayName, daysBetween } from '../../util/calendar.ts';
import { groupBy } from '../../util/group-by.ts';
import { actions, button, option, section } from './blocks.ts';
import { deedValue } from './correction-state.ts';
import { correctionIds, reasonLength } from './ids.ts';
import { mention } from './note-blocks.ts';
import { cite, openLine, promiseLine, quoted } from './phrases.ts';
import { lines, type Markup, md } from './text.ts';

const mostCorrected = 10;
const mostContradictions = 3;

/** Takes these corrections back; `what` tells one Undo from the next to whoever hears it. */
export function undoButton(corrections: readonly string[], what: string, word = 'Undo'): Button {
  return button(correctionIds.undo, word, { value: JSON.stringify(corrections), label: `${word}: ${what}` });
}

/** A call that nobody took is the outcome its author chose, and counts so whatever is said of its words: edit the note. */
function isOutcome({ kind, raisedBy }: Signal, { notes }: Brief): boolean {
  const note = notes.find(({ id }) => id === raisedBy.noteId);
  return kind === 'ask_unanswered' && note?.outcome === 'no_answer';
}

/** One menu for all that can be done with a row. */
function rowMenu(...options: readonly (readonly [label: string, value: string])[]): Overflow {
  return {
    type: 'overflow',
    action_id: correctionIds.item,
    options: options.map(([label, value]) => option(label, value)),
  };
}

const isNoLonger = 'No longer true';
const isDenied = 'Never said that';

/** Looks at the note behind a row of the score, or says that it is no longer so, or never was said. */
export function factorMenu(brief: Brief, { signal, cited }: Factor): Overflow | undefined {
  if (!cited) return undefined;
  if (!signal) return rowMenu(['Open the note', deedValue('note', cited.noteId)]);
  const token = tokenOf(refOf(signal));
  const { closedBy } = signal;
  const isEnd = isSameCited(cited, closedBy);
  const open = ['Open the note', deedValue(isEnd ? 'closed' : 'last', token)] as const;
  if (brief.isPast || isOutcome(signal, brief)) return rowMenu(open);
  return rowMenu(
    open,
    [isNoLonger, deedValue('notTrue', token)],
    [isDenied, deedValue(isEnd ? 'notEnded' : 'never', token)],
  );
}

/** One row for each correction in force, with a way back; `title` stands above the first. */
function correctedRows(brief: Brief, title: string, rows: readonly Corrected[]): SectionBlock[] {
  return rows.map((row, index) => {
    const line = md`• ${correctionLine(brief, row)}`;
    const text = lines([index === 0 ? md`*${title}*` : null, line]);
    return brief.isPast ? section(text) : section(text, undoButton(row.ids, row.what));
  });
}

/** What somebody put right, and says so on every brief. */
export function correctedBlocks(brief: Brief): SectionBlock[] {
  const rows = correctedIn(brief).filter(({ correction }) => correction.says !== 'done');
  return correctedRows(brief, 'Corrected', rows.slice(0, mostCorrected));
}

/** What the asker said of words that are read in another way now: to be said anew, or dropped. */
export function unfittingBlocks(brief: Brief): SectionBlock[] {
  return brief.unfitting.slice(0, mostCorrected).map((correction, index) => {
    const { signal, day } = correction;
    const title = index === 0 ? md`*Does not fit the notes any more*` : null;
    const line = md`• ${labelOf(brief, signal)} ${quoted(signal.quote)}${cite(brief, signal)}: ${said[correction.says]} ${dayName(day, brief.asOf)} (you)`;
    return section(lines([title, line]), undoButton([correction.id], signal.quote, 'Drop'));
  });
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

/** What somebody put right at one time. */
interface Corrected {
  /** What it is about, to hear. */
  readonly what: string;
  readonly about: Markup;
  readonly correction: Correction;
  /** Of all that was said with it. */
  readonly ids: readonly string[];
}

const said = {
  not_true: 'no longer true since',
  never: 'never said, put right',
  holds: 'still so, confirmed',
  done: 'done',
  added: 'added',
} as const;

/** How two notes that disagreed were settled. */
export const settledWords = Object.freeze({
  newer: 'Settled: newer is right',
  both: 'Settled: both hold',
  neither: 'Settled: neither holds',
});

/** "Worry", or the kind as it is kept where the rubric has no such kind any more. */
export function labelOf({ kindLabels }: Brief, { kind }: Pick<SignalRef, 'kind'>): string {
  if (kind === outcomeKind) return 'How it ended';
  return kindLabels[kind] ?? kind.replaceAll('_', ' ');
}

/** Why, as far as the asker may know: a note that only its author reads may have been the other one. */
function reasonFor({ asker }: Brief, { by, reason, settled }: Correction): string {
  return settled && by === asker ? settledWords[settled] : reason;
}

/** Everything of a brief that somebody put right, the latest first. What a note's outcome is stands with the note alone. */
function correctedIn(brief: Brief): readonly Corrected[] {
  const ofSignals = brief.signals.flatMap(({ text, raisedBy, correction }): readonly Corrected[] => {
    if (!correction) return [];
    return [{ what: text, about: md`${text}${cite(brief, raisedBy)}`, correction, ids: [correction.id] }];
  });
  const all = [...ofSignals, ...deniedIn(brief), ...addedIn(brief)];
  return all.toSorted((a, b) => b.correction.at.localeCompare(a.correction.at));
}

/** A matter that was denied may have been said in several notes: it was denied once. */
function deniedIn(brief: Brief): readonly Corrected[] {
  const denied = brief.corrections.filter(
    ({ says, signal }) => says === 'never' && signal.kind !== outcomeKind,
  );
  const acts = groupBy(denied, ({ by, at, signal }) => [by, at, signal.kind].join(' '));
  return [...acts.values()].flatMap((act): readonly Corrected[] => {
    const [first] = act;
    if (!first) return [];
    const { signal } = first;
    const about = md`${labelOf(brief, signal)} ${quoted(signal.quote)}${cite(brief, signal)}`;
    return [{ what: signal.quote, about, correction: first, ids: act.map(({ id }) => id) }];
  });
}

function addedIn(brief: Brief): readonly Corrected[] {
  return brief.corrections.flatMap((correction): readonly Corrected[] => {
    const { says, signal, added, id } = correction;
    if (says !== 'added' || !added) return [];
    const about = md`${labelOf(brief, signal)}, ${added.text}${cite(brief, signal)}`;
    return [{ what: added.text, about, correction, ids: [id] }];
  });
}

/** "(you)", or a colleague by name: for modals alone. */
function byWhom({ asker }: Brief, { by }: Pick<Correction, 'by'>): Markup {
  return by === asker ? md`you` : mention(by);
}

/** "Budget frozen [2]: no longer true since 24 Nov, “approved by phone” (you)". For modals: it names a colleague. */
function correctionLine(brief: Brief, { about, correction }: Corrected): Markup {
  const reason = reasonFor(brief, correction);
  const why = reason === '' ? md`` : md`, ${quoted(reason, reasonLength)}`;
  return md`${about}: ${correctionText(brief, correction)}${why} (${byWhom(brief, correction)})`;
}

/** "no longer true since 24 Nov". */
function correctionText({ asOf }: Brief, { says, day }: Correction): string {
  return `${said[says]} ${dayName(day, asOf)}`;
}

const freshDays = 14;

/** What a card says of the latest correction while it is news; null when there is none. It notifies nobody. */
export function correctedLine(brief: Brief): Markup | null {
  const latest = correctedIn(brief).find(({ correction }) => correction.says !== 'done');
  if (!latest || daysBetween(latest.correction.day, brief.asOf) > freshDays) return null;
  const { about, correction } = latest;
  const who = correction.by === brief.asker ? 'you' : 'a colleague';
  return md`*Corrected*  ${about}: ${correctionText(brief, correction)} (${who})`;
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

function ledger(title: string, rows: readonly LedgerRow[]): SectionBlock[] {
  const rest = rows.length - most;
  return rows.slice(0, most).map(({ text, accessory }, index) => {
    const isLast = index === most - 1 && rest > 0;
    const more = isLast ? md`and ${rest} more` : null;
    return section(lines([index === 0 ? md`*${title}*` : null, md`• ${text}`, more]), accessory);
  });
}

function signalBehind({ signals }: Brief, { kind, who, cited }: Pick<OpenItem, 'kind' | 'who' | 'cited'>) {
  return signals.find((signal) => signal.kind === kind && signal.who === who && isSaidBy(signal, cited));
}

function openMenu(brief: Brief, signal: Signal): Overflow {
  const token = tokenOf(refOf(signal));
  const open = ['Open the note', deedValue('last', token)] as const;
  if (brief.isPast) return rowMenu(open);
  return rowMenu(open, [isNoLonger, deedValue('notTrue', token)], [isDenied, deedValue('never', token)]);
}

function settledMenu(brief: Brief, signal: Signal): Overflow {
  const token = tokenOf(refOf(signal));
  const open = ['Open the note', deedValue('raised', token)] as const;
  const answer = ['Open what settled it', deedValue('closed', token)] as const;
  if (brief.isPast) return rowMenu(open, answer);
  return rowMenu(
    open,
    answer,
    ['Not settled', deedValue('notEnded', token)],
    [isDenied, deedValue('never', token)],
  );
}

function openRow(brief: Brief, item: OpenItem): LedgerRow {
  const signal = signalBehind(brief, item);
  return { text: openLine(brief, item), accessory: signal && openMenu(brief, signal) };
}

function settledRow(brief: Brief, signal: Signal): LedgerRow {
  const { text, raisedBy, closedBy } = signal;
  const answer = closedBy
    ? md`, settled ${dayName(closedBy.day, brief.asOf)} ${quoted(closedBy.quote)}${cite(brief, closedBy)}`
    : md``;
  return { text: md`${text}${cite(brief, raisedBy)}${answer}`, accessory: settledMenu(brief, signal) };
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

/** A promise on a card to be ticked off: its name and token. */
export function promiseTokens(
  brief: Brief,
  promises: readonly PromiseLine[],
): readonly { readonly text: string; readonly token: string }[] {
  return promises.flatMap((promise) => {
    const signal = signalBehind(brief, { ...promise, kind: 'promise' });
    return signal ? [{ text: signal.text, token: tokenOf(refOf(signal)) }] : [];
  });
}

/** What was read in one note, as a row under it. */
export interface ReadRow {
  readonly text: Markup;
  readonly accessory: Overflow | Button | undefined;
}

function whose({ kind, who }: Pick<SignalRef, 'kind' | 'who'>): string {
  if (kind !== 'promise') return '';
  return who === 'us' ? ', ours' : ', theirs';
}

/** Each thing that one note says, says again or ends, to be looked at and put right. */
export function readRows(brief: Brief, noteId: string): readonly ReadRow[] {
  const added = new Map(
    brief.corrections.flatMap((one) =>
      one.says === 'added' && one.signal.noteId === noteId ? [[tokenOf(one.signal), one] as const] : [],
    ),
  );
  return brief.signals.flatMap((signal) => {
    const name = nameOf(brief, signal);
    const here = mentionsOf(signal).find((one) => one.noteId === noteId);
    return [
      ...(here ? [saidRow(brief, signal, { name, here, added })] : []),
      ...(signal.closedBy?.noteId === noteId && signal.closedBy.quote !== here?.quote
        ? [endRow(brief, signal, name)]
        : []),
    ];
  });
}

/** "*Worry*: Migration timeline"; once, where a kind's name says it all. */
function nameOf(brief: Brief, signal: Signal): Markup {
  const label = `${labelOf(brief, signal)}${whose(signal)}`;
  const isSame = signal.text.toLowerCase() === label.toLowerCase();
  return isSame ? md`*${label}*` : md`*${label}*: ${signal.text}`;
}

interface Said {
  readonly name: Markup;
  /** The words of this note. */
  readonly here: Mention;
  readonly added: ReadonlyMap<string, Correction>;
}

function saidRow(brief: Brief, signal: Signal, { name, here, added: all }: Said): ReadRow {
  const token = tokenOf({ noteId: here.noteId, kind: signal.kind, who: signal.who, quote: here.quote });
  const added = all.get(token);
  const due = here.dueOn ? `, ${dayName(here.dueOn, brief.asOf)}` : '';
  const again = here.noteId === signal.raisedBy.noteId ? '' : ', said again';
  const state = signal.correction ? `, ${correctionText(brief, signal.correction)}` : '';
  const by = added ? md`, added by ${byWhom(brief, added)}` : md``;
  const checked = signal.isBeingChecked ? ', being checked' : '';
  const text = md`${name}${due}${again}${state}${checked}${by}`;
  if (brief.isPast) return { text, accessory: undefined };
  if (added) return { text, accessory: undoButton([added.id], signal.text) };
  if (isOutcome(signal, brief)) return { text, accessory: undefined };
  const denied = [isDenied, deedValue('neverHere', token)] as const;
  const isOpen = signal.closedBy === null;
  const menu = isOpen ? rowMenu([isNoLonger, deedValue('notTrue', token)], denied) : rowMenu(denied);
  return { text, accessory: menu };
}

function endRow(brief: Brief, signal: Signal, name: Markup): ReadRow {
  const how = signal.closedBy ? endWords[signal.closedBy.how] : '';
  const state = signal.correction ? correctionText(brief, signal.correction) : how;
  const menu = rowMenu([isDenied, deedValue('notEnded', tokenOf(refOf(signal)))]);
  return { text: md`${name}, ${state}`, accessory: brief.isPast || signal.correction ? undefined : menu };
}

/** What somebody says a note does not say, each with a way back. */
export function deniedRows(brief: Brief, noteId: string): readonly ReadRow[] {
  const denied = brief.corrections.filter(({ says, signal }) => says === 'never' && signal.noteId === noteId);
  return denied.map((correction) => {
    const { signal, id } = correction;
    const text = md`*${labelOf(brief, signal)}* ${quoted(signal.quote)}: never said (${byWhom(brief, correction)})`;
    return { text, accessory: brief.isPast ? undefined : undoButton([id], signal.quote) };
  });
}
