import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { type Cited, mentionsOf } from '../../brief/signals/signal.ts';
import type { Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { actions, button, context, modal } from './blocks.ts';
import { encodeState, originOf } from './correction-state.ts';
import { briefValue, notesPageValue } from './deal-button.ts';
import { briefIds, correctionIds } from './ids.ts';
import { noteBlocks } from './note-blocks.ts';
import { staleNotice } from './phrases.ts';
import { readingBlocks } from './reading-blocks.ts';
import { md } from './text.ts';

interface NotesReader {
  /** Slack user id of who looks: authors may edit their own. */
  readonly asker: string;
  readonly isStale: boolean;
  /** How many of the newest notes to skip. */
  readonly from?: number;
  /** What was just done, on top. */
  readonly told?: readonly KnownBlock[];
}

/** Blocks of a page: a modal holds 100, some of which the frame needs. */
const mostBlocks = 90;

/** The notes whole, newest call first, each with what was read in it and what was not; the rest a page further. */
export function notesView(brief: Brief, { asker, isStale, from = 0, told = [] }: NotesReader): ModalView {
  const numbered = brief.notes.map((note, index) => ({ note, number: index + 1 }));
  const newestFirst = numbered.toSorted((one, other) => other.note.day.localeCompare(one.note.day));
  const blocks: KnownBlock[] = [];
  let next = from;
  for (const { note, number } of newestFirst.slice(from)) {
    const more = noteBlocks(brief, note, {
      ...{ number, asker, quotes: quotesOf(brief, note.id) },
      below: readingBlocks(brief, note),
      buttons: brief.isPast ? [] : [missingButton(note, number)],
    });
    if (blocks.length > 0 && blocks.length + more.length > mostBlocks) break;
    blocks.push(...(more.length > mostBlocks ? more.slice(-mostBlocks) : more));
    next += 1;
  }
  const shown = [
    ...staleNotice(isStale),
    ...told,
    ...pastLine(brief),
    ...blocks,
    ...pager(brief, from, next),
  ];
  return { ...modal('Notes', shown), private_metadata: encodeState(brief, originOf('notes', from)) };
}

function missingButton({ id }: Note, number: number): Button {
  return button(correctionIds.missing, 'Something missing', {
    value: id,
    label: `Something missing in note ${number}`,
  });
}

/** Later notes are missing here on purpose. */
function pastLine({ isPast, asOf }: Brief): KnownBlock[] {
  return isPast ? [context(md`As of ${dayName(asOf, '')}: later notes are left out.`)] : [];
}

function pager(brief: Brief, from: number, next: number): KnownBlock[] {
  const target = briefValue(brief);
  const to = (at: number) => notesPageValue(target, at);
  const older =
    next < brief.notes.length ? [button(`${briefIds.notesPage}older`, 'Older', { value: to(next) })] : [];
  const newest = from > 0 ? [button(`${briefIds.notesPage}newest`, 'Newest', { value: to(0) })] : [];
  const buttons = [...older, ...newest];
  if (buttons.length === 0) return [];
  return [context(md`Notes ${from + 1} to ${next} of ${brief.notes.length}.`), actions(...buttons)];
}

/** The pieces of a note that this brief rests on, without repeats. */
function quotesOf(brief: Brief, noteId: string): readonly string[] {
  const all: readonly (Pick<Cited, 'noteId' | 'quote'> | null)[] = [
    ...brief.signals.flatMap((signal) => [...mentionsOf(signal), signal.closedBy]),
    ...(brief.score?.factors ?? []).map(({ cited }) => cited),
    brief.outcomeSaid?.cited ?? null,
    ...[...brief.recommendation, ...brief.changed, brief.openWith, brief.tone, brief.doNext.cited],
  ];
  const here = all.flatMap((cited) => (cited?.noteId === noteId ? [cited.quote] : []));
  return [...new Set(here)];
}
