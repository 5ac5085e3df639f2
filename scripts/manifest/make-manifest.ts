import { Document, isScalar, isSeq } from 'yaml';
import { commandNames, commands, soleCommand, verbs } from '../../src/slack/kit/commands.ts';
import {
  agentScope,
  coreEvents,
  coreScopes,
  type Feature,
  features,
  type Grant,
  type Granted,
  orgEvents,
  unaskedFeatures,
} from '../../src/slack/kit/grants.ts';

/** What a team may choose of its app. */
export interface ManifestOptions {
  /** As `COMMAND_PREFIX`. */
  readonly commandPrefix?: string | undefined;
  /** Whether Slack shows the bot as an agent. */
  readonly isAgent?: boolean;
  /** Of `features`, those that are wanted; what is there unasked when left out. */
  readonly features?: ReadonlySet<Feature> | undefined;
  /** As `PUBLIC_URL`, where several workspaces install the app. */
  readonly publicUrl?: string | undefined;
}

/** The app's manifest as YAML, with a comment on each scope. */
export function makeManifest({
  commandPrefix,
  isAgent = false,
  features: wanted,
  publicUrl,
}: ManifestOptions = {}): string {
  const chosen = [...(wanted ?? unaskedFeatures())].map((name): Granted => features[name]);
  const scopes = [...coreScopes, ...chosen.flatMap((one) => one.scopes), ...(isAgent ? [agentScope] : [])];
  const isSeveral = publicUrl !== undefined;
  const events = [...coreEvents, ...chosen.flatMap((one) => one.events), ...(isSeveral ? orgEvents : [])];
  const redirect = isSeveral ? { redirect_urls: [`${publicUrl}/slack/oauth_redirect`] } : {};
  const manifest = new Document({
    _metadata: { major_version: 2 },
    display_information: display(commandPrefix),
    features: featuresPart(commandPrefix, isAgent),
    oauth_config: { ...redirect, scopes: { bot: scopes.map(([name]) => name) } },
    settings: {
      event_subscriptions: { bot_events: events.map(([name]) => name) },
      interactivity: { is_enabled: true },
      org_deploy_enabled: isSeveral,
      socket_mode_enabled: true,
      token_rotation_enabled: isSeveral,
    },
  });
  manifest.commentBefore = headOf(commandPrefix, isAgent);
  explain(manifest, ['oauth_config', 'scopes', 'bot'], scopes);
  explain(manifest, ['settings', 'event_subscriptions', 'bot_events'], events);
  return manifest.toString({ lineWidth: 116 });
}

function headOf(commandPrefix: string | undefined, isAgent: boolean): string {
  return [
    ' Create the app from this file: your workspace’s app page, "From a manifest".',
    ' Made by `npm run manifest`, which also makes it with other names of the commands or as an agent.',
    ...(commandPrefix === undefined ? [] : [` Start the bot with COMMAND_PREFIX=${commandPrefix}.`]),
    ...(isAgent ? [' An app that is declared an agent stays one: see the README first.'] : []),
    ' Socket Mode is the usual way. For HTTP set socket_mode_enabled to false and add url (commands),',
    ' request_url and message_menu_options_url (interactivity), all https://YOUR-HOST/slack/events.',
  ].join('\n');
}

/** Puts beside each name why it is there. */
function explain(manifest: Document, path: readonly string[], grants: readonly Grant[]): void {
  const list = manifest.getIn(path, true);
  if (!isSeq(list)) return;
  list.items.forEach((item, index) => {
    if (isScalar(item)) item.comment = ` ${grants[index]?.[1]}`;
  });
}

function display(commandPrefix: string | undefined) {
  const commandName = commandNames(commandPrefix);
  return {
    name: 'SalesMemory',
    description: 'Remembers every call, briefs you before the next one',
    long_description: [
      `Type two sentences after a call with ${commandName('log')}.`,
      `Before the next call type ${commandName('brief')} and a name: last contact, open objections, promises, a score that adds up and one recommended move, each line with the note it rests on.`,
      'Notes are private to you unless you share them with your team. Notes are kept in the Hindsight server of your own.',
      'Each note goes to a language model once, after it is saved, private ones too unless your admin switched that off, and what was found to a second one that checks it; every quote is checked against its note.',
    ].join(' '),
    background_color: '#1d4a3c',
  };
}

function featuresPart(commandPrefix: string | undefined, isAgent: boolean) {
  const agent = {
    agent_description:
      'Say what happened on a call and save it, or ask your own notes; each answer names the note it rests on.',
  };
  return {
    ...(isAgent ? { agent_view: agent } : {}),
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    bot_user: { display_name: 'SalesMemory', always_online: true },
    slash_commands: commandsPart(commandPrefix),
    shortcuts: [
      {
        name: 'Log a call',
        type: 'global',
        callback_id: 'log_call',
        description: 'Save two sentences on a call',
      },
      {
        name: 'Save as a call note',
        type: 'message',
        callback_id: 'remember_message',
        description: 'Save this message as a note on a person',
      },
    ],
  };
}

function commandsPart(commandPrefix: string | undefined) {
  const sole = soleCommand(commandPrefix);
  if (sole !== undefined) {
    const description = 'Log a call, be briefed before one, ask your notes, see your week';
    const hint = 'brief Priya, log Priya: what happened, ask, timeline, pipeline, digest, forget';
    return [commandOf(sole, description, hint)];
  }
  const commandName = commandNames(commandPrefix);
  return verbs.map((verb) => commandOf(commandName(verb), commands[verb].does, commands[verb].hint));
}

function commandOf(command: string, description: string, hint: string) {
  return { command, description, usage_hint: hint, should_escape: false };
}
