import { z } from 'zod';
import { dealHash, dealHashes } from '../memory/identity/keys.ts';
import type { StateBank, StateRecord } from '../memory/memory.ts';
import type { DealKeys } from '../memory/note.ts';
import { hashOf } from '../util/hash.ts';

/** What a rep said of their week: snoozed deals, deals given and taken. */
export interface DealFlags {
  /** Hash of a deal's key to how long it sleeps. */
  readonly snoozed: ReadonlyMap<string, Snooze>;
  /** Hash of a deal's key to what was said last of whose it is. */
  readonly owned: ReadonlyMap<string, Owned>;
}

interface Snooze {
  /** The first day after it. */
  readonly until: string;
  /** When it was asked for, ISO 8601 in UTC; null where nobody wrote that down. */
  readonly at: string | null;
}

/** `holds`: theirs although they may have no note on it; else somebody else's now. */
interface Owned {
  readonly holds: boolean;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export const noFlags: DealFlags = { snoozed: new Map(), owned: new Map() };

/**
 * The day on which a deal that sleeps is back: of several that became one the latest; null when it is awake. What was logged later
 * than somebody put it to sleep wakes it; `loggedAt` is the time of its newest note.
 */
export function sleepsUntil(deal: DealKeys, { snoozed }: DealFlags, loggedAt: string): string | null {
  return (
    dealHashes(deal)
      .flatMap((hash) => snoozed.get(hash) ?? [])
      .flatMap(({ until, at }) => (at === null || at >= loggedAt ? [until] : []))
      .toSorted()
      .at(-1) ?? null
  );
}

/** Whose it is, as was said last of any of the deals that became one; undefined when its notes' authors tell. */
export function ownedBy(deal: DealKeys, { owned }: Pick<DealFlags, 'owned'>): Owned | undefined {
  return dealHashes(deal)
    .flatMap((hash) => owned.get(hash) ?? [])
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1);
}

/** Flags in the state bank. Rejects when memory does not answer. */
export interface DealFlagStore {
  /** One list, however many there are. */
  read(rep: string): Promise<DealFlags>;
  /** Of the deal's key a hash alone is kept. `until` is the day on which it is back; null wakes it under all of its keys. */
  snooze(rep: string, deal: DealKeys, until: string | null): Promise<void>;
}

/** The state bank's records under the tag `week:<rep>`: kinds `snooze`, and `owner` for deals given and taken. */
export function createDealFlags(state: StateBank, now: () => Date): DealFlagStore {
  const read = async (rep: string): Promise<DealFlags> => {
    const records = await state.list(weekTag(rep));
    return {
      snoozed: new Map(
        ofKind(records, 'snooze', snooze).map(({ deal, until, at = null }) => [deal, { until, at }]),
      ),
      ...ownersIn(records),
    };
  };
  return {
    read,
    async snooze(rep, deal, until) {
      if (until === null) {
        for (const hash of dealHashes(deal)) await state.remove(idOf('snooze', rep, hash));
        return;
      }
      const hash = dealHash(deal.key);
      const id = idOf('snooze', rep, hash);
      const data = { deal: hash, until, at: now().toISOString() };
      await state.put({ id, kind: 'snooze', data, noteIds: [], tags: [weekTag(rep)] });
    },
  };
}

/** Whose week a deal belongs to, where that is not what the notes' authors say. Rejects when memory does not answer. */
export interface Owners {
  /** `holds`: in the rep's week although they may have no note on it; else out of it although they may. `too`: beside its holder. */
  set(owner: OwnerRecord): Promise<void>;
  /** Everybody who was given a deal, and when first, ISO 8601. */
  takers(): Promise<ReadonlyMap<string, string>>;
  /** By the hash of a deal's key: who was given it last, and when, ISO 8601. */
  holders(): Promise<ReadonlyMap<string, Pick<OwnerRecord, 'rep' | 'at'>>>;
}

/** One record for each rep and deal: handing back overwrites what handing over said. */
export function createOwners(state: StateBank): Owners {
  async function held(): Promise<readonly OwnerRecord[]> {
    return ownerRecordsIn(await state.list(`kind:${kind}`)).filter(({ holds }) => holds);
  }

  return {
    async set(owner) {
      const { rep, deal } = owner;
      const id = `${kind}-${hashOf(`${rep} ${deal}`, 40)}`;
      await state.put({ id, kind, data: ownerRecord.parse(owner), noteIds: [], tags: [weekTag(rep)] });
    },
    async takers() {
      const latestFirst = (await held()).toSorted((a, b) => b.at.localeCompare(a.at));
      return new Map(latestFirst.map(({ rep, at }) => [rep, at]));
    },
    async holders() {
      const holding = (await held()).filter(({ too }) => too !== true);
      const latestLast = holding.toSorted((a, b) => a.at.localeCompare(b.at));
      return new Map(latestLast.map(({ deal, rep, at }) => [deal, { rep, at }]));
    },
  };
}

/** Carried by all that a rep said of their week. */
function weekTag(rep: string): string {
  return `week:${rep}`;
}

/** `deal` is a hash of the deal's key, which spells names. */
const snooze = z.object({ deal: z.string(), until: z.string(), at: z.string().optional() });
const kind = 'owner';

/** `deal` is a hash of the deal's key, which spells names. */
const ownerRecord = z.object({
  rep: z.string(),
  deal: z.string(),
  holds: z.boolean(),
  /** On the week of somebody who gave it away and does not hold it again. */
  too: z.boolean().optional(),
  at: z.string(),
});
type OwnerRecord = z.infer<typeof ownerRecord>;

function ownerRecordsIn(records: readonly StateRecord[]): readonly OwnerRecord[] {
  return records.flatMap((record) =>
    record.kind === kind ? (ownerRecord.safeParse(record.data).data ?? []) : [],
  );
}

/** What a rep's own records say of deals given and taken. */
export function ownersIn(records: readonly StateRecord[]): Pick<DealFlags, 'owned'> {
  return { owned: new Map(ownerRecordsIn(records).map(({ deal, holds, at }) => [deal, { holds, at }])) };
}

function ofKind<T>(records: readonly StateRecord[], kind: string, shape: z.ZodType<T>): readonly T[] {
  return records.flatMap((record) => {
    const parsed = record.kind === kind ? shape.safeParse(record.data) : undefined;
    return parsed?.success ? [parsed.data] : [];
  });
}

function idOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}-${hashOf(JSON.stringify(parts), 40)}`;
}
