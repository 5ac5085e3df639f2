import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { questionIn } from '../ask/question.ts';
import { clean } from '../mrkdwn.ts';
import type { Said } from '../said.ts';
import { readableText } from '../slack-text.ts';
import { kindOf } from './kind-of.ts';

/** Where something was asked. */
type Asked = Pick<Said, 'user' | 'channel' | 'ts' | 'thread' | 'isMention'>;

const most = 3;
const threadMessages = 200;

const shown = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
});

/**
 * The last three questions of the thread before this one, oldest first. Empty outside a thread, in a channel, whose
 * messages are not ours to read, and when Slack does not answer.
 */
export function createEarlier(client: WebClient, log: Log) {
  return async ({ user, channel, ts, thread, isMention }: Asked): Promise<readonly string[]> => {
    if (!thread || isMention) return [];
    try {
      const { messages = [] } = await client.conversations.replies({
        channel,
        ts: thread,
        limit: threadMessages,
      });
      const before = messages.flatMap((one) => shown.safeParse(one).data ?? []).filter((one) => one.ts < ts);
      const questions = before.flatMap((one) => askedIn(one, user) ?? []);
      return [...new Set(questions)].slice(-most);
    } catch (error) {
      log.warn({ err: error }, 'a thread was not read');
      return [];
    }
  };
}

/** An answer quotes its question; what a person said is one when it plainly is. */
function askedIn({ user, bot_id, text, blocks }: z.infer<typeof shown>, asker: string): string | undefined {
  if (bot_id) return questionIn(blocks);
  const said = clean(readableText(text)).trim();
  return user === asker && kindOf(said, true).kind === 'question' ? said : undefined;
}
