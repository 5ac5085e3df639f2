import type { Core } from './core.ts';
import { escaped } from './json.ts';
import { SlackRefusal } from './refusal.ts';
import type { Channel, Person, Workspace } from './workspace.ts';

/** Who and where: people, channels and the bot's DMs. */
export interface Directory {
  /** Throws `user_not_found`. */
  person(id: string): Person;
  /** Throws `channel_not_found`. */
  channel(id: string): Channel;
  /** The bot's DM with a person, made when first asked for; throws `cannot_dm_bot`, `user_disabled`. */
  openDm(userId: string): Channel;
  /** A channel id, or a person's id which stands for their DM. */
  destination(id: string): Channel;
  /** The channels a person can see, their DM with the bot last. */
  channelsOf(userId: string): Channel[];
}

/** Looks things up in the workspace of `core`; opening a DM is its only change. */
export const createDirectory = (core: Core): Directory => {
  const { people, channels, app } = core.workspace;
  const person = (id: string) => {
    const found = people.find((one) => one.id === id);
    if (!found) throw new SlackRefusal('user_not_found');
    return found;
  };
  const channel = (id: string) => {
    const found = channels.find((one) => one.id === id);
    if (!found) throw new SlackRefusal('channel_not_found');
    return found;
  };
  const openDm = (userId: string) => {
    const { is_bot: isBot, deleted } = person(userId);
    if (isBot) throw new SlackRefusal('cannot_dm_bot');
    if (deleted) throw new SlackRefusal('user_disabled');
    const existing = channels.find((one) => one.user === userId);
    if (existing) return existing;
    const made: Channel = {
      id: core.makeId('D'),
      name: 'directmessage',
      kind: 'im',
      user: userId,
      members: [userId, app.bot_user],
      is_private: true,
      is_archived: false,
      is_ext_shared: false,
      is_pending_ext_shared: false,
    };
    channels.push(made);
    core.changed();
    return made;
  };
  return {
    person,
    channel,
    openDm,
    destination: (id) => (/^[UW]/.test(id) ? openDm(id) : channel(id)),
    channelsOf: (userId) => channels.filter((one) => one.members.includes(userId)),
  };
};

/**
 * What Slack stores for a text as typed: the three characters escaped, and `@handle` or `#channel` of somebody or
 * something that the writer can see as a mention, in whatever case it is typed.
 */
export const storedText = (
  { workspace, directory }: { workspace: Workspace; directory: Directory },
  user: string,
  typed: string,
): string => {
  const people = new Map(workspace.people.map(({ name, id }) => [name.toLowerCase(), id]));
  const channels = new Map(directory.channelsOf(user).map(({ name, id }) => [name, id]));
  return escaped(typed)
    .replace(/(?<![\p{L}\p{N}.])@([a-z0-9._-]*[a-z0-9])/giu, (whole, name: string) => {
      const id = people.get(name.toLowerCase());
      return id ? `<@${id}>` : whole;
    })
    .replace(/(?<![\p{L}\p{N}&])#([a-z0-9_-]+)/giu, (whole, name: string) => {
      const id = channels.get(name.toLowerCase());
      return id ? `<#${id}|${name.toLowerCase()}>` : whole;
    });
};
