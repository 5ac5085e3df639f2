import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';

/** Workspaces that were heard of through their organisation's installation, kept so that their digests go on after a restart. */
export interface OrgTeams {
  /** Takes what is stored over what is known. Rejects with UpstreamError, like all that follow. */
  read(): Promise<void>;
  /** Each workspace, and the id of its organisation's installation. */
  all(): ReadonlyMap<string, string>;
  add(team: string, by: string): Promise<void>;
  remove(team: string): Promise<void>;
}

interface Deps {
  readonly state: Pick<StateBank, 'list' | 'put' | 'remove'>;
}

const kind = 'org-team';
const schema = z.object({ team: z.string(), by: z.string() });

export function createOrgTeams({ state }: Deps): OrgTeams {
  let known = new Map<string, string>();
  return {
    async read() {
      const records = await state.list(`kind:${kind}`);
      const found = records.flatMap(({ data }) => schema.safeParse(data).data ?? []);
      known = new Map(found.map(({ team, by }) => [team, by]));
    },
    all: () => known,
    async add(team, by) {
      known.set(team, by);
      await state.put({ id: recordOf(team), kind, data: { team, by }, noteIds: [], tags: [] });
    },
    async remove(team) {
      known.delete(team);
      await state.remove(recordOf(team));
    },
  };
}

function recordOf(team: string): string {
  return `${kind}-${team.toLowerCase()}`;
}
