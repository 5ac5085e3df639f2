import { createHash } from 'node:crypto';
import { z } from 'zod';
import { marksOf } from '../memory/identity/keys.ts';
import type { Memory } from '../memory/memory.ts';
import type { StateBank, StateRecord } from '../memory/state-bank.ts';
import type { Handover, Handovers } from './hand-over.ts';
import { type Marks, weekTag } from './marks.ts';

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

interface Deps {
  readonly handovers: Handovers;
  readonly owners: Owners;
  readonly memory: Pick<Memory, 'read' | 'setVisibility'>;
  readonly now: () => Date;
}

/** Moves an accepted deal; every step can be repeated, so what was cut short is done again from the start. */
export function createChangeHands({ handovers, owners, memory, now }: Deps) {
  /** The giver's own and still private, on this deal: nothing else, whatever was noted. */
  async function share({ shares, from, deal }: Handover): Promise<readonly string[]> {
    const shared: string[] = [];
    for (const id of shares) {
      const note = await memory.read(id, from);
      const isTheirs = note?.author === from && marksOf(note.deal).includes(deal);
      if (!isTheirs || note.visibility !== 'private') continue;
      await memory.setVisibility(id, 'team');
      shared.push(id);
    }
    return shared;
  }

  return async (offer: Handover) => {
    const { deal, from, to } = offer;
    const at = now().toISOString();
    await handovers.put({ ...offer, state: 'accepted' });
    // The taker first, so that the deal is on somebody's week at any moment.
    await owners.set({ rep: to, deal, holds: true, at });
    await owners.set({ rep: from, deal, holds: false, at });
    const shared = await share(offer);
    const handover: Handover = { ...offer, state: 'done' };
    await handovers.put(handover);
    return { handover, isNews: true, shared };
  };
}
