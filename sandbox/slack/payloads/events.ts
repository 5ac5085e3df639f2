import type { JsonObject } from '../json.ts';
import { type PayloadParts, VERIFICATION_TOKEN } from './common.ts';

/** Wraps an event as the Events API does, with an id of its own. */
export const eventPayload = ({ core }: PayloadParts, event: JsonObject): JsonObject => {
  const { team, app } = core.workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: core.makeId('Ev'),
    event_time: Math.floor(core.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.bot_user,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: core.makeId('EC'),
  };
};
