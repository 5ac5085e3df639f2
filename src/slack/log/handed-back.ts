import { actions, button, section, verbatim } from '../blocks.ts';
import { limits } from '../limits.ts';
import { type Message, message } from '../message.ts';
import { clip, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { encodeParcel, type Parcel, wordBlocks } from './parcel.ts';
import { receiptRow } from './receipt-row.ts';

/** Tells that nothing is kept yet, with the whole note and a button that needs nothing but this message. */
export function notSavedMessage(parcel: Parcel, words: string): Message {
  return message(words, [
    section(md`*${words}*`),
    ...wordBlocks(parcel.note.text),
    receiptRow(button(ids.tryAgain, 'Try again', { value: encodeParcel(parcel), style: 'primary' })),
  ]);
}

/** Why it is not saved, and what happens next. */
export function notSavedSentence(reason: string): string {
  return `Not saved yet. ${reason} Your note is here, whole, and will be tried again.`;
}

/** When nothing tries again by itself any more. */
export const givenUpSentence =
  'Not saved yet. Your note is here, whole: press Try again when memory is back.';

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
