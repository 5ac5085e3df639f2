import type { ConversationsInfoResponse, WebClient } from '@slack/web-api';
import pMap from 'p-map';
import { UserError } from '../../errors.ts';
import { counted } from '../../util/counted.ts';
import { type AskedAs, allPages, type Barred, type Members, pageSize } from '../kit/members.ts';
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
  /** Hears why Slack did not tell. */
  readonly report: (error: unknown) => void;
}

const untold = 'Slack does not tell who is in that channel just now. Try once more in a minute.';
const notAllowed =
  'SalesMemory may not look who is in a channel yet. Ask your admin to install it again: the new version needs channels:read and groups:read.';
/**
 * So many are looked up one by one; for a larger channel the workspace is listed, a thousand to a page. A share looks
 * twice, and Slack takes about a hundred such questions a minute.
 */
const mostLookups = 40;
/** A larger channel is refused rather than believed. */
const mostPeople = 5_000;
const lookupsAtOnce = 8;
const none: ReadonlyMap<string, Barred | null> = new Map();

/**
 * Notes stay among full members of one workspace: a channel that somebody else reads is refused. Asks Slack each time
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
  const all = await everybodyIn(deps, channel.id);
  if (!all) return refused(tooMany(channel.name));
  if (channel.isPrivate && !all.includes(sharer)) return refused(`You are not in #${channel.name}.`);
  const kinds = await kindsOf(deps, all, as);
  if (!kinds) return refused(tooMany(channel.name));
  const people = kinds.filter((kind) => kind === null).length;
  const guests = kinds.filter((kind) => kind !== null && kind !== 'bot').length;
  return guests > 0 ? refused(withGuests(channel.name, guests)) : { kind: 'open', channel, people };
}

async function everybodyIn({ client }: Deps, channel: string): Promise<readonly string[] | null> {
  const { items, isAll } = await allPages(async (cursor) => {
    const page = await client.conversations.members({ channel, limit: pageSize, ...cursor });
    return { items: page.members ?? [], next: page.response_metadata?.next_cursor };
  }, mostPeople);
  return isAll ? items : null;
}

/** What each of them is; null when too many would have to be looked up. */
async function kindsOf(
  { members }: Deps,
  users: readonly string[],
  as: AskedAs,
): Promise<readonly (Barred | null)[] | null> {
  const listed = users.length > mostLookups ? await members.list(as) : none;
  if (users.filter((user) => !listed.has(user)).length > mostLookups) return null;
  return pMap(
    users,
    (user) => {
      const known = listed.get(user);
      return known === undefined ? lookUp(members, user, as) : known;
    },
    { concurrency: lookupsAtOnce },
  );
}

async function lookUp(members: Members, user: string, as: AskedAs): Promise<Barred | null> {
  try {
    return (await (as === 'now' ? members.now(user) : members.get(user))).barred;
  } catch (error) {
    if (slackCode(error) === 'user_not_found') return 'unknown';
    throw error;
  }
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

function tooMany(name: string): string {
  return `#${name} has too many members to look for guests among them. Choose a smaller channel, or send it to your DM.`;
}

function hasAny(ids: readonly string[] | undefined): boolean {
  return (ids ?? []).length > 0;
}
