import type { Core } from '../core.ts';
import type { Directory } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, Person } from '../workspace.ts';

/** Slack's old verification token; still in every payload, checked by nobody. */
export const VERIFICATION_TOKEN = 'sandbox-verification-token';

/** The fields that every interactive payload starts with. */
export const interactiveBase = (core: Core, person: Person): JsonObject => ({
  api_app_id: core.workspace.app.id,
  token: VERIFICATION_TOKEN,
  team: { id: person.team_id, domain: core.workspace.team.domain },
  enterprise: null,
  is_enterprise_install: false,
  user: { id: person.id, username: person.name, name: person.name, team_id: person.team_id },
});

/** A channel as interactive payloads name it. */
export const channelStub = (channel: Channel): JsonObject => ({ id: channel.id, name: channel.name });

/** When an action happened, in Slack's seconds with six decimals. */
export const actionTs = (core: Core): string => (core.now().getTime() / 1000).toFixed(6);

/** What payload builders need. */
export interface PayloadParts {
  core: Core;
  directory: Directory;
}
