import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Note } from '../../memory/note.ts';
import { actions, button, context, modal, section, verbatim } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { dayName } from '../dates.ts';
import { limits } from '../limits.ts';
import { type Message, message } from '../message.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { encodeParcel, type Parcel, parcelBlocks } from './parcel.ts';

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

/** Tells that nothing is kept yet, with the whole note and a button that needs nothing but this message. */
export function notSavedMessage(parcel: Parcel, words: string): Message {
  return message(words, [
    section(md`*${words}*`),
    ...parcelBlocks(parcel),
    buttons(button(ids.tryAgain, 'Try again', { value: encodeParcel(parcel), style: 'primary' })),
  ]);
}

export function notSavedSentence(reason: string): string {
  return `Not saved yet. ${reason} Your note is here, whole, and will be tried again.`;
}

/** When nothing tries again by itself any more. */
export const givenUpSentence =
  'Not saved yet. Your note is here, whole: press Try again when memory is back.';

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
    buttons(
      button(ids.undo, 'Undo', { value: note.id, label: 'Undo: delete this note' }),
      button(ids.edit, 'Edit', { value: note.id, label: 'Edit this note' }),
      button(briefIds.brief, 'Brief', {
        value: dealButtonValue(note.deal.key, note.prospects[0]?.key ?? null),
      }),
    ),
  ];
}

function buttons(...elements: readonly Button[]): KnownBlock {
  return { ...actions(...elements), block_id: ids.buttons };
}

function readers({ visibility }: Note): string {
  return visibility === 'team' ? 'Your team can read it.' : 'Only you can read it.';
}

/** "Priya Sharma, Amit Rao · Rentfield". */
function subjectName({ prospects, deal }: Pick<Note, 'prospects' | 'deal'>): string {
  const names = prospects.map((prospect) => prospect.name).join(', ');
  return [names, deal.company, deal.label].filter(Boolean).join(' · ');
}

/** What was typed with `/log`, when Slack did not open the form in time. */
export function unopenedMessage(typed: string): Message {
  const words = 'Slack did not open the form in time. Here is what you typed.';
  return message(words, [
    section(md`${words}`),
    ...verbatim(typed),
    actions(
      button(ids.reopen, 'Open the form', { value: clip(typed, limits.buttonValue), style: 'primary' }),
    ),
  ]);
}
