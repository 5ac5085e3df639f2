import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type ManifestOptions, makeManifest } from '../scripts/manifest/make-manifest.ts';
import { type Feature, featureNames } from '../src/slack/kit/grants.ts';
import { manifestSchema } from './slack/core.ts';
import type { Channel, Person, Workspace } from './slack/workspace.ts';

/** The manifest as installed, parsed and unchecked. */
export async function readManifest(): Promise<unknown> {
  return parse(await readFile(new URL('../manifest.yml', import.meta.url), 'utf8'));
}

/** With all that a team may choose, since a workspace to try things in has nothing to lose. */
export const allFeatures: ReadonlySet<Feature> = new Set(featureNames);

/** The manifest as it is made with these options, parsed and unchecked. */
export function manifestWith(options: ManifestOptions): unknown {
  return parse(makeManifest(options));
}

const TEAM = 'T0SANDBOX1';
const BOT = 'U0BOTUSER1';

const member = (id: string, name: string, rest: Partial<Person> & { real_name: string }): Person => ({
  id,
  name,
  tz: 'Europe/London',
  team_id: TEAM,
  is_admin: false,
  is_restricted: false,
  is_stranger: false,
  deleted: false,
  is_bot: false,
  ...rest,
});

const PEOPLE = (botName: string): Person[] => [
  member('U0AVA00001', 'ava', { real_name: 'Ava Lindqvist', tz: 'Europe/Stockholm' }),
  member('U0BEN00002', 'ben', { real_name: 'Ben Carter', tz: 'America/Los_Angeles' }),
  member('U0NADIA003', 'nadia', { real_name: 'Nadia Haddad', tz: 'Asia/Kolkata', is_admin: true }),
  member('U0GUEST004', 'gil', { real_name: 'Gil Moreau (guest)', tz: null, is_restricted: true }),
  member('U0OTHER005', 'olu', { real_name: 'Olu Ade (Acme)', team_id: 'T0OTHERCO1', is_stranger: true }),
  member('U0LEFT0006', 'lena', { real_name: 'Lena Fischer', tz: 'Europe/Berlin', deleted: true }),
  member('W0GRETA007', 'greta', {
    real_name: 'Greta Halloran (Sandbox Group)',
    tz: 'Europe/Dublin',
    team_id: null,
    teams: [TEAM, 'T0SANDBOX2'],
  }),
  member(BOT, botName.toLowerCase(), { real_name: botName, tz: null, is_bot: true }),
];

const STAFF = ['U0AVA00001', 'U0BEN00002', 'U0NADIA003'];

const channel = (id: string, name: string, rest: Partial<Channel> = {}): Channel => ({
  id,
  name,
  kind: 'channel',
  members: [...STAFF],
  is_private: false,
  is_archived: false,
  is_ext_shared: false,
  is_pending_ext_shared: false,
  ...rest,
});

/**
 * A small company: two reps and an admin in three time zones, a guest, a person of another workspace, one who left,
 * and a member who is in a second workspace of the same organisation. The bot is in every channel but #general; #acme-joint is shared with another company, #forecast is
 * private.
 */
export const createCompany = (botName: string): Workspace => ({
  team: { id: TEAM, domain: 'sandbox', name: 'Sandbox' },
  enterprise: { id: 'E0SANDBOX1', name: 'Sandbox Group' },
  app: { id: 'A0SANDBOX1', bot_id: 'B0SANDBOX1', bot_user: BOT, is_org_wide: false },
  people: PEOPLE(botName),
  channels: [
    channel('C0GENERAL1', 'general', { members: [...STAFF, 'U0GUEST004', 'W0GRETA007'] }),
    channel('C0SALES002', 'sales', { members: [...STAFF, 'U0GUEST004', BOT] }),
    channel('C0ACME0003', 'acme-joint', { members: [...STAFF, 'U0OTHER005', BOT], is_ext_shared: true }),
    channel('C0DEALS004', 'deals-emea', { members: [...STAFF, BOT] }),
    channel('C0FORECAS5', 'forecast', { members: ['U0AVA00001', 'U0NADIA003', BOT], is_private: true }),
  ],
  usergroups: [
    { id: 'S0SALES001', handle: 'sales-team', name: 'Sales team', users: ['U0AVA00001', 'U0NADIA003'] },
  ],
  messages: [],
  files: [],
  homes: [],
  modals: [],
  offered: {},
  prompts: {},
  statuses: {},
  sequence: 1,
});

/** The company in front of the app of this manifest, which is parsed and unchecked. */
export const companyFor = (manifest: unknown): Workspace =>
  createCompany(manifestSchema.parse(manifest).display_information.name);
