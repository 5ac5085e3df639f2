import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';

/** Whether an account is in use; whoever Slack tells nothing of is in neither state. */
export type Standing = 'here' | 'left';

/** Since when people are gone. */
export interface Leavers {
  /** Writes down who is first seen to be gone, forgets who is back; since when all others are gone, ISO 8601, by Slack user id. */
  see(standings: ReadonlyMap<string, Standing>): Promise<ReadonlyMap<string, string>>;
}

const kind = 'leaver';
const data = z.object({ user: z.string(), since: z.string() });

interface Deps {
  readonly state: Pick<StateBank, 'list' | 'put' | 'remove'>;
  readonly now: () => Date;
}

/** Slack tells that an account is deactivated, and not since when: a record of each says when it was first seen. */
export function createLeavers({ state, now }: Deps): Leavers {
  return {
    async see(standings) {
      const stored = (await state.list(`kind:${kind}`)).flatMap((one) => data.safeParse(one.data).data ?? []);
      const known = new Map(stored.map(({ user, since }) => [user, since]));
      for (const [user, standing] of standings) {
        if (standing === 'here' && known.delete(user)) await state.remove(idOf(user));
        if (standing === 'here' || known.has(user)) continue;
        const since = now().toISOString();
        await state.put({ id: idOf(user), kind, data: { user, since }, noteIds: [], tags: [] });
        known.set(user, since);
      }
      // Whoever is not known to be gone today is no leaver today, whatever was seen before.
      return new Map([...known].filter(([user]) => standings.get(user) === 'left'));
    },
  };
}

function idOf(user: string): string {
  return `${kind}-${user.toLowerCase()}`;
}
