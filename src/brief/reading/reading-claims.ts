import type { StateBank } from '../../memory/memory.ts';

/**
 * Who reads what, among replicas. A claim holds for one span of five minutes by the clock: what was begun in it and is
 * not kept by its end is thrown away, so that the next span's owner is the only one. A process that died is waited for
 * no longer than that.
 */
export interface ReadingClaims {
  /** Milliseconds until work of so many may begin: zero while the span has that much left. */
  wait(leastMs: number): number;
  /** When work that begins now must be done. */
  deadline(): Date;
  /** Of these, what this process may do now, in the order given. */
  claim(keys: readonly string[]): Promise<readonly string[]>;
}

const spanMs = 5 * 60_000;
/** Clocks of replicas differ. */
const marginMs = 10_000;
const longestMs = 90_000;

export function createReadingClaims(state: Pick<StateBank, 'claim'>, now: () => Date): ReadingClaims {
  let ours: { readonly span: number; readonly keys: Set<string> } = { span: 0, keys: new Set() };
  const spanNow = () => Math.floor(now().getTime() / spanMs);
  const endOf = (span: number) => (span + 1) * spanMs - marginMs;

  async function claimOne(key: string, span: number): Promise<boolean> {
    if (ours.span !== span) ours = { span, keys: new Set() };
    const { keys } = ours;
    if (keys.has(key)) return true;
    const isOurs = await state.claim(`${key} ${span}`);
    if (isOurs) keys.add(key);
    return isOurs;
  }

  return {
    wait(leastMs) {
      const left = endOf(spanNow()) - now().getTime();
      return left >= leastMs ? 0 : left + marginMs;
    },
    deadline: () => new Date(Math.min(now().getTime() + longestMs, endOf(spanNow()))),
    async claim(keys) {
      const span = spanNow();
      const owned = await Promise.all(keys.map((key) => claimOne(key, span)));
      return keys.filter((_, index) => owned[index]);
    },
  };
}
