import type { ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';

type Body = ReceiverEvent['body'];

const id = z.string().nullish();
const withId = z.looseObject({ id, enterprise_id: id }).nullish();
const authorization = z.looseObject({ team_id: id, enterprise_id: id });

/** All places in which Slack's payloads name the workspace and the organisation that they are of. */
const addressed = z.looseObject({
  type: id,
  team_id: id,
  enterprise_id: id,
  authorizations: z.array(authorization).nullish(),
  team: withId,
  enterprise: withId,
  user: z.looseObject({ team_id: id }).nullish().or(z.string()),
  view: z.looseObject({ app_installed_team_id: id }).nullish(),
  message: z.looseObject({ team: id }).nullish(),
});

/** Whose payload it is: workspaces that it may be of, the likeliest first, and the organisation. */
export interface Addressed {
  readonly teams: readonly string[];
  readonly enterprise: string | undefined;
}

/**
 * In a channel that is shared with another company Slack names the workspace of whoever acts too: what the app has
 * made, a modal or a message, says better whose it is.
 */
export function addressOf(body: Body): Addressed {
  const { data } = addressed.safeParse(body);
  if (!data) return { teams: [], enterprise: undefined };
  const { user, view, message, team, enterprise, authorizations, type } = data;
  const [first] = authorizations ?? [];
  const named = [
    view?.app_installed_team_id,
    // Of a message that somebody else wrote it names theirs.
    type === 'block_actions' ? message?.team : undefined,
    first?.team_id,
    team?.id,
    data.team_id,
    typeof user === 'object' ? user?.team_id : undefined,
  ];
  const organisations = [
    first?.enterprise_id,
    enterprise?.id,
    data.enterprise_id,
    team?.enterprise_id,
    ...named.filter((one) => one?.startsWith('E')),
  ];
  return {
    teams: [...new Set(named.flatMap((one) => (one?.startsWith('T') ? one : [])))],
    enterprise: organisations.find((one) => typeof one === 'string') ?? undefined,
  };
}

const event = z.looseObject({ type: z.string() });
const endedEvents = z.looseObject({
  event: event.extend({
    tokens: z.looseObject({ bot: z.array(z.string()).nullish() }).nullish(),
    team_ids: z.array(z.string()).nullish(),
  }),
});

/** What Slack tells of the installation itself. */
export type InstallationNews =
  /** It may have been taken out. */
  | { readonly kind: 'gone' }
  /** An organisation has taken it from these of its workspaces. */
  | { readonly kind: 'withdrawn'; readonly teams: readonly string[] };

/** Undefined for whatever people do. */
export function installationNews(body: Body): InstallationNews | undefined {
  const { data } = endedEvents.safeParse(body);
  if (!data) return undefined;
  const { type, tokens, team_ids: teams } = data.event;
  if (type === 'app_uninstalled') return { kind: 'gone' };
  if (type === 'tokens_revoked' && (tokens?.bot ?? []).length > 0) return { kind: 'gone' };
  if (type === 'team_access_revoked' && teams) return { kind: 'withdrawn', teams };
  return undefined;
}
