import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { actions, button, context, modal, plain, section } from '../blocks.ts';
import { cite, quoted } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { limits } from '../limits.ts';
import { input } from '../log/input.ts';
import { lines, md } from '../mrkdwn.ts';
import { ids, reasonLength } from './ids.ts';
import { encodeState, type Origin } from './state.ts';

const title = 'Not true any more';

/** While the notes are read, and while the score is counted anew. */
export function workingView(sentence: string): ModalView {
  return modal(title, [context(md`${sentence}`)]);
}

/** Asks why, and says who will read it. */
export function formView(brief: Brief, signal: Signal, from: Origin): ModalView {
  const { text, raisedBy } = signal;
  const said = md`${dayName(raisedBy.day, brief.asOf)} ${quoted(raisedBy.quote, 140)}${cite(brief, raisedBy)}`;
  const reason = input(ids.reason, 'What is so now?', {
    type: 'plain_text_input',
    action_id: ids.reason,
    multiline: true,
    max_length: reasonLength,
  });
  return {
    ...modal(title, [
      section(lines([md`*${text}*`, said])),
      { ...reason, hint: plain('Everyone who can read that note sees your reason.') },
      actions(button(ids.back, 'Back')),
    ]),
    callback_id: ids.form,
    private_metadata: encodeState(brief, from, signal),
    submit: plain('Save', limits.modalTitle),
  };
}
