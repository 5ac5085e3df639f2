import { dealHash } from '../memory/identity/keys.ts';
import type { NoteRoster } from '../memory/memory.ts';
import { hashOf } from '../util/hash.ts';
import type { DealFlagStore, Owners } from './deal-flags.ts';
import { closedDeal, dealsOf, type RepDeal } from './deals.ts';

/** Deals of somebody who left, for an admin who gives them to a colleague. All reject when memory does not answer. */
export interface Leavers {
  /** Everybody who has logged a note or was given a deal: Slack user ids, no order. */
  withDeals(): Promise<readonly string[]>;
  /** Their open deals as the team knows them and the asker may read it, most recently called first. */
  dealsOf(leaver: string, asker: string): Promise<LeftDeals>;
  /** On the colleague's week from now on, and off the leaver's. Safe to repeat; no note changes. */
  move(left: LeftDeals, to: string): Promise<void>;
}

export interface LeftDeals {
  readonly leaver: string;
  readonly deals: readonly RepDeal[];
  /** Tells one list of deals from another. */
  readonly mark: string;
}

interface Deps {
  readonly roster: Pick<NoteRoster, 'authors' | 'headers'>;
  readonly flags: Pick<DealFlagStore, 'read'>;
  readonly owners: Pick<Owners, 'set' | 'takers'>;
  readonly now: () => Date;
}

export function createLeavers({ roster, flags, owners, now }: Deps): Leavers {
  return {
    async withDeals() {
      const [authors, takers] = await Promise.all([roster.authors(), owners.takers()]);
      return [...new Set([...authors.keys(), ...takers.keys()])];
    },

    async dealsOf(leaver, asker) {
      const [headers, said] = await Promise.all([roster.headers(asker), flags.read(leaver)]);
      // What the asker keeps private is no more the team's than what the leaver did.
      const shared = headers.filter(({ visibility }) => visibility === 'team');
      const deals = dealsOf(leaver, shared, said).filter((deal) => closedDeal(deal) === null);
      const marks = deals.map(({ deal }) => dealHash(deal.key)).toSorted();
      return { leaver, deals, mark: hashOf(marks.join(' '), 16) };
    },

    async move({ leaver, deals }, to) {
      const at = now().toISOString();
      for (const { deal } of deals) {
        const hash = dealHash(deal.key);
        // The taker first, so that the deal is on somebody's week at any moment.
        await owners.set({ rep: to, deal: hash, holds: true, at });
        await owners.set({ rep: leaver, deal: hash, holds: false, at });
      }
    },
  };
}
