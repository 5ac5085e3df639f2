import type { Button, KnownBlock } from '@slack/types';
import type { Note, Visibility } from '../../memory/note.ts';
import { actions, button, context, section } from '../blocks.ts';
import { limits } from '../limits.ts';
import { encodeParcel, wordBlocks } from '../log/parcel.ts';
import { receiptRow } from '../log/receipt-row.ts';
import { subjectName } from '../log/views.ts';
import { type Message, message, sentence } from '../message.ts';
import { md } from '../mrkdwn.ts';
import { encodeCarried } from './carried.ts';
import { ids } from './ids.ts';

/** A sentence that may become a note. */
export interface Offer {
  /** `note-<uuid>`: whatever is pressed and however often, it is stored under this id. */
  readonly id: string;
  readonly text: string;
  readonly link: string | null;
  readonly stranger: string;
  readonly visibility: Visibility;
  /** One for each way to save it; likeliest first. */
  readonly notes: readonly Note[];
}

const mostButtons = 5;

/** Asks whether, or on whom, to save; holds the whole text and works after a restart. */
export function offerMessage(offer: Offer): Message {
  const { id, text, link, stranger, visibility, notes } = offer;
  const [only, ...more] = notes;
  const isOne = only !== undefined && more.length === 0;
  const carried = encodeCarried({ id, link, stranger, length: text.length });
  const elsewhere = only ? 'Someone else' : 'Choose who';
  const ways: readonly Button[] = [
    button(ids.else, elsewhere, { value: carried }),
    button(ids.question, 'It’s a question', { value: carried }),
  ];
  const question = isOne ? md`Save this on *${subjectName(only)}*?` : md`Who is this about?`;
  return message(isOne ? `Save this on ${subjectName(only)}?` : 'Who is this about?', [
    section(question),
    ...wordBlocks(text),
    context(md`${visibility === 'team' ? 'It will be shared with the team.' : 'It will be private to you.'}`),
    ...rows(notes.slice(0, mostButtons).map(saveButton), ways, isOne),
  ]);
}

/** Too long for one note: nothing is cut off unseen. */
export function tooLongMessage(length: number): Message {
  return sentence(
    `That has ${length} characters and a note holds ${limits.note}. Send it in two parts, each will be offered as a note.`,
  );
}

/** One to save stands beside the ways out; several stand above them. */
function rows(saves: readonly Button[], ways: readonly Button[], isOne: boolean): KnownBlock[] {
  if (saves.length === 0) return [actions(...ways)];
  return isOne ? [receiptRow(...saves, ...ways)] : [receiptRow(...saves), actions(...ways)];
}

function saveButton(note: Note, index: number, { length }: readonly Note[]): Button {
  const name = subjectName(note);
  const value = encodeParcel({ note, edits: false, isAgain: false });
  const look = { value, label: `Save this on ${name}` };
  if (length > 1) return button(`${ids.save}${index}`, name, look);
  return button(`${ids.save}${index}`, 'Save', { ...look, style: 'primary' });
}
