import type { WebClient } from '@slack/web-api';
import pMap from 'p-map';
import type { Group } from '../../memory/team.ts';
import { type AskedAs, allPages, type Barred, type Members, pageSize } from './members.ts';
import { slackCode } from './slack-errors.ts';
import { type Markup, md } from './text.ts';

/** User groups and channels, and who is in them. */
export interface Groups {
  /** Full members alone. Rejects when Slack does not tell, and of more than 5,000. */
  read(id: string): Promise<Group>;
  /** As a person knows it, and nobody is notified by it; its id where Slack tells no name. */
  name(id: string): Promise<Markup>;
  /** Those of the workspace, by their handles; none where Slack does not tell. */
  userGroups(): Promise<readonly UserGroup[]>;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
}

/** A larger one is refused rather than believed. */
const mostPeople = 5_000;
/**
 * So many are looked up one by one; for a larger group the workspace is listed, a thousand to a page. A share looks
 * twice, and Slack takes about a hundred such questions a minute.
 */
const mostLookups = 40;
const lookupsAtOnce = 8;
const none: ReadonlyMap<string, Barred | null> = new Map();

interface Deps {
  readonly client: WebClient;
  readonly members: Members;
}

/** Whether Slack's id is of a user group; of a channel it is otherwise. */
function isUserGroup(id: string): boolean {
  return id.startsWith('S');
}

/** Asks Slack each time who is in it, and what each of them is as of minutes ago. */
export function createGroups({ client, members }: Deps): Groups {
  async function inGroup(id: string): Promise<readonly string[] | null> {
    if (!isUserGroup(id)) return everybodyIn(client, id);
    const { users = [] } = await client.usergroups.users.list({ usergroup: id });
    return users.length > mostPeople ? null : users;
  }

  async function userGroups(): Promise<readonly UserGroup[]> {
    const { usergroups = [] } = await client.usergroups.list().catch(() => ({ usergroups: [] }));
    return usergroups
      .flatMap(({ id, handle }) => (id && handle ? { id, handle } : []))
      .toSorted((a, b) => a.handle.localeCompare(b.handle));
  }

  return {
    async read(id) {
      const users = await inGroup(id);
      const kinds = users && (await kindsOf(members, users, 'lately'));
      if (!kinds) throw new RangeError('a group of too many people');
      return new Set(users.filter((_, index) => kinds[index] === null));
    },
    async name(id) {
      if (!isUserGroup(id)) return { markup: `<#${id}>` };
      const handle = (await userGroups()).find((one) => one.id === id)?.handle;
      return md`${handle ? `@${handle}` : id}`;
    },
    userGroups,
  };
}

/** Null where there are more than 5,000. */
export async function everybodyIn(client: WebClient, channel: string): Promise<readonly string[] | null> {
  const { items, isAll } = await allPages(async (cursor) => {
    const page = await client.conversations.members({ channel, limit: pageSize, ...cursor });
    return { items: page.members ?? [], next: page.response_metadata?.next_cursor };
  }, mostPeople);
  return isAll ? items : null;
}

/** What each of them is; null when too many would have to be looked up. */
export async function kindsOf(
  members: Members,
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
