import { z } from 'zod';
import { hashOf } from '../../util/hash.ts';
import type { StateBank, StateRecord } from '../memory.ts';
import type { Prospect } from '../note.ts';

/**
 * What somebody said of a person, beside the notes, which stay as they are. `rename`: `to` is how they are called.
 * `merge`: both are one, called `to`. `move`: they are at the company of `to` now; what is on `from` stays there.
 */
export interface Alias {
  readonly id: string;
  readonly type: z.infer<typeof shape>['type'];
  readonly from: Prospect;
  readonly to: Prospect;
  /** Slack user id of who said so. */
  readonly by: string;
  /** When, ISO 8601 in UTC; of two that contradict each other the later wins. */
  readonly at: string;
}

/** All aliases of a team, whoever made them, in the order in which they were made. */
export interface AliasStore {
  /** As of at most half a minute ago; what this process did itself is in it. */
  all(): Promise<readonly Alias[]>;
  /** The same without a request, as of the last reading. */
  known(): readonly Alias[];
  put(alias: Alias): Promise<void>;
  /** Safe to repeat. */
  remove(id: string): Promise<void>;
}

interface Deps {
  readonly state: Pick<StateBank, 'put' | 'list' | 'remove'>;
  readonly now: () => Date;
}

/** How long what another process did may stay unseen. */
export const freshMs = 30_000;

export function createAliasStore({ state, now }: Deps): AliasStore {
  let list: readonly Alias[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let writes = 0;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const before = writes;
    const records = await state.list(aliasTag);
    // A list read while this process wrote may lack what it wrote.
    if (writes !== before) return read();
    list = inOrder(records.flatMap((record) => aliasIn(record) ?? []));
    readAt = now().getTime();
  }

  const wrote = (id: string, ...more: readonly Alias[]) => {
    writes += 1;
    list = inOrder([...list.filter((one) => one.id !== id), ...more]);
  };

  return {
    async all() {
      if (Math.abs(now().getTime() - readAt) < freshMs) return list;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
      return list;
    },
    known: () => list,
    async put(alias) {
      await state.put(recordOf(alias));
      wrote(alias.id, alias);
    },
    async remove(id) {
      await state.remove(id);
      wrote(id);
    },
  };
}

const kind = 'alias';

/** Carried by every alias and nothing else. */
const aliasTag = `kind:${kind}`;
const prospect = z.object({ key: z.string(), name: z.string(), company: z.string().nullable() });

const shape = z.object({
  type: z.enum(['rename', 'merge', 'move']),
  from: prospect,
  to: prospect,
  by: z.string(),
  at: z.string(),
});

/** The same words of the same person are one alias. */
export function aliasOf(said: Omit<Alias, 'id'>): Alias {
  const basis = JSON.stringify([said.by, said.type, said.from.key, said.to.key, said.to.name]);
  return { id: `${kind}-${hashOf(basis, 40)}`, ...said };
}

/** As the state bank keeps it. */
function recordOf({ id, ...data }: Alias): StateRecord {
  return { id, kind, data, noteIds: [], tags: [`prospect-alias:${data.from.key}`] };
}

/** Undefined for what is no alias of ours. */
function aliasIn({ id, data }: StateRecord): Alias | undefined {
  const parsed = shape.safeParse(data);
  return parsed.success ? { id, ...parsed.data } : undefined;
}

/** The order in which they were said. */
function inOrder(aliases: readonly Alias[]): readonly Alias[] {
  return aliases.toSorted((a, b) => (a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
