import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';

/** Workspaces that the app was taken out of, whose notes wait for thirty days. Rejects with UpstreamError. */
export interface Endings {
  /** `by` is the installation that ended: the workspace's own, or its organisation's. Tells when its banks are erased; a first word stands. */
  begin(team: string, by: string): Promise<Date>;
  /** The app is back: what that installation had ended goes on. Tells which workspaces they are. */
  undo(by: string): Promise<readonly string[]>;
  /** The same of one workspace, whoever ended it. */
  undoFor(team: string): Promise<void>;
  /** Erases both banks of workspaces whose time is over; tells which. */
  eraseDue(isServed: (team: string) => boolean): Promise<readonly string[]>;
}

interface Deps {
  readonly state: Pick<StateBank, 'get' | 'list' | 'put' | 'remove'>;
  /** Erases all that is stored of a workspace; safe to repeat. */
  readonly eraseBanks: (team: string) => Promise<void>;
  readonly now: () => Date;
}

const kind = 'ending';
const schema = z.object({ team: z.string(), by: z.string(), at: z.coerce.date() });
const keptMs = 30 * 86_400_000;

export function createEndings({ state, eraseBanks, now }: Deps): Endings {
  async function all() {
    const records = await state.list(`kind:${kind}`);
    return records.flatMap(({ data }) => schema.safeParse(data).data ?? []);
  }

  async function find(team: string) {
    return schema.safeParse((await state.get(recordOf(team)))?.data).data;
  }

  const dueAt = ({ at }: { readonly at: Date }) => new Date(at.getTime() + keptMs);

  return {
    async begin(team, by) {
      const before = await find(team);
      if (before) return dueAt(before);
      const at = now();
      const data = { team, by, at: at.toISOString() };
      await state.put({ id: recordOf(team), kind, data, noteIds: [], tags: [] });
      return dueAt({ at });
    },
    async undo(by) {
      const teams = (await all()).filter((one) => one.by === by).map(({ team }) => team);
      for (const team of teams) await state.remove(recordOf(team));
      return teams;
    },
    async undoFor(team) {
      if (await find(team)) await state.remove(recordOf(team));
    },
    async eraseDue(isServed) {
      const erased: string[] = [];
      for (const { team } of await all()) {
        // Read again: it may have been installed anew while the others were erased.
        const ending = await find(team);
        if (!ending || dueAt(ending) > now() || isServed(team)) continue;
        await eraseBanks(team);
        await state.remove(recordOf(team));
        erased.push(team);
      }
      return erased;
    },
  };
}

function recordOf(team: string): string {
  return `${kind}-${team.toLowerCase()}`;
}
