import { z } from 'zod';
import { messageOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { type ApiParts, type Methods, method } from './method.ts';

const place = z.looseObject({ channel: z.string() });
const content = { text: z.string().optional(), blocks: z.unknown().optional() };
const draft = place.extend({
  ...content,
  thread_ts: z.string().optional(),
  metadata: z.unknown().optional(),
});
const existing = place.extend({ ts: z.string() });

const createGuards = ({ core, directory, messages }: ApiParts) => {
  const { app } = core.workspace;
  return {
    writable: (id: string): Channel => {
      const channel = directory.destination(id);
      const { app_home: home } = core.manifest.features;
      if (channel.kind === 'im' && !home.messages_tab_enabled)
        throw new SlackRefusal('messages_tab_disabled');
      if (!channel.members.includes(app.bot_user))
        throw new SlackRefusal(channel.is_private ? 'channel_not_found' : 'not_in_channel');
      if (channel.is_archived) throw new SlackRefusal('is_archived');
      return channel;
    },
    own: (channelId: string, ts: string, error: string) => {
      const message = messages.find(directory.destination(channelId).id, ts);
      if (message.ephemeral_to !== undefined) throw new SlackRefusal('message_not_found');
      if (message.bot_id !== app.bot_id) throw new SlackRefusal(error);
      return message;
    },
  };
};

const postMethods = (parts: ApiParts): Methods => {
  const { core, directory, messages, layouts, pace } = parts;
  const { writable } = createGuards(parts);
  return {
    'chat.postMessage': method('chat:write', draft, ({ channel, thread_ts: thread, metadata, ...rest }) => {
      const to = writable(channel);
      const accepted = layouts.content('chat.postMessage', rest);
      pace(to.id);
      const message = messages.post(to, {
        ...accepted,
        ...(thread && { thread_ts: thread }),
        ...(metadata !== undefined && { metadata }),
      });
      return { channel: to.id, ts: message.ts, message: messageOutput(message, core) };
    }),
    'chat.postEphemeral': method(
      'chat:write',
      draft.extend({ user: z.string() }),
      ({ channel, user, thread_ts: thread, ...rest }) => {
        const to = writable(channel);
        if (!to.members.includes(directory.person(user).id)) throw new SlackRefusal('user_not_in_channel');
        const { ts } = messages.post(to, {
          ...layouts.content('chat.postEphemeral', rest),
          ephemeral_to: user,
          ...(thread && { thread_ts: thread }),
        });
        return { message_ts: ts };
      },
    ),
  };
};

/** `chat.*`: post, post to one person, update, delete, link. */
export const chatMethods = (parts: ApiParts): Methods => {
  const { core, directory, messages, layouts } = parts;
  const { own } = createGuards(parts);
  return {
    ...postMethods(parts),
    'chat.update': method('chat:write', existing.extend(content), ({ channel, ts, text, blocks }) => {
      const message = own(channel, ts, 'cant_update_message');
      // Slack keeps the blocks of a message that is updated without any; an empty list removes them.
      const kept = blocks === undefined ? message.blocks : blocks;
      const changed = messages.rewrite(message, layouts.content('chat.update', { text, blocks: kept }));
      return { channel: message.channel, ts, text: changed.text, message: messageOutput(changed, core) };
    }),
    'chat.delete': method('chat:write', existing, ({ channel, ts }) => {
      messages.remove(own(channel, ts, 'cant_delete_message'));
      return { channel, ts };
    }),
    'chat.getPermalink': method(
      null,
      place.extend({ message_ts: z.string() }),
      ({ channel, message_ts: ts }) => {
        messages.find(directory.channel(channel).id, ts);
        const { domain } = core.workspace.team;
        return {
          channel,
          permalink: `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
        };
      },
    ),
  };
};
