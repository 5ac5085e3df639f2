import type { JsonObject } from '../json.ts';
import { viewOutput } from '../output.ts';
import { eventPayload } from '../payloads/events.ts';
import { storedText } from '../typed-text.ts';
import type { Channel, Message } from '../workspace.ts';
import { outcomeOf } from './outcome.ts';
import type { HandParts, Outcome } from './types.ts';

/** A text, or a text that answers in a thread. */
type Said = string | { text: string; thread?: string | undefined };

const QUIET: Outcome = { ok: true, ack: 'none', ms: 0 };

const createPost =
  ({ core: { workspace }, directory, messages }: HandParts) =>
  (user: string, channel: Channel, { text: typed, thread }: Exclude<Said, string>): Message => {
    const root = thread === undefined ? undefined : messages.find(channel.id, thread);
    const text = storedText({ workspace, directory }, user, typed);
    return messages.post(channel, { user, text, ...(root && { thread_ts: root.thread_ts ?? root.ts }) });
  };

const createDeliver = (parts: HandParts) => {
  const subscribed = parts.core.manifest.settings.event_subscriptions.bot_events;
  return async (subscription: string, event: JsonObject): Promise<Outcome> => {
    if (!subscribed.includes(subscription)) return QUIET;
    const payload = eventPayload(parts, event);
    return outcomeOf(await parts.send(subscription, { type: 'events_api', payload }));
  };
};

const createAnnounce = ({ core }: HandParts, deliver: ReturnType<typeof createDeliver>) => {
  const { app, team } = core.workspace;
  const messageEvent = ({ user, text, ts, thread_ts }: Message, channel: Channel): JsonObject => ({
    user,
    text,
    ts,
    team: team.id,
    channel: channel.id,
    event_ts: ts,
    client_msg_id: crypto.randomUUID(),
    ...(thread_ts && { thread_ts }),
  });
  return async (channel: Channel, message: Message): Promise<Outcome> => {
    const event = messageEvent(message, channel);
    if (channel.kind === 'im')
      return deliver('message.im', { type: 'message', channel_type: 'im', ...event });
    if (!channel.members.includes(app.bot_user)) return QUIET;
    const isMention = message.text.includes(`<@${app.bot_user}>`);
    const mention = isMention ? await deliver('app_mention', { type: 'app_mention', ...event }) : QUIET;
    const heard = await deliver('message.channels', { type: 'message', channel_type: 'channel', ...event });
    return heard === QUIET ? mention : heard;
  };
};

/** Talks and looks around: whatever reaches the bot as an event, if its manifest subscribes to it. */
export const createEvents = (parts: HandParts) => {
  const { core, directory, views } = parts;
  const post = createPost(parts);
  const deliver = createDeliver(parts);
  const announce = createAnnounce(parts, deliver);
  return {
    /** Says something as typed; `thread` is the time of the message it answers. */
    sayInChannel: async (user: string, channelId: string, said: Said): Promise<Outcome> => {
      const channel = directory.destination(channelId);
      return announce(channel, post(user, channel, typeof said === 'string' ? { text: said } : said));
    },
    openHome: async (user: string, tab: 'home' | 'messages' = 'home'): Promise<Outcome> => {
      const home = views.homeOf(user);
      const event = {
        type: 'app_home_opened',
        user,
        channel: directory.openDm(user).id,
        tab,
        event_ts: (core.now().getTime() / 1000).toFixed(6),
        ...(home && tab === 'home' && { view: viewOutput(home, core) }),
      };
      return deliver('app_home_opened', event);
    },
  };
};
