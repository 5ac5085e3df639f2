import { z } from 'zod';

const command = z.looseObject({
  command: z.string().startsWith('/').max(32),
  description: z.string().default(''),
  usage_hint: z.string().max(1_000).default(''),
  should_escape: z.boolean().default(false),
});

const shortcut = z.looseObject({
  name: z.string(),
  type: z.enum(['global', 'message']),
  callback_id: z.string().max(255),
  description: z.string().max(150).default(''),
});

const appHome = z.looseObject({
  home_tab_enabled: z.boolean().default(false),
  messages_tab_enabled: z.boolean().default(false),
  messages_tab_read_only_enabled: z.boolean().default(false),
});

/** How an app offers itself for conversation: `agent_view` in its Messages tab, `assistant_view`, which is older, in a pane. */
const talkView = z.looseObject({}).optional();

/** The parts of an app manifest that change what a workspace does. */
export const manifestSchema = z.looseObject({
  display_information: z.looseObject({
    name: z.string().max(35),
    description: z.string().max(140).default(''),
  }),
  features: z
    .looseObject({
      app_home: appHome.prefault({}),
      agent_view: talkView,
      assistant_view: talkView,
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      slash_commands: z.array(command).max(50).default([]),
      shortcuts: z.array(shortcut).max(10).default([]),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean().default(false) }).prefault({}),
    })
    .prefault({}),
});

/** A manifest with every default filled in. */
export type Manifest = z.infer<typeof manifestSchema>;
