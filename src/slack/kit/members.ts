import type { WebClient } from '@slack/web-api';
import { isZone, writesMonthFirst } from '../../util/calendar.ts';
import { createKept } from '../../util/kept.ts';

/** The person behind a payload, as Slack knows them. */
export interface Member {
  readonly id: string;
  /** IANA time zone; the configured default when Slack tells none, or one that Node does not know. */
  readonly zone: string;
  /** Whether they write 5 December as `12/5`: by the locale that they chose in Slack, else by their zone. */
  readonly isMonthFirst: boolean;
  /** False for guests, people of other workspaces, bots and deactivated accounts. */
  readonly isFull: boolean;
  /** Whether they administer the workspace, for what is shown to admins: what admins alone may do asks anew. */
  readonly isAdmin: boolean;
  /** What they are called, as far as Slack tells. */
  readonly name?: string | undefined;
  /** Why they are not; null for a full member. */
  readonly barred: Barred | null;
}

export type Barred = 'bot' | 'left' | 'outsider' | 'guest' | 'unknown';

/** Somebody under each of their names, bots left out. */
export interface NamedMember {
  readonly id: string;
  /** As they are called, first; then their handle and, where Slack tells it, their address. */
  readonly names: readonly string[];
  readonly barred: Barred | null;
}

/** How old what Slack said of somebody may be. */
export type AskedAs = 'now' | 'lately';

export interface Members {
  /** From Slack, kept for five minutes or until Slack tells of a change. Rejects when Slack does not answer. */
  get(user: string): Promise<Member>;
  /** Asked of Slack at this moment: before notes reach somebody, and of who lets them. */
  now(user: string): Promise<Member>;
  /** Kept for a day: for a time zone. Nobody's rights may rest on it. */
  lately(user: string): Promise<Member>;
  /**
   * Who in the workspace is what, by user id: null is a full member. `lately` may be five minutes old. Cut off after
   * some 20,000 people; whoever is not in it has to be looked up. Rejects when Slack does not answer.
   */
  list(as: AskedAs): Promise<ReadonlyMap<string, Barred | null>>;
  /** Who administers the workspace and may use the bot; as old and as long as `list`. */
  admins(as: AskedAs): Promise<readonly string[]>;
  /** What everybody is called, those who left too; as old and as long as `list`. */
  named(as: AskedAs): Promise<readonly NamedMember[]>;
  /** Slack has told that somebody is not as they were: what was kept of them counts no more. */
  drop(user: string): void;
  /** Whether they administer this workspace now: asked afresh, since such rights are taken away too. */
  isAdmin(user: string): Promise<boolean>;
}

interface Deps {
  readonly client: WebClient;
  /** The workspace the bot is installed in. */
  readonly team: string;
  readonly defaultZone: string;
  readonly now: () => Date;
}

/** What Slack says of somebody, one by one and in a list. */
interface SlackUser {
  readonly id?: string;
  /** In an organisation of several workspaces null, left out, their home workspace or the organisation itself. */
  readonly team_id?: string | null;
  /** All their workspaces, in an organisation. Slack gives either of the two. */
  readonly enterprise_user?: { readonly teams?: readonly string[] } | null;
  readonly teams?: readonly string[] | null;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_stranger?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly name?: string;
  readonly real_name?: string;
  readonly profile?: { readonly display_name?: string; readonly email?: string };
}

const fewMinutesMs = 5 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;
const most = 5_000;
const mostListed = 20_000;

function barredBy(found: SlackUser | undefined, team: string): Barred | null {
  if (found === undefined) return 'unknown';
  // Slackbot alone is a bot that does not say so.
  if (found.is_bot || found.id === 'USLACKBOT') return 'bot';
  if (found.deleted) return 'left';
  if (found.is_stranger || !isOf(team, found)) return 'outsider';
  return found.is_restricted || found.is_ultra_restricted ? 'guest' : null;
}

/** Whether they are in this workspace. Who says of no workspace that they are in it is in none. */
function isOf(team: string, { team_id, enterprise_user, teams }: SlackUser): boolean {
  const told = [enterprise_user?.teams, teams].find((list) => list && list.length > 0);
  return told ? told.includes(team) : team_id === team;
}

function isAdminOf(team: string, found: SlackUser | undefined): boolean {
  return barredBy(found, team) === null && (found?.is_admin === true || found?.is_owner === true);
}

function namedOf(one: SlackUser, team: string): readonly NamedMember[] {
  const barred = barredBy(one, team);
  if (!one.id || barred === 'bot') return [];
  const { real_name, profile, name } = one;
  const names = [real_name, profile?.display_name, name, profile?.email];
  return [{ id: one.id, names: names.flatMap((called) => called || []), barred }];
}

/** Looks people up with `users.info`; at most 5,000 are kept. */
export function createMembers({ client, team, defaultZone, now }: Deps): Members {
  const kept = createKept<{ readonly member: Promise<Member>; readonly at: number }>(most);

  async function ask(user: string): Promise<Member> {
    const { user: found } = await client.users.info({ user, include_locale: true });
    const barred = barredBy(found, team);
    const isFull = barred === null;
    const zone = found?.tz && isZone(found.tz) ? found.tz : defaultZone;
    return {
      id: user,
      zone,
      isMonthFirst: writesMonthFirst(found?.locale, zone),
      isFull,
      isAdmin: isAdminOf(team, found),
      barred,
      name: found?.real_name || found?.profile?.display_name || found?.name,
    };
  }

  function askNow(user: string): Promise<Member> {
    const asked = { member: ask(user), at: now().getTime() };
    kept.set(user, asked);
    asked.member.catch(() => {
      if (kept.peek(user) === asked) kept.delete(user);
    });
    return asked.member;
  }

  const isYoung = ({ at }: { readonly at: number }, ms: number) => now().getTime() - at < ms;

  function askedWithin(user: string, ms: number): Promise<Member> {
    const known = kept.get(user);
    return known && isYoung(known, ms) ? known.member : askNow(user);
  }

  let listed: { readonly people: Promise<Map<string, Barred | null>>; readonly at: number } | null = null;
  let namedList: readonly NamedMember[] = [];
  let adminList: readonly string[] = [];

  async function askAll(): Promise<Map<string, Barred | null>> {
    const { items } = await allPages(async (cursor) => {
      const { members = [], response_metadata } = await client.users.list({ limit: pageSize, ...cursor });
      return { items: members, next: response_metadata?.next_cursor };
    }, mostListed);
    namedList = items.flatMap((one) => namedOf(one, team));
    adminList = items.flatMap((one) => (one.id && isAdminOf(team, one) ? [one.id] : []));
    return new Map(items.flatMap((one) => (one.id ? [[one.id, barredBy(one, team)] as const] : [])));
  }

  function listNow(): Promise<ReadonlyMap<string, Barred | null>> {
    const asked = { people: askAll(), at: now().getTime() };
    listed = asked;
    asked.people.catch(() => {
      if (listed === asked) listed = null;
    });
    return asked.people;
  }

  const list = (as: AskedAs) =>
    as === 'lately' && listed && isYoung(listed, fewMinutesMs) ? listed.people : listNow();
  return {
    get: (user) => askedWithin(user, fewMinutesMs),
    now: askNow,
    lately: (user) => askedWithin(user, dayMs),
    list,
    async admins(as) {
      await list(as);
      return adminList;
    },
    async named(as) {
      await list(as);
      return namedList;
    },
    drop(user) {
      kept.delete(user);
      // Looked up one by one from here on.
      listed?.people.then((people) => people.delete(user)).catch(() => undefined);
    },
    isAdmin: async (user) => (await ask(user)).isAdmin,
  };
}

/** One page of a listing, and where the next one begins. */
interface ListPage<T> {
  readonly items: readonly T[];
  /** Slack's cursor; empty or undefined on the last page. */
  readonly next: string | undefined;
}

/** Slack gives a thousand at most, and may give fewer though there are more. */
export const pageSize = 1_000;
/** Should Slack never come to an end. */
const mostPages = 200;

/** Everything there is; `isAll` is false when it was left at more than `most`. Rejects when a page does not come. */
export async function allPages<T>(
  ask: (cursor: { readonly cursor?: string }) => Promise<ListPage<T>>,
  most: number,
): Promise<{ readonly items: readonly T[]; readonly isAll: boolean }> {
  const items: T[] = [];
  let next: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const page = await ask(next ? { cursor: next } : {});
    items.push(...page.items);
    next = page.next;
    if (items.length > most) return { items, isAll: false };
    if (!next) return { items, isAll: true };
  }
  return { items, isAll: false };
}
