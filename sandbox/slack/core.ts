import { z } from 'zod';
import type { Workspace } from './workspace.ts';

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
type Manifest = z.infer<typeof manifestSchema>;

/** What every part of the workspace shares: its data, its clock, its ids, and a bell for changes. */
export interface Core {
  readonly manifest: Manifest;
  readonly workspace: Workspace;
  now(): Date;
  /** A new id with Slack's prefix letter, as in `V00000012`. */
  makeId(prefix: string): string;
  /** A new message time, unique and rising, in seconds with six decimals. */
  makeTs(): string;
  /** Told after each change of the workspace. */
  changed(): void;
  onChange(listener: () => void): () => void;
}

/** Wraps a workspace, which the returned core changes in place. */
export const createCore = (manifest: Manifest, workspace: Workspace, now: () => Date): Core => {
  const listeners = new Set<() => void>();
  const next = () => {
    workspace.sequence += 1;
    return workspace.sequence;
  };
  return {
    manifest,
    workspace,
    now,
    makeId: (prefix) => `${prefix}0${next().toString(36).toUpperCase().padStart(8, '0')}`,
    makeTs: () => `${Math.floor(now().getTime() / 1000)}.${String(next() % 1_000_000).padStart(6, '0')}`,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
