import { z } from 'zod';
import { channelOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import { type ApiParts, type Methods, method } from './method.ts';

/** `conversations.*`; a group DM is refused, since the sandbox holds none. */
export const conversationMethods = ({ core, directory }: ApiParts): Methods => ({
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
  'conversations.info': method('channels:read', z.looseObject({ channel: z.string() }), ({ channel }) => ({
    channel: channelOutput(directory.channel(channel), core),
  })),
});
