import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';

/**
 * How a digest ended. `unknown`: Slack may or may not have it. `missed`: its time went by. `skipped`: there was nothing to
 * say. After `unknown`, `refused` and `missed` it is offered once.
 */
const digestOutcomes = ['sent', 'unknown', 'refused', 'missed', 'skipped'] as const;
type DigestOutcome = (typeof digestOutcomes)[number];

/** What is known of one rep's digest of one ISO week. */
export interface LedgerEntry {
  /** When somebody set out to claim it; without an outcome 15 minutes later that process is gone. */
  readonly intendedAt: Date | null;
  readonly ended: { readonly outcome: DigestOutcome; readonly at: Date } | null;
  readonly isOffered: boolean;
}

/** The name of a digest: one rep, one ISO week. */
export interface DigestKey {
  readonly user: string;
  readonly week: string;
}

/** Exactly once, on the state bank alone. Rejects when memory does not answer. */
export interface Ledger {
  look(period: DigestKey): Promise<LedgerEntry>;
  /** True for one caller among all processes, for ever; whoever gets it posts, and nobody else does. */
  claim(period: DigestKey): Promise<boolean>;
  end(period: DigestKey, outcome: DigestOutcome): Promise<void>;
  /** True for one caller, for ever. */
  claimOffer(period: DigestKey): Promise<boolean>;
  /** Nothing more is to be done for this period. */
  endOffer(period: DigestKey): Promise<void>;
}

/** Claims, and beside them three records: who set out, how it ended, that it was offered. */
export function createLedger({ state, now }: { state: StateBank; now: () => Date }): Ledger {
  const read = async (id: string) => record.safeParse((await state.get(id))?.data).data;
  const write = (
    period: DigestKey,
    part: 'intent' | 'end' | 'offer',
    outcome?: DigestOutcome,
  ): Promise<void> => {
    const data = { at: now().toISOString(), ...(outcome === undefined ? {} : { outcome }) };
    const tags = [`digest:${period.week}`];
    return state.put({ id: idOf(period, part), kind, data, noteIds: [], tags });
  };
  return {
    async look(period) {
      const parts = (['intent', 'end', 'offer'] as const).map((part) => read(idOf(period, part)));
      const [intent, end, offer] = await Promise.all(parts);
      const ended = end?.outcome === undefined ? null : { outcome: end.outcome, at: new Date(end.at) };
      return { intendedAt: intent ? new Date(intent.at) : null, ended, isOffered: offer !== undefined };
    },
    async claim(period) {
      // Written first: whoever comes after a crash must be able to tell how long ago it was.
      if ((await read(idOf(period, 'intent'))) === undefined) await write(period, 'intent');
      return state.claim(keyOf(period, 'digest'));
    },
    end: (period, outcome) => write(period, 'end', outcome),
    claimOffer: (period) => state.claim(keyOf(period, 'offer')),
    endOffer: (period) => write(period, 'offer'),
  };
}

const record = z.object({ at: z.string(), outcome: z.enum(digestOutcomes).optional() });
const kind = 'digest';

function idOf({ user, week }: DigestKey, part: 'intent' | 'end' | 'offer'): string {
  return `digest-${user}-${week}-${part}`.toLowerCase();
}

function keyOf({ user, week }: DigestKey, what: 'digest' | 'offer'): string {
  return `${what} ${user} ${week}`;
}
