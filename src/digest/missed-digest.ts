import type { Ledger } from './ledger.ts';
import type { SettingsStore } from './settings.ts';
import { lastSlot, type Slot } from './slots.ts';

/** The last slot of a rep in a zone whose digest did not surely arrive; null when it did, or when none was due. */
export type MissedDigest = (user: string, zone: string) => Promise<Slot | null>;

interface Deps {
  readonly ledger: Pick<Ledger, 'look'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly now: () => Date;
}

const notArrived = new Set(['unknown', 'refused', 'missed']);

/** Reads the ledger alone. Rejects when memory does not answer. */
export function createMissedDigest({ ledger, settings, now }: Deps): MissedDigest {
  return async (user, zone) => {
    const slot = lastSlot(await settings.get(user), zone, now());
    const { ended } = await ledger.look({ user, week: slot.week });
    return ended && notArrived.has(ended.outcome) ? slot : null;
  };
}
