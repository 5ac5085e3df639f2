import pMap from 'p-map';
import { UpstreamError } from '../../errors.ts';
import type { Audit } from './audit.ts';
import { message, verbatim } from './blocks.ts';
import type { Deliver } from './delivery.ts';
import type { Members } from './members.ts';

/** For work that nobody asked for: how accounts stand, and the way to the workspace's admins. */
interface Colleagues {
  /** By Slack user id; whoever Slack tells nothing of is left out. Rejects when it does not answer, or with a list that names no member. */
  standings(users: readonly string[]): Promise<ReadonlyMap<string, 'here' | 'left'>>;
  /** A direct message to each admin; how many took it. Rejects when Slack does not say who they are. */
  tellAdmins(words: string): Promise<number>;
  /** Writes down that notes are gone which had their time. */
  erased(reason: 'retention' | 'leaver', noteIds: readonly string[]): void;
}

interface Deps {
  readonly members: Pick<Members, 'list' | 'now' | 'admins'>;
  readonly deliver: Pick<Deliver, 'dm'>;
  readonly audit: Audit;
  /** In whose name it is written down. */
  readonly botUser: string;
  readonly report: (error: unknown) => void;
}

const atOnce = 4;

export function createColleagues({ members, deliver, audit, botUser, report }: Deps): Colleagues {
  return {
    async standings(users) {
      const listed = await members.list('now');
      // A list without one member in it tells of trouble, and not that everybody has left.
      if (![...listed.values()].includes(null))
        throw new UpstreamError({ service: 'slack', kind: 'invalid', operation: 'users.list' });
      const standing = async (user: string): Promise<readonly (readonly [string, 'here' | 'left'])[]> => {
        const barred = listed.has(user)
          ? listed.get(user)
          : await members.now(user).then(
              (member) => member.barred,
              (error: unknown) => {
                report(error);
                return 'unknown' as const;
              },
            );
        if (barred === undefined || barred === 'unknown') return [];
        return [[user, barred === 'left' ? 'left' : 'here']];
      };
      return new Map((await pMap(users, standing, { concurrency: atOnce })).flat());
    },

    erased(reason, noteIds) {
      const did = reason === 'retention' ? 'erased by age' : 'erased as a leaver’s';
      audit({ did, by: botUser, noteIds });
    },

    async tellAdmins(words) {
      const told = message(words, verbatim(words));
      const tell = (admin: string) =>
        deliver.dm(admin, told).then(
          () => 1,
          (error: unknown) => {
            report(error);
            return 0;
          },
        );
      const reached = await pMap(await members.admins('now'), tell, { concurrency: atOnce });
      return reached.reduce<number>((sum, one) => sum + one, 0);
    },
  };
}
