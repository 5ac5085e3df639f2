import type { KnownBlock, SectionBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Contradiction } from '../../brief/contradictions.ts';
import { refOf, tokenOf } from '../../brief/corrections/corrections.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { actions, button, section } from '../blocks.ts';
import { cite, quoted } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { noteValue } from './state.ts';
import { type Ruled, ruledLine, ruledOf } from './words.ts';

const mostCorrected = 10;
const mostContradictions = 3;

/** Takes these rulings back; `what` tells one Undo from the next to whoever hears it. */
export function undoButton(rulings: readonly string[], what: string) {
  return button(ids.undo, 'Undo', { value: JSON.stringify(rulings), label: `Undo: ${what}` });
}

/** A call that nobody took is the outcome its author chose, and counts so whatever is said of its words: edit the note. */
function isOutcome({ kind, raisedBy }: Signal, { notes }: Brief): boolean {
  const note = notes.find(({ id }) => id === raisedBy.noteId);
  return kind === 'ask_unanswered' && note?.outcome === 'no_answer';
}

/** Looks at the note behind a row, or says that it is not so any more. */
export function rowButtons(signal: Signal, brief: Brief): KnownBlock {
  const note = button(ids.note, 'Note', {
    value: noteValue(signal, 'raised'),
    label: `Note of ${dayName(signal.raisedBy.day, brief.asOf)}: ${signal.text}`,
  });
  if (brief.isPast || isOutcome(signal, brief)) return actions(note);
  const contest = { value: tokenOf(refOf(signal)), label: `Not true any more: ${signal.text}` };
  return actions(note, button(ids.contest, 'Not true any more', contest));
}

/** One row a ruling in force, with a way back; `title` stands above the first. */
export function ruledBlocks(brief: Brief, title: string, rows: readonly Ruled[]): SectionBlock[] {
  return rows.map((row, index) => {
    const line = md`• ${ruledLine(brief, row)}`;
    const text = lines([index === 0 ? md`*${title}*` : null, line]);
    return brief.isPast ? section(text) : section(text, undoButton([row.ruling.id], row.signal.text));
  });
}

/** What somebody put right, and says so on every brief. */
export function correctedBlocks(brief: Brief): SectionBlock[] {
  const rows = ruledOf(brief).filter(({ ruling }) => ruling.verdict !== 'done');
  return ruledBlocks(brief, 'Corrected', rows.slice(0, mostCorrected));
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
      button(ids.newer, 'Newer is right', { value, label: `Newer is right on ${about}` }),
      button(ids.both, 'Both', { value, label: `Both are true on ${about}` }),
      button(ids.neither, 'Neither', { value, label: `Neither is true on ${about}` }),
    ),
  ];
}

/** Two dated quotes that cannot both be so, to be settled in place. */
export function contradictionsBlocks(brief: Brief): KnownBlock[] {
  return brief.contradictions.slice(0, mostContradictions).flatMap((one) => contradictionBlocks(brief, one));
}
