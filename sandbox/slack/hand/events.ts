import type { JsonObject } from '../json.ts';
import { viewOutput } from '../output.ts';
import { eventPayload } from '../payloads/events.ts';
import type { Channel, Message } from '../workspace.ts';
import { outcomeOf } from './outcome.ts';
import type { HandParts, Outcome } from './types.ts';

const QUIET: Outcome = { ok: true, ack: 'none', ms: 0 };

/** Talks and looks around: whatever reaches the bot as an event, if its manifest subscribes to it. */
export const createEvents = (parts: HandParts) => {
  const { core, directory, messages, views, send } = parts;
  const { app, team } = core.workspace;
  const subscribed = core.manifest.settings.event_subscriptions.bot_events;
  const deliver = async (subscription: string, event: JsonObject): Promise<Outcome> => {
    if (!subscribed.includes(subscription)) return QUIET;
    const payload = eventPayload(parts, event);
    return outcomeOf(await send(subscription, { type: 'events_api', payload }));
  };
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
  return {
    sayInChannel: async (user: string, channelId: string, text: string): Promise<Outcome> => {
      const channel = directory.destination(channelId);
      const message = messages.post(channel, { user, text });
      const event = messageEvent(message, channel);
      if (channel.kind === 'im')
        return deliver('message.im', { type: 'message', channel_type: 'im', ...event });
      if (!channel.members.includes(app.bot_user)) return QUIET;
      const isMention = text.includes(`<@${app.bot_user}>`);
      const mention = isMention ? await deliver('app_mention', { type: 'app_mention', ...event }) : QUIET;
      const heard = await deliver('message.channels', { type: 'message', channel_type: 'channel', ...event });
      return heard === QUIET ? mention : heard;
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
