import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StateBank } from '../memory/state-bank.ts';

const handover = z.object({
  /** A UUID. */
  id: z.string(),
  /** Mark of the deal, since its key spells names. */
  deal: z.string(),
  /** Slack user ids. */
  from: z.string(),
  to: z.string(),
  /** When it was offered, ISO 8601 in UTC. */
  at: z.string(),
  /** Ids of the giver's private notes that the team may read once it is accepted. */
  shares: z.array(z.string()),
  /** `accepted`: it is under way; `done`: all of it is stored. */
  state: z.enum(['pending', 'accepted', 'done', 'declined', 'withdrawn']),
});

/** A deal that somebody offers to a colleague: no quote and no name is in it. */
export type Handover = z.infer<typeof handover>;

/** Which hand-over: carried by its buttons. */
export type HandoverRef = Pick<Handover, 'id' | 'deal' | 'from'>;

/** The last hand-over of each giver and deal: a new one takes the place of the one before. */
export interface Handovers {
  latest(of: Pick<Handover, 'deal' | 'from'>): Promise<Handover | undefined>;
  put(one: Handover): Promise<void>;
}

function idOf({ from, deal }: Pick<Handover, 'deal' | 'from'>): string {
  return `handover-${createHash('sha256').update(`${from} ${deal}`).digest('hex').slice(0, 40)}`;
}

export function createHandovers(state: StateBank): Handovers {
  return {
    async latest(of) {
      const record = await state.get(idOf(of));
      return handover.safeParse(record?.data).data;
    },
    put: (one) => state.put({ id: idOf(one), kind: 'handover', data: one, noteIds: [], tags: [] }),
  };
}
