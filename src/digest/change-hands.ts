import { marksOf } from '../memory/keys.ts';
import type { Memory } from '../memory/memory.ts';
import type { Handover, Handovers } from './handovers.ts';
import type { Owners } from './owners.ts';

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
