import type { StateBank } from '../../memory/memory.ts';

/**
 * Who reads what, among replicas. A claim holds for a minute by the clock, and whoever is at it claims the next one
 * before that is over: a process that died is waited for no longer than that.
 */
export interface ReadingClaims {
  /** Of these, what this process may begin now, in the order given. */
  claim(keys: readonly string[]): Promise<readonly string[]>;
  /** Does it, which must be done by the deadline, while the claims are renewed; undefined when they were lost meanwhile. */
  holding<T>(keys: readonly string[], work: (deadline: Date) => Promise<T>): Promise<T | undefined>;
}

interface Deps {
  readonly state: Pick<StateBank, 'claim'>;
  readonly now: () => Date;
  /** Calls back once after so many milliseconds; what it returns takes that back. */
  readonly after: (ms: number, call: () => void) => () => void;
  readonly report: (error: unknown) => void;
}

const spanMs = 60_000;
/** Clocks of replicas differ, and a claim takes a while. */
const marginMs = 20_000;
const againMs = 5_000;
const longestMs = 90_000;

const spanAt = (at: number) => Math.floor(at / spanMs);

export function createReadingClaims({ state, now, after, report }: Deps): ReadingClaims {
  const ours = new Map<number, Set<string>>();

  async function claimOne(key: string, span: number): Promise<boolean> {
    const keys = ours.get(span) ?? new Set();
    ours.set(span, keys);
    if (keys.has(key)) return true;
    const isOurs = await state.claim(`${key} ${span}`);
    if (isOurs) keys.add(key);
    return isOurs;
  }

  /** What ends soon is claimed with what follows, in order: who has this span alone may claim the next before it begins. */
  async function claimNow(key: string): Promise<boolean> {
    const at = now().getTime();
    const last = spanAt(at + marginMs);
    for (let span = spanAt(at); span <= last; span += 1) if (!(await claimOne(key, span))) return false;
    return true;
  }

  /** Renews until it is let go; a memory that is away is asked again, as long as the claim holds. */
  function renewing(keys: readonly string[]) {
    let isHeld = true;
    let isOver = false;
    let cancel = () => {};

    async function renew(): Promise<void> {
      const held = await Promise.all(keys.map(claimNow)).catch((error: unknown) => {
        report(error);
        return null;
      });
      if (held?.includes(false)) isHeld = false;
      else wait(held === null ? againMs : undefined);
    }

    function wait(ms?: number): void {
      if (isOver) return;
      const at = now().getTime();
      const endsAt = (spanAt(at + marginMs) + 1) * spanMs;
      cancel = after(ms ?? endsAt - marginMs - at, () => void renew());
    }

    wait();
    return {
      isHeld: () => isHeld,
      letGo(): void {
        isOver = true;
        cancel();
      },
    };
  }

  return {
    async claim(keys) {
      const span = spanAt(now().getTime());
      for (const known of ours.keys()) if (known < span) ours.delete(known);
      const owned = await Promise.all(keys.map(claimNow));
      return keys.filter((_, index) => owned[index]);
    },
    async holding(keys, work) {
      const lease = renewing(keys);
      try {
        const done = await work(new Date(now().getTime() + longestMs));
        return lease.isHeld() ? done : undefined;
      } finally {
        lease.letGo();
      }
    },
  };
}
