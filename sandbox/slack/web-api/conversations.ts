import { z } from 'zod';
import { decoded } from '../json.ts';
import { threadKey } from '../messages.ts';
import { channelOutput, messageOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { type ApiParts, assertScope, type Methods, method, pageOf, pageShape } from './method.ts';

const named = z.looseObject({ channel: z.string() });
/** Slack may hand out fewer than were asked for, though there are more: here the first page always does. */
const ON_FIRST_PAGE = 3;

const createLookup = ({ core, directory }: ApiParts) => {
  const { bot_user: bot } = core.workspace.app;
  /** A private channel is there for its members alone, and has a scope of its own. */
  return (id: string): Channel => {
    const channel = directory.channel(id);
    if (channel.kind === 'im' || !channel.is_private) return channel;
    assertScope(core, 'groups:read');
    if (!channel.members.includes(bot)) throw new SlackRefusal('channel_not_found');
    return channel;
  };
};

/** `conversations.*`; a group DM is refused, since the sandbox holds none. */
export const conversationMethods = (parts: ApiParts): Methods => {
  const { core, directory } = parts;
  const lookup = createLookup(parts);
  return {
    'conversations.open': method(
      'im:write',
      z.looseObject({ users: z.string().optional(), channel: z.string().optional() }),
      ({ users, channel }) => {
        const ids = users?.split(',').filter((id) => id !== '') ?? [];
        if (ids.length > 1) throw new SlackRefusal('not_supported_by_sandbox');
        if (ids[0] === undefined && channel === undefined) throw new SlackRefusal('users_list_not_supplied');
        const opened = ids[0] === undefined ? directory.channel(channel ?? '') : directory.openDm(ids[0]);
        return { channel: channelOutput(opened, core) };
      },
    ),
    'conversations.info': method(
      'channels:read',
      named.extend({ include_num_members: z.stringbool().or(z.boolean()).default(false) }),
      ({ channel, include_num_members: isCounted }) => ({
        channel: channelOutput(lookup(channel), core, isCounted),
      }),
    ),
    'conversations.members': method(
      'channels:read',
      named.extend(pageShape(100)),
      ({ channel, cursor, limit: asked }) => {
        const limit = cursor === 0 ? Math.min(asked, ON_FIRST_PAGE) : asked;
        const { items, response_metadata } = pageOf(lookup(channel).members, { cursor, limit });
        return { members: items, response_metadata };
      },
    ),
  };
};

const thread = z.looseObject({
  channel: z.string(),
  ts: z.string(),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
  cursor: z.coerce.number().int().min(0).default(0),
});

const history = z.looseObject({
  channel: z.string(),
  oldest: z.string().default('0'),
  latest: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(999).default(100),
});

/** A thread with its root, oldest first, and what stands at top level, newest first; what only one person sees is in none. */
export const threadMethods = ({ core, directory, messages }: ApiParts): Methods => ({
  'conversations.history': method(null, history, ({ channel: id, limit, oldest, latest }) => {
    const channel = directory.channel(id);
    assertScope(core, channel.kind === 'im' ? 'im:history' : 'channels:history');
    const { bot_user: bot } = core.workspace.app;
    if (!channel.members.includes(bot)) throw new SlackRefusal('not_in_channel');
    const isTop = (root: string | undefined, ts: string) => root === undefined || root === ts;
    const said = messages
      .seenBy(bot, id)
      .filter((one) => one.ephemeral_to === undefined && isTop(one.thread_ts, one.ts));
    const since = said.filter(({ ts }) => ts > oldest && (latest === undefined || ts < latest)).toReversed();
    return {
      messages: since.slice(0, limit).map((one) => messageOutput(one, core)),
      has_more: since.length > limit,
    };
  }),
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

const place = z.looseObject({ channel_id: z.string(), thread_ts: z.string() });
const suggestions = place.partial({ thread_ts: true }).extend({
  title: z.string().optional(),
  prompts: z.preprocess(
    decoded,
    z
      .array(z.object({ title: z.string().min(1), message: z.string().min(1) }))
      .min(1)
      .max(4),
  ),
});

/** `assistant.threads.*`: what a bot says it is doing, and what it suggests to ask. */
export const assistantMethods = ({ core, directory, messages }: ApiParts): Methods => {
  const { workspace, manifest } = core;
  const assertThread = (channel: string, ts: string) => {
    if (!messages.seenBy(workspace.app.bot_user, directory.channel(channel).id).some((one) => one.ts === ts))
      throw new SlackRefusal('invalid_thread_ts');
  };
  return {
    'assistant.threads.setStatus': method(
      'chat:write',
      place.extend({ status: z.string() }),
      ({ channel_id: channel, thread_ts: ts, status }) => {
        assertThread(channel, ts);
        workspace.statuses[threadKey(channel, ts)] = status;
        core.changed();
        return {};
      },
    ),
    'assistant.threads.setSuggestedPrompts': method(
      'assistant:write',
      suggestions,
      ({ channel_id: channel, thread_ts: ts, title, prompts }) => {
        const { agent_view: agent, assistant_view: assistant } = manifest.features;
        if (!agent && !assistant) throw new SlackRefusal('access_denied');
        if (ts !== undefined) assertThread(channel, ts);
        // As documented, an agent's call that names a thread does nothing and says so to nobody.
        if (agent && ts !== undefined) return {};
        workspace.prompts[directory.channel(channel).id] = { prompts, ...(title && { title }) };
        core.changed();
        return {};
      },
    ),
  };
};
