import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Answer } from './ask.ts';
import { type Finding, fault, good, warning } from './finding.ts';

const what = 'SALES_GROUP';
const reply = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  users: z.array(z.string()).optional(),
  members: z.array(z.string()).optional(),
});

const meanwhile = 'What is shared with the team is read by its author alone until then.';

/** While Slack does not tell who is in the sales group. */
export const groupUnread = fault(
  'sales group',
  `Slack does not tell who is in the sales group. ${meanwhile}`,
  'Run `npm run doctor`: it says why, where SALES_GROUP names the group. Where an admin chose it on Home, choose it there again.',
);

const steps: Readonly<Record<string, string>> = {
  missing_scope:
    'Make the manifest with the sales group (`npm run manifest -- --with group`; a channel needs channels:read and groups:read too), then install the app again.',
  channel_not_found: 'Write /invite and the bot’s name in the channel, or set the id of one that it is in.',
  no_such_subteam: 'Set the id of a user group that is there: it stands in the group’s link.',
  subteam_not_found: 'Set the id of a user group that is there: it stands in the group’s link.',
};

/** Whether it can be known who the team is. */
export async function groupFindings(
  { SALES_GROUP: group }: Pick<Config, 'SALES_GROUP'>,
  ask: (method: string, args: Readonly<Record<string, string>>) => Promise<Answer | undefined>,
): Promise<readonly Finding[]> {
  if (group === undefined) return [];
  const asked = group.startsWith('S')
    ? await ask('usergroups.users.list', { usergroup: group })
    : await ask('conversations.members', { channel: group, limit: '1' });
  const said = reply.safeParse(asked?.body).data;
  if (said?.ok) {
    const isEmpty = (said.users ?? said.members ?? []).length === 0;
    return isEmpty
      ? [warning(what, 'Nobody is in it, so nobody reads what is shared.', 'Add your team to it in Slack.')]
      : [good(what, 'Slack tells who is in it.')];
  }
  const code = /^[a-z_]{1,60}$/.exec(said?.error ?? '')?.[0];
  const why =
    code === undefined ? 'Slack does not tell who is in it.' : `Slack does not tell who is in it (${code}).`;
  return [fault(what, `${why} ${meanwhile}`, steps[code ?? ''] ?? 'Run this again in a few minutes.')];
}
