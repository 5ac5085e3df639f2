import { z } from 'zod';
import { clean } from './mrkdwn.ts';
import type { Once } from './once.ts';
import { readableText } from './slack-text.ts';

/** What a person said to the bot, in its DM or by naming it in a channel. */
export interface Said {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  /** The message whose thread it was said in; undefined at top level. */
  readonly thread: string | undefined;
  /** As a person reads it, without the bot's own name; empty when it came without words. */
  readonly text: string;
  /** Said in a channel, where others look on. */
  readonly isMention: boolean;
}

const shape = z.object({
  type: z.enum(['message', 'app_mention']),
  // Of all subtypes these alone are somebody's new words.
  subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']).optional(),
  user: z.string(),
  bot_id: z.undefined().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  client_msg_id: z.string().optional(),
  text: z.string().default(''),
});

/** Slack repeats an event for up to five minutes, and sometimes later. */
const repeatMs = 30 * 60 * 1000;

/** Reads an event; undefined for what no person said just now: edits, joins, bots, repeats, a mention inside a DM. */
export function createReadSaid(botUser: string, once: Once) {
  return (event: unknown): Said | undefined => {
    const read = shape.safeParse(event).data;
    if (!read || read.user === botUser || !isTheOne(read) || !isNew(read, once)) return undefined;
    const { type, user, channel, ts, thread_ts: thread } = read;
    const words = read.text.replaceAll(`<@${botUser}>`, ' ');
    const text = clean(readableText(words)).trim();
    return { user, channel, ts, thread, text, isMention: type === 'app_mention' };
  };
}

type Read = z.infer<typeof shape>;

/** A mention in a DM is told twice: the message alone counts. */
function isTheOne({ type, channel, channel_type: kind }: Read): boolean {
  return type === 'app_mention' ? !channel.startsWith('D') : kind === 'im';
}

function isNew({ channel, ts, client_msg_id: typedId }: Read, once: Once): boolean {
  const keys = [`said ${channel} ${ts}`, ...(typedId ? [`said ${typedId}`] : [])];
  return keys.every((key) => once.isFirst(key, repeatMs));
}
