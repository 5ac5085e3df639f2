/** A scope or an event, and why it is asked for. */
export type Grant = readonly [name: string, why: string];

/** What Slack is asked for one feature. */
export interface Granted {
  readonly scopes: readonly Grant[];
  readonly events: readonly Grant[];
  /** Whether it is there unless somebody says otherwise. */
  readonly isUnasked: boolean;
}

/** Opens files that people send. */
export const filesScope: Grant = ['files:read', 'a CSV of notes that is dropped into the bot’s own messages'];

/** Uploads the pictures it draws. */
export const picturesScope: Grant = [
  'files:write',
  'the pipeline and a deal’s score as pictures, in the bot’s own messages',
];

/** What a team can do without, and what Slack is asked for its sake. */
export const features = {
  share: {
    scopes: [
      ['channels:read', 'a share looks at its channel first: guests, other companies'],
      ['groups:read', 'the same for a private channel'],
    ],
    events: [],
    isUnasked: true,
  },
  mentions: {
    scopes: [['app_mentions:read', 'a question that names the bot in a channel']],
    events: [['app_mention', 'the bot’s name in a channel']],
    isUnasked: true,
  },
  group: {
    scopes: [['usergroups:read', 'a sales group says who the team is']],
    events: [
      ['subteam_members_changed', 'who is in a user group: a sales group is asked for anew'],
      ['member_joined_channel', 'the same of a channel that is one'],
      ['member_left_channel', 'the same'],
    ],
    isUnasked: false,
  },
  import: {
    scopes: [filesScope],
    events: [],
    isUnasked: false,
  },
  pictures: {
    scopes: [picturesScope],
    events: [],
    isUnasked: false,
  },
} as const satisfies Readonly<Record<string, Granted>>;

/** What a team may do without. */
export type Feature = keyof typeof features;

export const featureNames: readonly Feature[] = Object.keys(features).filter(
  (name): name is Feature => name in features,
);

/** What is there when nothing is said of it. */
export function unaskedFeatures(): ReadonlySet<Feature> {
  return new Set(featureNames.filter((name) => features[name].isUnasked));
}

/** What nothing works without. */
export const coreScopes: readonly Grant[] = [
  ['commands', 'commands and shortcuts'],
  ['chat:write', 'answers'],
  ['im:write', 'answers in the bot’s own messages'],
  ['users:read', 'names, time zones, and who is a guest'],
  ['im:history', 'what is written in the bot’s own messages, and what a question there follows'],
];
export const coreEvents: readonly Grant[] = [
  ['app_home_opened', 'draws Home'],
  ['message.im', 'what is written to the bot'],
  ['user_change', 'a guest now, or deactivated: the bot asks anew who they are'],
  ['app_uninstalled', 'the app was taken out: it stops, and erases what it kept after thirty days'],
  ['tokens_revoked', 'the same, by way of its token'],
];
/** Where an organisation installs the app for its workspaces. */
export const orgEvents: readonly Grant[] = [
  ['team_access_revoked', 'an organisation took the app from one of its workspaces'],
];
/** Slack has it for an app that is declared an agent. */
export const agentScope: Grant = ['assistant:write', 'an agent suggests questions'];
