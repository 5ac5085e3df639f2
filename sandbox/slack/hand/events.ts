import { storedText } from '../directory.ts';
import type { Upload } from '../files.ts';
import type { JsonObject } from '../json.ts';
import { messageOutput, userOutput, viewOutput } from '../output.ts';
import { eventPayload } from '../payloads.ts';
import type { Channel, Message } from '../workspace.ts';
import { type HandParts, type Outcome, outcomeOf } from './verb.ts';

/** A text, or a text that answers in a thread or comes with files. */
type Said = string | SaidInFull;

interface SaidInFull extends Partial<Pick<Message, 'blocks' | 'attachments'>> {
  text: string;
  /** The text is as Slack stores it, mentions and entities included, not as typed. */
  isStored?: boolean;
  thread?: string | undefined;
  /** Names alone, or what is really in them. */
  files?: (string | Upload)[] | undefined;
}

const QUIET: Outcome = { ok: true, ack: 'none', ms: 0 };
/** What an app must have been granted to hear of it. */
const SCOPES: Readonly<Record<string, string>> = {
  'message.im': 'im:history',
  'message.channels': 'channels:history',
  app_mention: 'app_mentions:read',
  user_change: 'users:read',
  subteam_members_changed: 'usergroups:read',
};

const createPost =
  ({ core: { workspace }, directory, messages, files: store }: HandParts) =>
  (user: string, channel: Channel, said: SaidInFull): Message => {
    const { thread, files, blocks, attachments } = said;
    const root = thread === undefined ? undefined : messages.find(channel.id, thread);
    const text = said.isStored ? said.text : storedText({ workspace, directory }, user, said.text);
    const extra = {
      ...(root && { thread_ts: root.thread_ts ?? root.ts }),
      ...(files && {
        files: files.map((file) => (typeof file === 'string' ? file : idAndName(store.add(user, file)))),
      }),
      ...(blocks && { blocks }),
      ...(attachments && { attachments }),
    };
    return messages.post(channel, { user, text, ...extra });
  };

const idAndName = ({ id, name }: { id: string; name: string }) => ({ id, name });

const createDeliver = (parts: HandParts) => {
  const { settings, oauth_config: granted } = parts.core.manifest;
  const isHeard = (subscription: string): boolean => {
    const scope = SCOPES[subscription];
    if (scope !== undefined && !granted.scopes.bot.includes(scope)) return false;
    return settings.event_subscriptions.bot_events.includes(subscription);
  };
  return async (subscription: string, event: JsonObject): Promise<Outcome> => {
    if (!isHeard(subscription)) return QUIET;
    const payload = eventPayload(parts, event);
    return outcomeOf(await parts.send(subscription, { type: 'events_api', payload }));
  };
};

/** What Slack tells of a message and under which subscription; of a mention in a DM it tells both ways. */
const eventsOf = (
  { core, files: store }: HandParts,
  channel: Channel,
  message: Message,
): [string, JsonObject][] => {
  const { app } = core.workspace;
  const { files, ts } = message;
  const isDm = channel.kind === 'im';
  const ids = { channel: channel.id, event_ts: ts, client_msg_id: crypto.randomUUID() };
  const sent = files?.map((file) => (typeof file === 'string' ? { name: file } : store.output(file.id)));
  const event = {
    ...messageOutput(message, core),
    ...ids,
    ...(sent && { files: sent, subtype: 'file_share' }),
  };
  const heard = isDm ? 'message.im' : 'message.channels';
  const mentions: [string, JsonObject][] = message.text.includes(`<@${app.bot_user}>`)
    ? [['app_mention', { ...event, type: 'app_mention' }]]
    : [];
  return [...mentions, [heard, { ...event, channel_type: isDm ? 'im' : 'channel' }]];
};

const createAnnounce = (parts: HandParts, deliver: ReturnType<typeof createDeliver>) => {
  const { bot_user: bot } = parts.core.workspace.app;
  return async (channel: Channel, message: Message): Promise<Outcome> => {
    let outcome = QUIET;
    if (!channel.members.includes(bot)) return outcome;
    for (const [subscription, event] of eventsOf(parts, channel, message)) {
      const heard = await deliver(subscription, event);
      if (heard !== QUIET) outcome = heard;
    }
    return outcome;
  };
};

const createRewording =
  ({ core, directory, messages }: HandParts, deliver: ReturnType<typeof createDeliver>) =>
  async (user: string, at: { channel: string; ts: string }, typed: string): Promise<Outcome> => {
    const message = messages.find(at.channel, at.ts);
    const before = messageOutput(message, core);
    const text = storedText({ workspace: core.workspace, directory }, user, typed);
    messages.rewrite(message, { ...message, text });
    const { kind } = directory.channel(at.channel);
    return deliver(kind === 'im' ? 'message.im' : 'message.channels', {
      type: 'message',
      subtype: 'message_changed',
      channel: at.channel,
      channel_type: kind,
      hidden: true,
      ts: core.makeTs(),
      message: messageOutput(message, core),
      previous_message: before,
    });
  };

const createPaneOpening =
  ({ core, directory, messages }: HandParts, deliver: ReturnType<typeof createDeliver>) =>
  async (user: string): Promise<Outcome> => {
    // An agent's messages have no such chats: there `app_home_opened` takes its place.
    if (!core.manifest.features.assistant_view) return QUIET;
    const dm = directory.openDm(user);
    const { ts } = messages.post(dm, { text: 'New chat' });
    const thread = { user_id: user, channel_id: dm.id, thread_ts: ts, context: {} };
    return deliver('assistant_thread_started', {
      type: 'assistant_thread_started',
      assistant_thread: thread,
      event_ts: ts,
    });
  };

/** Talks and looks around: whatever reaches the bot as an event, if its manifest subscribes to it. */
export const createEvents = (parts: HandParts) => {
  const { core, directory, views } = parts;
  const post = createPost(parts);
  const deliver = createDeliver(parts);
  const announce = createAnnounce(parts, deliver);
  return {
    /** Changes the words of a message. */
    reword: createRewording(parts, deliver),
    /** Begins a chat in the older pane for assistants. */
    openPane: createPaneOpening(parts, deliver),
    /** Says something as typed; `thread` is the time of the message it answers. */
    sayInChannel: async (user: string, channelId: string, said: Said): Promise<Outcome> => {
      const channel = directory.destination(channelId);
      return announce(channel, post(user, channel, typeof said === 'string' ? { text: said } : said));
    },
    /** Tells the bot that a person's account has changed, as Slack does after each change. */
    tellOfPerson: async (user: string): Promise<Outcome> => {
      const at = core.now().getTime() / 1000;
      const person = userOutput(directory.person(user), core);
      return deliver('user_change', {
        type: 'user_change',
        user: person,
        cache_ts: Math.floor(at),
        event_ts: at.toFixed(6),
      });
    },
    /** An admin changes who is in a user group; Slack tells of it. */
    changeUserGroup: async (id: string, users: readonly string[]): Promise<Outcome> => {
      const group = core.workspace.usergroups.find((one) => one.id === id);
      if (!group) throw new Error(`no user group ${id}`);
      const [added, removed] = [
        users.filter((user) => !group.users.includes(user)),
        group.users.filter((user) => !users.includes(user)),
      ];
      group.users = [...users];
      core.changed();
      return deliver('subteam_members_changed', {
        type: 'subteam_members_changed',
        subteam_id: id,
        team_id: core.workspace.team.id,
        added_users: added,
        removed_users: removed,
      });
    },
    /** Somebody leaves a channel, of which the bot hears where it is in it. */
    leaveChannel: async (user: string, channelId: string): Promise<Outcome> => {
      const channel = directory.channel(channelId);
      channel.members = channel.members.filter((one) => one !== user);
      core.changed();
      if (!channel.members.includes(core.workspace.app.bot_user)) return QUIET;
      return deliver('member_left_channel', {
        type: 'member_left_channel',
        user,
        channel: channelId,
        channel_type: 'C',
        team: core.workspace.team.id,
      });
    },
    /** An admin takes the app out; whoever answers for its tokens refuses them from then on. */
    uninstallApp: async (): Promise<Outcome> => deliver('app_uninstalled', { type: 'app_uninstalled' }),
    /** The same, told by way of the bot's token. */
    revokeToken: async (): Promise<Outcome> =>
      deliver('tokens_revoked', {
        type: 'tokens_revoked',
        tokens: { oauth: [], bot: [core.workspace.app.bot_user] },
      }),
    /** The organisation takes the app from this workspace and leaves it in others. */
    withdrawApp: async (): Promise<Outcome> =>
      deliver('team_access_revoked', {
        type: 'team_access_revoked',
        team_ids: [core.workspace.team.id],
        event_ts: (core.now().getTime() / 1000).toFixed(6),
      }),
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
