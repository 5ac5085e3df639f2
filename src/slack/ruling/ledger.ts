import type { Button, Overflow, SectionBlock } from '@slack/types';
import type { Brief, OpenItem, PromiseLine } from '../../brief/brief.ts';
import { refOf, tokenOf } from '../../brief/corrections/corrections.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { button, option, section } from '../blocks.ts';
import { cite, openLine, promiseLine, quoted } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { ruledBlocks } from './blocks.ts';
import { ids } from './ids.ts';
import { noteValue } from './state.ts';
import { ruledOf } from './words.ts';

interface Row {
  readonly text: Markup;
  readonly accessory: Button | Overflow | undefined;
}

/** A modal holds 100 blocks, and each row is one. */
const most = 15;
const mostDone = 5;
const contested = 'contest:';

function ledger(title: string, rows: readonly Row[]): SectionBlock[] {
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
  const contest = option('Not true any more', `${contested}${tokenOf(refOf(signal))}`);
  const options = [raised, ...closed, ...(brief.isPast || signal.closedBy ? [] : [contest])];
  return { type: 'overflow', action_id: ids.item, options };
}

/** What a choice in a row's menu asks for. */
export function itemChoice(value: string): { readonly does: 'contest' | 'note'; readonly value: string } {
  if (!value.startsWith(contested)) return { does: 'note', value };
  return { does: 'contest', value: value.slice(contested.length) };
}

function openRow(brief: Brief, item: OpenItem): Row {
  const signal = signalBehind(brief, item);
  return { text: openLine(brief, item), accessory: signal && menu(brief, signal) };
}

function settledRow(brief: Brief, signal: Signal): Row {
  const { text, raisedBy, closedBy } = signal;
  const answer = closedBy
    ? md`, settled ${dayName(closedBy.day, brief.asOf)} ${quoted(closedBy.quote)}${cite(brief, closedBy)}`
    : md``;
  return { text: md`${text}${cite(brief, raisedBy)}${answer}`, accessory: menu(brief, signal) };
}

function promiseRow(brief: Brief, promise: PromiseLine): Row {
  const signal = signalBehind(brief, { ...promise, kind: 'promise' });
  const done =
    signal && button(ids.done, 'Done', { value: tokenOf(refOf(signal)), label: `Done: ${signal.text}` });
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
  const done = ruledOf(brief).filter(({ ruling }) => ruling.verdict === 'done');
  const open = brief.promises.map((promise) => promiseRow(brief, promise));
  return [...ledger('Promises', open), ...ruledBlocks(brief, 'Promises kept', done.slice(0, mostDone))];
}
