import { z } from 'zod';
import { anyBlock, viewSchema } from './blocks/block.ts';
import { richOption } from './blocks/composition.ts';

const person = z.object({
  id: z.string(),
  /** The handle, without the at sign. */
  name: z.string(),
  real_name: z.string(),
  /** IANA zone; null as Slack leaves it for some guests. */
  tz: z.string().nullable(),
  /** As chosen in Slack, such as `en-GB`; told of on request. */
  locale: z.string().optional(),
  /** Null for somebody of an organisation with several workspaces, whom `teams` places. */
  team_id: z.string().nullable(),
  /** All their workspaces, in such an organisation. */
  teams: z.array(z.string()).optional(),
  is_admin: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
});

const channel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['channel', 'im']),
  /** The person of a DM with the bot. */
  user: z.string().optional(),
  members: z.array(z.string()),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  /** Shared with another company. */
  is_ext_shared: z.boolean().default(false),
  /** Another company is invited and has not come yet. */
  is_pending_ext_shared: z.boolean().default(false),
  /** Teams that are invited and have not come yet. */
  pending_teams: z.array(z.string()).optional(),
});

const fieldValue = z.record(z.string(), z.unknown());
/** By block, then by action. */
const entered = z.record(z.string(), z.record(z.string(), fieldValue));

const message = z.object({
  ts: z.string(),
  channel: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(anyBlock).optional(),
  thread_ts: z.string().optional(),
  /** Messages that it passes on, and what apps attach; as Slack holds them, unchecked. */
  attachments: z.array(z.record(z.string(), z.unknown())).optional(),
  /** The files that came with it; a name alone is of one that nobody opens. */
  files: z.array(z.union([z.string(), z.object({ id: z.string(), name: z.string() })])).optional(),
  bot_id: z.string().optional(),
  edited_ts: z.string().optional(),
  /** The only person who sees it; undefined for everybody. */
  ephemeral_to: z.string().optional(),
  metadata: z.unknown().optional(),
  /** What each person has chosen in its menus and boxes, by person; wins over initial values. */
  entered: z.record(z.string(), entered).optional(),
});

const userGroup = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  users: z.array(z.string()),
});

const file = z.object({
  id: z.string(),
  name: z.string(),
  filetype: z.string(),
  mimetype: z.string(),
  user: z.string(),
  /** In bytes. */
  size: z.number(),
  /** Base64. */
  content: z.string(),
});

const prompts = z.object({
  title: z.string().optional(),
  prompts: z.array(z.object({ title: z.string(), message: z.string() })),
});

const storedView = z.object({
  id: z.string(),
  user: z.string(),
  view: viewSchema,
  hash: z.string(),
  root_view_id: z.string(),
  previous_view_id: z.string().nullable(),
  /** What the person has filled in, by block and action; wins over initial values. */
  entered,
});

/** Everything a workspace holds; plain data that survives JSON. */
export const workspaceSchema = z.object({
  team: z.object({ id: z.string(), domain: z.string(), name: z.string() }),
  /** The organisation that holds this workspace and others; only those of its people who are in several tell of it. */
  enterprise: z
    .object({ id: z.string(), name: z.string() })
    .default({ id: 'E0SANDBOX1', name: 'Sandbox Group' }),
  app: z.object({
    id: z.string(),
    bot_id: z.string(),
    bot_user: z.string(),
    /** Installed by the organisation for its workspaces. */
    is_org_wide: z.boolean().default(false),
  }),
  people: z.array(person),
  channels: z.array(channel),
  usergroups: z.array(userGroup).default([]),
  messages: z.array(message),
  files: z.array(file).default([]),
  homes: z.array(storedView),
  /** Open modals; the last one of a person is on top. */
  modals: z.array(storedView),
  /** Options that the bot has suggested, by field. */
  offered: z.record(z.string(), z.array(richOption)).default({}),
  /** Prompts that the bot suggests in a DM, by channel. */
  prompts: z.record(z.string(), prompts).default({}),
  /** What the bot says it is doing, by channel and thread. */
  statuses: z.record(z.string(), z.string()).default({}),
  /** Makes ids and message times unique. */
  sequence: z.number().int(),
});

/** A whole workspace at rest. */
export type Workspace = z.infer<typeof workspaceSchema>;
/** A member, guest, stranger or bot. */
export type Person = z.infer<typeof person>;
/** A channel, or the bot's DM with one person. */
export type Channel = z.infer<typeof channel>;
/** A posted message as stored. */
export type Message = z.infer<typeof message>;
/** A file that somebody sent. */
export type StoredFile = z.infer<typeof file>;
/** A modal or Home tab of one person. */
export type StoredView = z.infer<typeof storedView>;
/** The state of one field in Slack's form, as in `{ type, value }`. */
export type FieldState = z.infer<typeof fieldValue>;
