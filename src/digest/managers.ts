import { z } from 'zod';
import { dealHash, dealHashes } from '../memory/identity/keys.ts';
import type { StateBank } from '../memory/memory.ts';
import type { DealKeys } from '../memory/note.ts';
import { hashOf } from '../util/hash.ts';

/** Days between the message that tells a rep of their manager and the manager's first week. */
export const noticeDays = 7;
const noticeMs = noticeDays * 24 * 60 * 60 * 1000;

const record = z.object({
  rep: z.string(),
  manager: z.string(),
  /** The admin who named them. */
  by: z.string(),
  /** When the manager's weeks begin, ISO 8601; null while the rep was not told. */
  from: z.string().nullable(),
});

/** Who leads a rep, as an admin has named them: Slack user ids. */
export type Managed = z.infer<typeof record>;

/** Who leads whom: a rep has one manager at most. Rejects when memory does not answer. */
export interface Managers {
  /** By rep. */
  all(): Promise<ReadonlyMap<string, Managed>>;
  /** Undefined for a rep whom nobody leads. */
  of(rep: string): Promise<Managed | undefined>;
  /** Whose weeks this manager gets by now: whoever was not told a week ago is not among them. */
  peopleOf(manager: string): Promise<readonly string[]>;
  /** Takes the place of an earlier manager. It holds a week after `told`. */
  name(named: Pick<Managed, 'rep' | 'manager' | 'by'>): Promise<void>;
  /** The rep knows. */
  told(named: Pick<Managed, 'rep' | 'manager' | 'by'>): Promise<void>;
  remove(rep: string): Promise<void>;
  /** When the manager asked about this deal in this ISO week, ISO 8601; undefined when they did not. */
  askedAt(ask: ManagerAsk): Promise<string | undefined>;
  asked(ask: ManagerAsk): Promise<void>;
}

/** What a manager may ask once: of a deal in an ISO week such as `2026-W48`. */
interface ManagerAsk {
  /** Slack user id. */
  readonly manager: string;
  readonly deal: DealKeys;
  readonly week: string;
}

const kind = 'manager';

function idOf(rep: string): string {
  return `${kind}-${rep.toLowerCase()}`;
}

const askKind = 'asked';
const askRecord = z.object({ at: z.string() });

/** A hash, since a deal's key spells names. */
function askIdOf({ manager, week }: ManagerAsk, hash: string): string {
  return `${askKind}-${hashOf(JSON.stringify([manager, hash, week]), 40)}`;
}

interface Deps {
  readonly state: Pick<StateBank, 'get' | 'put' | 'list' | 'remove'>;
  readonly now: () => Date;
}

export function createManagers({ state, now }: Deps): Managers {
  const put = ({ rep, manager, by }: Pick<Managed, 'rep' | 'manager' | 'by'>, from: string | null) =>
    state.put({ id: idOf(rep), kind, data: { rep, manager, by, from }, noteIds: [], tags: [] });

  async function all(): Promise<ReadonlyMap<string, Managed>> {
    const records = await state.list(`kind:${kind}`);
    const known = records.flatMap(({ data }) => record.safeParse(data).data ?? []);
    return new Map(known.map((one) => [one.rep, one]));
  }

  return {
    all,
    of: async (rep) => record.safeParse((await state.get(idOf(rep)))?.data).data,
    async peopleOf(manager) {
      const people = [...(await all()).values()].filter((one) => one.manager === manager);
      return people.filter((one) => hasBegun(one, now())).map(({ rep }) => rep);
    },
    name: (named) => put(named, null),
    told: (named) => put(named, new Date(now().getTime() + noticeMs).toISOString()),
    remove: (rep) => state.remove(idOf(rep)),
    async askedAt(ask) {
      for (const hash of dealHashes(ask.deal)) {
        const record = await state.get(askIdOf(ask, hash));
        if (record) return askRecord.parse(record.data).at;
      }
      return undefined;
    },
    asked(ask) {
      const data = { at: now().toISOString() };
      return state.put({
        id: askIdOf(ask, dealHash(ask.deal.key)),
        kind: askKind,
        data,
        noteIds: [],
        tags: [],
      });
    },
  };
}

/** Whether the manager gets this rep's week by now. */
export function hasBegun({ from }: Pick<Managed, 'from'>, now: Date): boolean {
  return from !== null && new Date(from) <= now;
}
