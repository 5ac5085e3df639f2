import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StateBank, StateRecord } from '../memory/state-bank.ts';
import type { Marks } from './marks.ts';
import { weekTag } from './week-tag.ts';

/** Whose week a deal belongs to, where that is not what the notes' authors say. Rejects when memory does not answer. */
export interface Owners {
  /** `holds`: in the rep's week although they may have no note on it; else out of it although they may. */
  set(mark: OwnerMark): Promise<void>;
  /** Everybody who was given a deal, and when first, ISO 8601. */
  takers(): Promise<ReadonlyMap<string, string>>;
}

const kind = 'owner';
/** `deal` is the deal's mark, since its key spells names. */
const ownerMark = z.object({ rep: z.string(), deal: z.string(), holds: z.boolean(), at: z.string() });
type OwnerMark = z.infer<typeof ownerMark>;

function marksIn(records: readonly StateRecord[]): readonly OwnerMark[] {
  return records.flatMap((record) =>
    record.kind === kind ? (ownerMark.safeParse(record.data).data ?? []) : [],
  );
}

/** What a rep's own records say of deals given and taken. */
export function ownersIn(records: readonly StateRecord[]): Pick<Marks, 'owned'> {
  return { owned: new Map(marksIn(records).map(({ deal, holds, at }) => [deal, { holds, at }])) };
}

/** One record for each rep and deal: handing back overwrites what handing over said. */
export function createOwners(state: StateBank): Owners {
  return {
    async set(mark) {
      const { rep, deal } = mark;
      const id = `${kind}-${createHash('sha256').update(`${rep} ${deal}`).digest('hex').slice(0, 40)}`;
      await state.put({ id, kind, data: ownerMark.parse(mark), noteIds: [], tags: [weekTag(rep)] });
    },
    async takers() {
      const held = marksIn(await state.list(`kind:${kind}`)).filter(({ holds }) => holds);
      const latestFirst = held.toSorted((a, b) => b.at.localeCompare(a.at));
      return new Map(latestFirst.map(({ rep, at }) => [rep, at]));
    },
  };
}
