import type { UsersInfoResponse, WebClient } from '@slack/web-api';

/** The person behind a payload, as Slack knows them. */
export interface Member {
  readonly id: string;
  /** IANA time zone; the configured default when Slack tells none. */
  readonly zone: string;
  /** False for guests, people of other workspaces, bots and deactivated accounts. */
  readonly isFull: boolean;
  /** Why they are not; null for a full member. */
  readonly barred: Barred | null;
}

export type Barred = 'bot' | 'left' | 'outsider' | 'guest' | 'unknown';

export interface Members {
  /** From Slack, kept for a day. Rejects when Slack does not answer. */
  get(user: string): Promise<Member>;
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

interface Asked {
  readonly member: Member;
  readonly isAdmin: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const most = 5_000;

function barredBy(found: UsersInfoResponse['user'], team: string): Barred | null {
  if (found === undefined) return 'unknown';
  // Slackbot alone is a bot that does not say so.
  if (found.is_bot || found.id === 'USLACKBOT') return 'bot';
  if (found.deleted) return 'left';
  if (found.is_stranger || (found.team_id !== undefined && found.team_id !== team)) return 'outsider';
  return found.is_restricted || found.is_ultra_restricted ? 'guest' : null;
}

/** Looks people up with `users.info`; at most 5,000 are kept. */
export function createMembers({ client, team, defaultZone, now }: Deps): Members {
  const kept = new Map<string, { readonly member: Promise<Member>; readonly until: number }>();

  async function ask(user: string): Promise<Asked> {
    const { user: found } = await client.users.info({ user });
    const barred = barredBy(found, team);
    const isFull = barred === null;
    return {
      member: { id: user, zone: found?.tz ?? defaultZone, isFull, barred },
      isAdmin: isFull && (found?.is_admin === true || found?.is_owner === true),
    };
  }

  return {
    isAdmin: async (user) => (await ask(user)).isAdmin,
    get(user) {
      const known = kept.get(user);
      if (known && known.until > now().getTime()) return known.member;
      const member = ask(user).then((asked) => asked.member);
      kept.set(user, { member, until: now().getTime() + dayMs });
      member.catch(() => kept.delete(user));
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
      return member;
    },
  };
}
