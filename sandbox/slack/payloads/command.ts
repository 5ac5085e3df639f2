import type { JsonObject } from '../json.ts';
import { type PayloadParts, VERIFICATION_TOKEN } from './common.ts';

/** A slash command as typed. */
export interface CommandCall {
  user: string;
  channel: string;
  command: string;
  text: string;
  responseUrl: string;
  triggerId: string;
}

/** A slash command's fields; `is_enterprise_install` is a string here, unlike elsewhere. */
export const commandPayload = ({ core, directory }: PayloadParts, call: CommandCall): JsonObject => {
  const person = directory.person(call.user);
  const channel = directory.channel(call.channel);
  return {
    token: VERIFICATION_TOKEN,
    team_id: person.team_id,
    team_domain: core.workspace.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command: call.command,
    text: call.text,
    api_app_id: core.workspace.app.id,
    is_enterprise_install: 'false',
    response_url: call.responseUrl,
    trigger_id: call.triggerId,
  };
};
