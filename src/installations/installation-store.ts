import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';
import { jsonIn } from '../util/json.ts';
import type { Seal } from '../util/seal.ts';

const schema = z.object({
  /** Slack's id of the workspace, or of the organisation that installed the app for its workspaces. */
  id: z.string(),
  isOrgWide: z.boolean(),
  botId: z.string(),
  botUserId: z.string(),
  scopes: z.array(z.string()).readonly(),
  /** The bot token. */
  token: z.string(),
  /** Null where the app's tokens are not rotated. */
  rotation: z.object({ refreshToken: z.string(), expiresAt: z.iso.datetime() }).nullable(),
});

/** The app as Slack installed it: once for a workspace, or once for the workspaces of an organisation. */
export type Installation = z.infer<typeof schema>;

/** Keeps installations sealed. Rejects with UpstreamError when memory does not answer. */
export interface InstallationStore {
  list(): Promise<Installations>;
  get(id: string): Promise<Installation | undefined>;
  put(installation: Installation): Promise<void>;
  remove(id: string): Promise<void>;
}

interface Installations {
  readonly installations: readonly Installation[];
  /** How many no key opens. */
  readonly unopened: number;
}

const kind = 'installation';
const sealedSchema = z.object({ sealed: z.string() });

interface Deps {
  readonly state: Pick<StateBank, 'get' | 'list' | 'put' | 'remove'>;
  readonly seal: Seal;
}

export function createInstallationStore({ state, seal }: Deps): InstallationStore {
  function opened(record: string, data: unknown) {
    const { sealed } = sealedSchema.safeParse(data).data ?? { sealed: '' };
    const found = seal.open(sealed, record);
    const installation = schema.safeParse(jsonIn(found?.text ?? '')).data;
    return installation && { installation, isOld: found?.isOld ?? false };
  }

  const put = (installation: Installation) => {
    const id = recordOf(installation.id);
    const data = { sealed: seal.close(JSON.stringify(installation), id) };
    return state.put({ id, kind, data, noteIds: [], tags: [] });
  };

  return {
    async list() {
      const records = await state.list(`kind:${kind}`);
      const found = records.flatMap(({ id, data }) => opened(id, data) ?? []);
      // After the key was turned the next one to be taken away opens nothing any more.
      for (const { installation, isOld } of found) if (isOld) await put(installation);
      return {
        installations: found.map(({ installation }) => installation),
        unopened: records.length - found.length,
      };
    },
    async get(id) {
      const record = await state.get(recordOf(id));
      return record && opened(record.id, record.data)?.installation;
    },
    put,
    remove: (id) => state.remove(recordOf(id)),
  };
}

function recordOf(id: string): string {
  return `${kind}-${id.toLowerCase()}`;
}
