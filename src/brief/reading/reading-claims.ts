import type { StateBank } from '../../memory/memory.ts';

/**
 * Who reads what, among replicas. A claim holds for one span of five minutes by the clock; what begins so late that it
 * may end in the next span claims that too. A process that died is waited for no longer than two spans.
 */
export interface ReadingClaims {
  /** When work that begins now must be done. */
  deadline(): Date;
  /** Of these, what this process may do now, in the order given. */
  claim(keys: readonly string[]): Promise<readonly string[]>;
}

const spanMs = 5 * 60_000;
/** Clocks of replicas differ, and a claim takes a while. */
const marginMs = 20_000;
const longestMs = 90_000;

export function createReadingClaims(state: Pick<StateBank, 'claim'>, now: () => Date): ReadingClaims {
  const ours = new Map<number, Set<string>>();

  /** Those in which work that begins now may go on, after the forgotten ones that are over. */
  function spans(): readonly number[] {
    const at = now().getTime();
    const span = Math.floor(at / spanMs);
    for (const known of ours.keys()) if (known < span) ours.delete(known);
    const leftMs = (span + 1) * spanMs - at;
    return leftMs < longestMs + marginMs ? [span, span + 1] : [span];
  }

  async function claimOne(key: string, span: number): Promise<boolean> {
    const keys = ours.get(span) ?? new Set();
    ours.set(span, keys);
    if (keys.has(key)) return true;
    const isOurs = await state.claim(`${key} ${span}`);
    if (isOurs) keys.add(key);
    return isOurs;
  }

  /** In order: who has this span alone may claim the next before it begins. */
  async function claimAll(key: string, all: readonly number[]): Promise<boolean> {
    for (const span of all) if (!(await claimOne(key, span))) return false;
    return true;
  }

  return {
    deadline: () => new Date(now().getTime() + longestMs),
    async claim(keys) {
      const all = spans();
      const owned = await Promise.all(keys.map((key) => claimAll(key, all)));
      return keys.filter((_, index) => owned[index]);
    },
  };
}
