import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Posted } from '../deliver.ts';
import { limits } from '../limits.ts';
import { readWords } from '../log/parcel.ts';
import { pressedValue, threadOf } from '../pressed.ts';

/** What the buttons of an offer carry besides the words, which stand in the message. */
const shape = z.object({
  id: z.string(),
  length: z.number(),
  /** Of the message that was said. */
  link: z.string().nullable(),
  /** A name nobody knows. */
  stranger: z.string(),
});

/** Everything that an offer is made of, read from the pressed message alone. */
interface Carried extends z.infer<typeof shape> {
  readonly text: string;
  /** Where the offer stands; undefined when Slack does not say. */
  readonly at: Posted | undefined;
  readonly thread: string | undefined;
}

/** The value of a button that needs the words. A link too long for it is left out. */
export function encodeCarried(carried: z.infer<typeof shape>): string {
  const whole = JSON.stringify(carried);
  return whole.length <= limits.buttonValue ? whole : JSON.stringify({ ...carried, link: null });
}

/** Throws unless the pressed message holds the offer whole. */
export function decodeCarried(body: BlockAction): Carried {
  const { channel, message } = body;
  const carried = shape.parse(JSON.parse(pressedValue(body)));
  const text = readWords(message?.['blocks'] ?? [], carried.length);
  const at = channel && message ? { channel: channel.id, ts: message.ts } : undefined;
  return { ...carried, text, at, thread: threadOf(message) };
}
