import { section } from '../blocks.ts';
import { type Message, message } from '../message.ts';
import { md } from '../mrkdwn.ts';

/** While notes are read. */
export function readingMessage(name: string, count: number): Message {
  const notes = count === 1 ? '1 note' : `${count} notes`;
  return message(`Reading ${notes} on ${name}…`, [section(md`Reading ${notes} on *${name}*…`)]);
}
