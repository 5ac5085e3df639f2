import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';

/** The processes that work on one bank, told from what each of them writes there once a minute. */
export interface Presence {
  /** Writes that this one is there, and looks who else is; to be called once a minute. Rejects when memory does not answer. */
  beat(): Promise<void>;
  /** How many there are, this one too; undefined before the first look. */
  count(): number | undefined;
  /** Whether another one was seen at work while this one was. */
  isSeen(): boolean;
  /** Takes its own word back. */
  leave(): Promise<void>;
}

interface Deps {
  readonly state: Pick<StateBank, 'put' | 'list' | 'remove'>;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => Date;
  /** Called whenever another one begins to be seen at work, and when none is any more. */
  readonly onSeen: (others: number) => void;
}

const kind = 'process';
const data = z.object({ at: z.string() });
/** Two beats may be missed, and clocks differ. */
const aliveMs = 150_000;
/** What a process that died has left. */
const staleMs = 60 * 60_000;

/** A process that died just now is not taken for one at work: another one is seen when its word is new between two looks. */
export function createPresence({ state, newId, now, onSeen }: Deps): Presence {
  const id = `${kind}-${newId().toLowerCase()}`;
  let before: ReadonlyMap<string, string> | undefined;
  let count: number | undefined;
  let seen = 0;
  let hasLeft = false;

  return {
    async beat() {
      if (hasLeft) return;
      await state.put({ id, kind, data: { at: now().toISOString() }, noteIds: [], tags: [] });
      const records = await state.list(`kind:${kind}`);
      const others = new Map(
        records.flatMap((one) => {
          const at = data.safeParse(one.data).data?.at;
          return at === undefined || one.id === id ? [] : [[one.id, at] as const];
        }),
      );
      const age = (at: string) => Math.abs(now().getTime() - Date.parse(at));
      for (const [other, at] of others) if (age(at) > staleMs) await state.remove(other);
      count = 1 + [...others.values()].filter((at) => age(at) < aliveMs).length;
      const known = before;
      const atWork = known ? [...others].filter(([other, at]) => known.get(other) !== at).length : 0;
      before = others;
      if (atWork > 0 !== seen > 0) onSeen(atWork);
      seen = atWork;
    },
    count: () => count,
    isSeen: () => seen > 0,
    async leave() {
      hasLeft = true;
      if (count !== undefined) await state.remove(id);
    },
  };
}
