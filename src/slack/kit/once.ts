import { LRUCache } from 'lru-cache';
/** Tells the first of several equal things from its repeats. */
export interface Once {
  /** True the first time within `ms`. */
  isFirst(key: string, ms: number): boolean;
}

const most = 5_000;

/** Remembers at most 5,000 keys. */
export function createOnce(now: () => Date): Once {
  const seen = new LRUCache<string, number>({ max: most });

  return {
    isFirst(key, ms) {
      const at = now().getTime();
      const last = seen.get(key);
      if (last !== undefined && Math.abs(at - last) < ms) return false;
      seen.set(key, at);
      return true;
    },
  };
}
