import pMap from 'p-map';
import { createBank } from './bank.ts';
import type { HindsightOptions } from './hindsight.ts';
import { createRequest } from './http-request.ts';
import { bankIds } from './ids.ts';
import { createTombstones } from './tombstones.ts';

/** Ids of deleted notes: of those that were deleted by themselves, and of those that went with their import. */
interface DeletedNotes {
  readonly alone: readonly string[];
  readonly together: readonly string[];
}

/** What was deleted, to be carried over to a bank that was restored from a time before. Rejects with UpstreamError. */
export interface DeletedList {
  read(): Promise<DeletedNotes>;
  /** Marks them as deleted too; tells how many were not yet. */
  lay(deleted: DeletedNotes): Promise<number>;
}

const layAtOnce = 8;
const inOneRequest = 100;

export function createDeletedList(options: HindsightOptions): DeletedList {
  const { state: id } = bankIds(options.prefix, options.team);
  const state = createBank({ request: createRequest(options), id, warn: options.warn });
  const tombstones = createTombstones({ state, now: options.now });
  return {
    async read() {
      const alone = new Set(await tombstones.alone());
      const all = await tombstones.all();
      return { alone: [...alone], together: all.filter((one) => !alone.has(one)) };
    },
    async lay({ alone, together }) {
      const known = new Set(await tombstones.all());
      const isNew = (one: string) => !known.has(one);
      const [single, imported] = [alone.filter(isNew), together.filter(isNew)];
      await pMap(single, tombstones.lay, { concurrency: layAtOnce });
      for (let start = 0; start < imported.length; start += inOneRequest)
        await tombstones.layTogether(imported.slice(start, start + inOneRequest));
      return single.length + imported.length;
    },
  };
}
