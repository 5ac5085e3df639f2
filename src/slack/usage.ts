import type { Response } from './answer.ts';
import { section } from './blocks.ts';
import { message } from './message.ts';
import type { Markup } from './mrkdwn.ts';

/** Answers `help` with the right form; `form` is a constant of ours in mrkdwn, never typed by anybody. */
export function usage(form: string): Response {
  const text: Markup = { markup: `Type ${form}.` };
  return { work: ({ place }) => place.show(message(`Type ${form.replace(/`/g, '')}.`, [section(text)])) };
}
