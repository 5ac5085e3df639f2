import { stateValues } from './blocks/placed-elements.ts';
import type { Core } from './core.ts';
import { escaped, isJsonObject, type JsonObject } from './json.ts';
import type { Channel, Message, Person, StoredView } from './workspace.ts';

/** What Slack hands back of a layout: in mrkdwn the three characters are escaped already, in plain text it does it. */
export const echoed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(echoed);
  if (!isJsonObject(value)) return value;
  const isPlain = value['type'] === 'plain_text' && typeof value['text'] === 'string';
  const entries = Object.entries(value).map(([key, inner]) => {
    const isText = typeof inner === 'string' && ((key === 'text' && isPlain) || key === 'value');
    return [key, isText ? escaped(inner) : echoed(inner)] as const;
  });
  return Object.fromEntries(entries);
};

const isKnownZone = (tz: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: tz }));
  } catch {
    return false;
  }
};

/** In seconds; 0 where only Slack knows the zone. */
const zoneOffset = (tz: string, at: Date): number => {
  if (!isKnownZone(tz)) return 0;
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: tz, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
};

/** What Slack adds for somebody of an organisation: their workspaces. */
const enterpriseUser = ({ id, teams }: Person, { workspace: { enterprise } }: Core): JsonObject => ({
  id,
  enterprise_id: enterprise.id,
  enterprise_name: enterprise.name,
  is_admin: false,
  is_owner: false,
  is_primary_owner: false,
  teams,
});

/** A person as `users.list` shows them; `tz_offset` is that of the injected clock's day. */
export const userOutput = (person: Person, core: Core): JsonObject => ({
  id: person.id,
  team_id: person.team_id,
  name: person.name,
  deleted: person.deleted,
  real_name: person.real_name,
  ...(person.tz && { tz: person.tz, tz_label: person.tz, tz_offset: zoneOffset(person.tz, core.now()) }),
  profile: { real_name: person.real_name, display_name: person.name, team: person.team_id },
  is_admin: person.is_admin,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: person.is_restricted,
  is_ultra_restricted: false,
  is_bot: person.is_bot,
  is_stranger: person.is_stranger,
  is_app_user: false,
  updated: Math.floor(core.now().getTime() / 1000),
  ...(person.teams && { enterprise_user: enterpriseUser(person, core) }),
});

/** The same as `users.info` shows them: what a list has as null is left out. */
export const userInfo = (person: Person, core: Core): JsonObject => {
  const { team_id: team, ...user } = userOutput(person, core);
  return team === null ? user : { team_id: team, ...user };
};

/** A conversation as `conversations.info` shows it; its members are counted where that was asked for. */
export const channelOutput = (channel: Channel, core: Core, isCounted = false): JsonObject => {
  if (channel.kind === 'im')
    return { id: channel.id, is_im: true, is_channel: false, user: channel.user, is_open: true };
  return {
    id: channel.id,
    name: channel.name,
    is_channel: true,
    is_im: false,
    is_private: channel.is_private,
    is_archived: channel.is_archived,
    is_shared: channel.is_ext_shared,
    is_ext_shared: channel.is_ext_shared,
    is_pending_ext_shared: channel.is_pending_ext_shared,
    pending_connected_team_ids: channel.pending_teams ?? [],
    is_org_shared: false,
    is_member: channel.members.includes(core.workspace.app.bot_user),
    ...(isCounted && { num_members: channel.members.length }),
  };
};

/** A message as calls and payloads carry it. */
export const messageOutput = (message: Message, core: Core): JsonObject => {
  const { ts, user, text, blocks, attachments, thread_ts, bot_id, edited_ts, metadata, files } = message;
  return {
    type: 'message',
    user,
    ts,
    text,
    team: core.workspace.team.id,
    ...(bot_id && { bot_id, app_id: core.workspace.app.id }),
    ...(blocks && { blocks: echoed(blocks) }),
    ...(attachments && { attachments }),
    ...(thread_ts && { thread_ts }),
    ...(files && {
      files: files.map((file) => (typeof file === 'string' ? { name: file } : { id: file.id })),
    }),
    ...(metadata !== undefined && { metadata }),
    ...(edited_ts && { edited: { user, ts: edited_ts } }),
  };
};

/** A view as calls and payloads carry it, with the state of its fields. */
export const viewOutput = ({ id, view, hash, entered, ...place }: StoredView, core: Core): JsonObject => {
  const { team, app } = core.workspace;
  const ofModal = view.type === 'modal' ? view : undefined;
  return {
    id,
    team_id: team.id,
    type: view.type,
    blocks: echoed(view.blocks),
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: echoed(stateValues(view.blocks, entered)) },
    hash,
    title: ofModal?.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: ofModal?.clear_on_close ?? false,
    notify_on_close: ofModal?.notify_on_close ?? false,
    close: ofModal?.close ?? null,
    submit: ofModal?.submit ?? null,
    previous_view_id: place.previous_view_id,
    root_view_id: place.root_view_id,
    app_id: app.id,
    external_id: view.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.bot_id,
  };
};
