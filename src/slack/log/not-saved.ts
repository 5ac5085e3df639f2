import { actions, button, section, verbatim } from '../kit/blocks.ts';
import { logIds } from '../kit/ids.ts';
import { limits } from '../kit/limits.ts';
import { type Message, message } from '../kit/message.ts';
import { clip, md } from '../kit/mrkdwn.ts';
import { encodePendingNote, type PendingNote, receiptRow, wordBlocks } from '../kit/pending-note.ts';

/** Tells that nothing is kept yet, with the whole note and a button that needs nothing but this message. */
export function notSavedMessage(pending: PendingNote, words: string): Message {
  return message(words, [
    section(md`*${words}*`),
    ...wordBlocks(pending.note.text),
    receiptRow(button(logIds.tryAgain, 'Try again', { value: encodePendingNote(pending), style: 'primary' })),
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
      button(logIds.reopen, 'Open the form', { value: clip(typed, limits.buttonValue), style: 'primary' }),
    ),
  ]);
}
