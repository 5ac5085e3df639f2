import type { ConversationsInfoResponse, WebClient } from '@slack/web-api';
import { UserError } from '../../errors.ts';
import type { Team } from '../../memory/team.ts';
import { counted } from '../../util/counted.ts';
import { everybodyIn, kindsOf } from '../kit/groups.ts';
import type { AskedAs, Members } from '../kit/members.ts';
import { slackCode } from '../kit/slack-errors.ts';

/** Who would read a message in a channel, or why nothing may be posted there. */
export type Audience =
  | { readonly kind: 'open'; readonly channel: Channel; readonly people: number }
  | { readonly kind: 'refused'; readonly reason: string };

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
}

interface Deps {
  readonly client: WebClient;
  readonly members: Members;
  readonly team: Team;
  /** Hears why Slack did not tell. */
  readonly report: (error: unknown) => void;
}

const untold = 'Slack does not tell who is in that channel just now. Try once more in a minute.';
const notAllowed =
  'SalesMemory may not look who is in a channel yet. Ask your admin to install it again: the new version needs channels:read and groups:read.';
/**
 * Notes stay among the team, full members of one workspace: a channel that somebody else reads is refused. Asks Slack each time
 * who is in the channel; `now` asks anew what each of them is, as a post needs it. Rejects with UserError when Slack
 * does not tell: then nothing may be posted.
 */
export async function audienceOf(
  deps: Deps,
  channel: string,
  sharer: string,
  as: AskedAs = 'lately',
): Promise<Audience> {
  try {
    return await ask(deps, channel, sharer, as);
  } catch (error) {
    if (slackCode(error) === 'channel_not_found') return refused(notIn('that channel'));
    deps.report(error);
    throw new UserError(slackCode(error) === 'missing_scope' ? notAllowed : untold, { cause: error });
  }
}

async function ask(deps: Deps, id: string, sharer: string, as: AskedAs): Promise<Audience> {
  const { channel: found } = await deps.client.conversations.info({ channel: id });
  const { name = '', is_private: isPrivate = false } = found ?? {};
  const objection = found && name ? objectionTo(found, `#${name}`) : notIn('that channel');
  return objection ? refused(objection) : readers(deps, { id, name, isPrivate }, sharer, as);
}

async function readers(deps: Deps, channel: Channel, sharer: string, as: AskedAs): Promise<Audience> {
  const { client, members, team } = deps;
  const all = await everybodyIn(client, channel.id);
  if (!all) return refused(tooMany(channel.name));
  if (channel.isPrivate && !all.includes(sharer)) return refused(`You are not in #${channel.name}.`);
  const [kinds] = await Promise.all([kindsOf(members, all, as), team.ready()]);
  if (!kinds) return refused(tooMany(channel.name));
  const people = all.filter((_, index) => kinds[index] === null);
  const guests = kinds.filter((kind) => kind !== null && kind !== 'bot').length;
  if (guests > 0) return refused(withGuests(channel.name, guests));
  const apart = people.filter((user) => !team.has(user)).length;
  if (apart > 0) return refused(withOthers(channel.name, apart));
  return { kind: 'open', channel, people: people.length };
}

/** What to do about a channel that the bot can not post in; also for a refusal that comes with the post. */
export function notIn(channel: string): string {
  return `Invite SalesMemory to ${channel} first: type /invite @SalesMemory there, then choose it once more.`;
}

function refused(reason: string): Audience {
  return { kind: 'refused', reason };
}

type Conversation = NonNullable<ConversationsInfoResponse['channel']>;

/** Why a channel is none to post in, by what Slack says of it; undefined when nothing speaks against it. */
function objectionTo(found: Conversation, channel: string): string | undefined {
  const isInvited = found.is_pending_ext_shared === true || hasAny(found.pending_connected_team_ids);
  if (found.is_ext_shared || isInvited)
    return `${channel} has people from another company. Notes stay inside: send it to your DM?`;
  if (found.is_shared || found.is_org_shared)
    return `${channel} has people from another workspace. Notes stay in this one: send it to your DM?`;
  if (found.is_archived) return `${channel} is archived. Choose another channel.`;
  return found.is_member ? undefined : notIn(channel);
}

function withGuests(name: string, guests: number): string {
  const has = counted(guests, 'guest');
  return `#${name} has ${has}, and notes are for full members. Choose another channel, or send it to your DM.`;
}

function withOthers(name: string, apart: number): string {
  const has = counted(apart, 'person', 'people');
  return `#${name} has ${has} outside your sales group, and what is shared is for that group. Choose another channel, or send it to your DM.`;
}

function tooMany(name: string): string {
  return `#${name} has too many members to look for guests among them. Choose a smaller channel, or send it to your DM.`;
}

function hasAny(ids: readonly string[] | undefined): boolean {
  return (ids ?? []).length > 0;
}
