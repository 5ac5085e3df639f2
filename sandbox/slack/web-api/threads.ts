import { z } from 'zod';
import { messageOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import { type ApiParts, assertScope, type Methods, method } from './method.ts';

const thread = z.looseObject({
  channel: z.string(),
  ts: z.string(),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
  cursor: z.coerce.number().int().min(0).default(0),
});

/** A thread with its root, oldest first, in pages; what only one person sees is in none. */
export const threadMethods = ({ core, directory, messages }: ApiParts): Methods => ({
  'conversations.replies': method(null, thread, ({ channel: id, ts, limit, cursor }) => {
    const channel = directory.channel(id);
    assertScope(core, channel.kind === 'im' ? 'im:history' : 'channels:history');
    const { bot_user: bot } = core.workspace.app;
    if (!channel.members.includes(bot)) throw new SlackRefusal('not_in_channel');
    const said = messages.seenBy(bot, id).filter((one) => one.ephemeral_to === undefined);
    if (!said.some((one) => one.ts === ts)) throw new SlackRefusal('thread_not_found');
    const whole = said.filter((one) => one.ts === ts || one.thread_ts === ts);
    const end = cursor + limit;
    const hasMore = end < whole.length;
    return {
      messages: whole.slice(cursor, end).map((one) => messageOutput(one, core)),
      has_more: hasMore,
      response_metadata: { next_cursor: hasMore ? String(end) : '' },
    };
  }),
});
