import type { InputBlock, ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { context, divider, modal, option, plain, section } from '../blocks.ts';
import { mention } from '../brief/notes-view.ts';
import { subject } from '../brief/phrases.ts';
import { limits } from '../limits.ts';
import { clip, md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { packBlocks } from './pack.ts';
import { encodeSubject, type FormSubject, mostWords } from './state.ts';

/** What the form shows beside its fields. */
export interface FormContent {
  readonly of: FormSubject;
  /** On the notes that the team can read. */
  readonly brief: Brief;
  /** How many of the giver's own notes on the deal are private. */
  readonly privateCount: number;
  /** Who was offered the deal before and has not answered; null when nobody. */
  readonly waitsFor: string | null;
}

const title = 'Hand over';

/** While the notes are read, or the offer is sent. */
export function workingView(sentence: string): ModalView {
  return modal(title, [context(md`${sentence}`)]);
}

/** Whom to give the deal to, and what they will get. */
export function formView({ of, brief, privateCount, waitsFor }: FormContent): ModalView {
  const waits = waitsFor
    ? [
        context(
          md`${mention(waitsFor)} has it on offer and has not answered. Handing it over again withdraws that.`,
        ),
      ]
    : [];
  const view = modal(title, [
    section(
      md`*${clip(subject(brief), limits.name * 2)}* stays on your week until your colleague accepts. Then it is on theirs.`,
    ),
    ...waits,
    toInput(),
    wordsInput(),
    ...(privateCount > 0 ? [shareInput(privateCount)] : []),
    divider(),
    context(md`This is what they get:`),
    ...packBlocks(brief),
  ]);
  return {
    ...view,
    callback_id: ids.view,
    private_metadata: encodeSubject(of),
    submit: plain('Hand over', limits.modalTitle),
  };
}

function toInput(): InputBlock {
  return {
    type: 'input',
    block_id: ids.to,
    label: plain('Colleague'),
    element: { type: 'users_select', action_id: ids.to, placeholder: plain('Choose somebody') },
  };
}

function wordsInput(): InputBlock {
  return {
    type: 'input',
    block_id: ids.words,
    label: plain('A word to them'),
    optional: true,
    element: { type: 'plain_text_input', action_id: ids.words, multiline: true, max_length: mostWords },
  };
}

function shareInput(count: number): InputBlock {
  const notes = count === 1 ? 'my private note' : `my ${count} private notes`;
  const box = option(`Share ${notes} on this deal with the team when they accept`, 'share');
  return {
    type: 'input',
    block_id: ids.share,
    label: plain('Private notes'),
    optional: true,
    hint: plain('Left unticked, nothing of it is shared, and nobody is told.'),
    element: { type: 'checkboxes', action_id: ids.share, options: [box] },
  };
}
