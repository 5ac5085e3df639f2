import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { context, modal, plain } from '../blocks.ts';
import { limits } from '../limits.ts';
import { md } from '../mrkdwn.ts';
import { ids } from './ids.ts';
import { longestQuestion } from './question.ts';

const title = 'Ask your notes';

/** One field for one question. */
export function askForm(): ModalView {
  const field = {
    type: 'input' as const,
    block_id: ids.field,
    label: plain('Your question'),
    hint: plain('A name narrows it down. The answer comes to your messages, with the notes it rests on.'),
    element: {
      type: 'plain_text_input' as const,
      action_id: ids.field,
      max_length: longestQuestion,
      placeholder: plain('What did Priya say about migration?', limits.placeholder),
      focus_on_load: true,
    },
  };
  return {
    ...modal(title, [field]),
    callback_id: ids.view,
    submit: plain('Ask', limits.modalTitle),
  };
}

/** In place of the form, while the answer is on its way. */
export function askedView(): ModalView {
  return modal(title, [context(md`The answer comes to your messages with SalesMemory.`)]);
}

const submitted = z.object({
  state: z.object({
    values: z.object({ [ids.field]: z.object({ [ids.field]: z.object({ value: z.string().nullish() }) }) }),
  }),
});

/** What stands in the field. */
export function questionTyped(view: unknown): string {
  return submitted.parse(view).state.values[ids.field]?.[ids.field]?.value ?? '';
}

export const fieldError = { [ids.field]: 'Type a question, such as “Who raised security?”' };
