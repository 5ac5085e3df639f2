import type { KnownBlock, ModalView } from '@slack/types';
import type { Note } from '../../memory/note.ts';
import { button, context, modal, section } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { dayName } from '../dates.ts';
import { type Message, message } from '../message.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import type { Parcel } from './parcel.ts';
import { receiptRow } from './receipt-row.ts';

/** What is known of a saved note when its receipt is drawn. */
export interface Receipt extends Parcel {
  /** The author's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** Absent until the model has answered. */
  readonly gain?: Markup | null;
}

const quotedLength = 240;

/** While memory is asked to keep the note. */
export function savingView(edits: boolean): ModalView {
  return modal(edits ? 'Edit the note' : 'Log a call', [context(md`Saving…`)]);
}

/** The receipt in the modal. */
export function savedView(receipt: Receipt): ModalView {
  return modal('Saved', savedBlocks(receipt));
}

/** The receipt in the DM, where it stays. */
export function savedMessage(receipt: Receipt): Message {
  return message(`${savedSentence(receipt)}.`, savedBlocks(receipt));
}

/** After Undo. */
export const undoneText = 'Undone. The note is deleted, and no brief will use it.';

function savedSentence({ note, today, edits }: Receipt): string {
  return `${edits ? 'Changed' : 'Saved'} on ${subjectName(note)}, ${dayName(note.day, today)}`;
}

function savedBlocks(receipt: Receipt): KnownBlock[] {
  const { note, today, gain, edits } = receipt;
  const subject = md`${edits ? 'Changed' : 'Saved'} on *${subjectName(note)}*, ${dayName(note.day, today)}.`;
  return [
    section(lines([subject, md`“${clip(note.text, quotedLength)}”`])),
    ...(gain ? [section(gain)] : []),
    context(md`${readers(note)}`),
    receiptRow(
      button(ids.undo, 'Undo', { value: note.id, label: 'Undo: delete this note' }),
      button(ids.edit, 'Edit', { value: note.id, label: 'Edit this note' }),
      button(briefIds.brief, 'Brief', {
        value: dealButtonValue(note.deal.key, note.prospects[0]?.key ?? null),
      }),
    ),
  ];
}

function readers({ visibility }: Note): string {
  return visibility === 'team' ? 'Your team can read it.' : 'Only you can read it.';
}

/** "Priya Sharma, Amit Rao · Rentfield". */
export function subjectName({ prospects, deal }: Pick<Note, 'prospects' | 'deal'>): string {
  const names = prospects.map((prospect) => prospect.name).join(', ');
  return [names, deal.company, deal.label].filter(Boolean).join(' · ');
}
