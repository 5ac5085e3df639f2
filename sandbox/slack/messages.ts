import type { Core } from './core.ts';
import { SlackRefusal } from './refusal.ts';
import type { Channel, Message } from './workspace.ts';

/** Names a thread among all channels. */
export const threadKey = (channel: string, ts: string): string => `${channel} ${ts}`;

/** What a message needs beyond where it goes. */
type Draft = Pick<Message, 'text'> & Partial<Omit<Message, 'ts' | 'channel'>>;

/** The workspace's messages; ephemerals live here too and vanish with `forgetEphemerals`. */
export interface Messages {
  post(channel: Channel, draft: Draft): Message;
  /** Throws `message_not_found`. */
  find(channelId: string, ts: string): Message;
  /** Replaces text and blocks in place; an absent `blocks` keeps none. */
  rewrite(message: Message, draft: Draft): Message;
  remove(message: Message): void;
  /** Oldest first, as one person sees the channel. */
  seenBy(userId: string, channelId: string): Message[];
  /** What a reload of the client does. */
  forgetEphemerals(userId: string): void;
}

const isSeenBy = (message: Message, userId: string): boolean =>
  message.ephemeral_to === undefined || message.ephemeral_to === userId;

/** Keeps messages in the workspace of `core`; the sender is the bot unless a draft says otherwise. */
export const createMessages = (core: Core): Messages => {
  const { workspace } = core;
  const keep = (isKept: (message: Message) => boolean) => {
    workspace.messages = workspace.messages.filter(isKept);
    core.changed();
  };
  return {
    post: (channel, draft) => {
      const sender = draft.user ?? workspace.app.bot_user;
      const isBot = sender === workspace.app.bot_user;
      const bot = isBot ? { bot_id: workspace.app.bot_id } : {};
      const message = { ts: core.makeTs(), channel: channel.id, user: sender, ...bot, ...draft };
      workspace.messages.push(message);
      if (!isBot) delete workspace.prompts[channel.id];
      else if (draft.thread_ts) delete workspace.statuses[threadKey(channel.id, draft.thread_ts)];
      core.changed();
      return message;
    },
    find: (channelId, ts) => {
      const found = workspace.messages.find((one) => one.channel === channelId && one.ts === ts);
      if (!found) throw new SlackRefusal('message_not_found');
      return found;
    },
    rewrite: (message, draft) => {
      delete message.blocks;
      Object.assign(message, draft, { edited_ts: core.makeTs() });
      core.changed();
      return message;
    },
    remove: (message) => keep((one) => one !== message),
    seenBy: (userId, channelId) =>
      workspace.messages.filter((one) => one.channel === channelId && isSeenBy(one, userId)),
    forgetEphemerals: (userId) => keep((one) => one.ephemeral_to !== userId),
  };
};
