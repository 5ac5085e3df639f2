import { z } from 'zod';
import { channelOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { type ApiParts, assertScope, type Methods, method } from './method.ts';
import { pageOf, pageShape } from './page-of.ts';

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
