import { stateValues } from './blocks/placed-elements.ts';
import type { Core } from './core.ts';
import type { Directory } from './directory.ts';
import { escaped, type JsonObject } from './json.ts';
import { echoed, messageOutput, viewOutput } from './output.ts';
import type { Channel, Message, Person, StoredView } from './workspace.ts';

/** Slack's old verification token; still in every payload, checked by nobody. */
const VERIFICATION_TOKEN = 'sandbox-verification-token';

/** Where somebody acts: in this workspace when it is one of theirs, else a stranger in their own. */
const actsIn = ({ workspace: { team } }: Core, { team_id: own, teams }: Person): string =>
  own === null || teams?.includes(team.id) ? team.id : own;

/** The fields that every interactive payload starts with. Whoever is of an organisation carries its id for a workspace's. */
export const interactiveBase = (core: Core, person: Person): JsonObject => {
  const { app, team, enterprise } = core.workspace;
  const { id, name, team_id: own } = person;
  return {
    api_app_id: app.id,
    token: VERIFICATION_TOKEN,
    team: { id: actsIn(core, person), domain: team.domain },
    enterprise: person.teams || app.is_org_wide ? enterprise : null,
    is_enterprise_install: app.is_org_wide,
    user: { id, username: name, name, team_id: own ?? enterprise.id },
  };
};

/** A channel as interactive payloads name it. */
export const channelStub = (channel: Channel): JsonObject => ({ id: channel.id, name: channel.name });

/** When an action happened, in Slack's seconds with six decimals. */
export const actionTs = (core: Core): string => (core.now().getTime() / 1000).toFixed(6);

/** What payload builders need. */
export interface PayloadParts {
  core: Core;
  directory: Directory;
}

/** Where an element stands: in a message or in a view. */
export type Surface = { message: Message } | { view: StoredView };

const messageContainer = ({ ts, channel, ephemeral_to: reader }: Message): JsonObject => ({
  type: 'message',
  message_ts: ts,
  channel_id: channel,
  is_ephemeral: reader !== undefined,
});

/** `container` with the message and channel, or with the view, that an action came from. */
export const surfaceFields = (
  { core, directory }: PayloadParts,
  surface: Surface,
  user: string,
): JsonObject => {
  if ('view' in surface) {
    const { id } = surface.view;
    return { container: { type: 'view', view_id: id }, view: viewOutput(surface.view, core) };
  }
  const { message } = surface;
  const channel = channelStub(directory.channel(message.channel));
  const container = messageContainer(message);
  // Slack leaves an ephemeral message out of the payload: only its container says where it was.
  const state = { values: echoed(stateValues(message.blocks ?? [], message.entered?.[user] ?? {})) };
  if (message.ephemeral_to !== undefined) return { container, channel, state };
  return { container, channel, message: messageOutput(message, core), state };
};

/** A slash command as typed. */
interface CommandCall {
  user: string;
  channel: string;
  command: string;
  text: string;
  responseUrl: string;
  triggerId: string;
}

/** A slash command's fields; `is_enterprise_install` is a string here, unlike elsewhere. */
export const commandPayload = ({ core, directory }: PayloadParts, call: CommandCall): JsonObject => {
  const person = directory.person(call.user);
  const channel = directory.channel(call.channel);
  const { enterprise } = core.workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: actsIn(core, person),
    team_domain: core.workspace.team.domain,
    ...((person.teams || core.workspace.app.is_org_wide) && {
      enterprise_id: enterprise.id,
      enterprise_name: enterprise.name,
    }),
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command: call.command,
    text: escaped(call.text),
    api_app_id: core.workspace.app.id,
    is_enterprise_install: String(core.workspace.app.is_org_wide),
    response_url: call.responseUrl,
    trigger_id: call.triggerId,
  };
};

/** Wraps an event as the Events API does, with an id of its own. */
export const eventPayload = ({ core }: PayloadParts, event: JsonObject): JsonObject => {
  const { team, app, enterprise } = core.workspace;
  const org = app.is_org_wide ? enterprise.id : null;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: org,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: core.makeId('Ev'),
    event_time: Math.floor(core.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: org,
        team_id: app.is_org_wide ? null : team.id,
        user_id: app.bot_user,
        is_bot: true,
        is_enterprise_install: app.is_org_wide,
      },
    ],
    is_ext_shared_channel: false,
    event_context: core.makeId('EC'),
  };
};
