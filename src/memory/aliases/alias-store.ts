import type { StateBank } from '../state-bank.ts';
import { type Alias, aliasIn, aliasTag, inOrder, recordOf } from './alias.ts';

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
