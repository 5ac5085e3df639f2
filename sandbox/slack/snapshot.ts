import { type StateValues, stateValues } from './blocks/placed-elements.ts';
import type { Core } from './core.ts';
import type { Directory } from './directory.ts';
import type { Messages } from './messages.ts';
import type { Views } from './views.ts';
import type { Channel, StoredView } from './workspace.ts';

const SHOWN_MESSAGES = 200;

interface Parts {
  core: Core;
  directory: Directory;
  messages: Messages;
  views: Views;
  isConnected(): boolean;
}

const channelFor = ({ messages }: Parts, user: string, channel: Channel) => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  isShared: channel.is_ext_shared,
  isPrivate: channel.is_private,
  memberCount: channel.members.length,
  memberIds: channel.members,
  messages: messages.seenBy(user, channel.id).slice(-SHOWN_MESSAGES),
});

const viewFor = (stored: StoredView) => ({
  id: stored.id,
  view: stored.view,
  hash: stored.hash,
  values: stateValues(stored.view.blocks, stored.entered) satisfies StateValues,
});

const namesOf = ({ manifest, workspace }: Core) => ({
  team: workspace.team.name,
  app: manifest.display_information.name,
  about: manifest.display_information.description,
  botUser: workspace.app.bot_user,
  hasHome: manifest.features.app_home.home_tab_enabled,
  hasMessages: manifest.features.app_home.messages_tab_enabled,
});

/** The whole workspace as one person sees it now. */
export const snapshotFor = (parts: Parts, user: string) => {
  const { core, directory, views } = parts;
  const dm = directory.openDm(user).id;
  const home = views.homeOf(user);
  return {
    me: user,
    dm,
    now: core.now().toISOString(),
    isConnected: parts.isConnected(),
    names: namesOf(core),
    people: core.workspace.people,
    channels: directory.channelsOf(user).map((channel) => channelFor(parts, user, channel)),
    home: home ? viewFor(home) : null,
    modals: views.stackOf(user).map(viewFor),
    prompts: core.workspace.prompts[dm] ?? null,
    statuses: core.workspace.statuses,
    commands: core.manifest.features.slash_commands,
    shortcuts: core.manifest.features.shortcuts,
  };
};

/** What the page draws. */
export type Snapshot = ReturnType<typeof snapshotFor>;
/** A channel with the messages that its reader sees. */
export type ChannelView = Snapshot['channels'][number];
/** A modal or Home tab with the state of its fields. */
export type ShownView = Snapshot['modals'][number];
