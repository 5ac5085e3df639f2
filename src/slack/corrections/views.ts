import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Cited, Signal } from '../../brief/score/signal.ts';
import { UserError } from '../../errors.ts';
import { actions, button, context, input, modal, plain, section } from '../kit/blocks.ts';
import { encodeState, type Origin } from '../kit/correction-state.ts';
import { dayName } from '../kit/dates.ts';
import { correctionIds, reasonLength } from '../kit/ids.ts';
import { limits } from '../kit/limits.ts';
import { lines, md } from '../kit/mrkdwn.ts';
import { noteBlocks } from '../kit/note-blocks.ts';
import { cite, quoted } from '../kit/phrases.ts';

const title = 'Not true any more';

/** While the notes are read, and while the score is counted anew. */
export function workingView(sentence: string): ModalView {
  return modal(title, [context(md`${sentence}`)]);
}

/** Asks why, and says who will read it. */
export function formView(brief: Brief, signal: Signal, from: Origin): ModalView {
  const { text, raisedBy } = signal;
  const said = md`${dayName(raisedBy.day, brief.asOf)} ${quoted(raisedBy.quote, 140)}${cite(brief, raisedBy)}`;
  const reason = input(correctionIds.reason, 'What is so now?', {
    type: 'plain_text_input',
    action_id: correctionIds.reason,
    multiline: true,
    max_length: reasonLength,
  });
  return {
    ...modal(title, [
      section(lines([md`*${text}*`, said])),
      { ...reason, hint: plain('Everyone who can read that note sees your reason.') },
      actions(button(correctionIds.back, 'Back')),
    ]),
    callback_id: correctionIds.form,
    private_metadata: encodeState(brief, from, signal),
    submit: plain('Save', limits.modalTitle),
  };
}

/** One note whole, with the words in question in bold, and the way back. */
export function noteView(brief: Brief, { noteId, quote }: Cited, from: Origin): ModalView {
  const index = brief.notes.findIndex(({ id }) => id === noteId);
  const note = brief.notes[index];
  if (!note) throw new UserError('That note is deleted or no longer shared with you.');
  const blocks = noteBlocks(brief, note, { number: index + 1, asker: brief.asker, quotes: [quote] });
  return {
    ...modal('Note', [...blocks, actions(button(correctionIds.back, 'Back'))]),
    private_metadata: encodeState(brief, from),
  };
}
