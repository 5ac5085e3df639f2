/** Tells the first of several equal things from its repeats. */
export interface Once {
  /** True the first time within `ms`. */
  isFirst(key: string, ms: number): boolean;
}

const most = 5_000;

/** Remembers at most 5,000 keys. */
export function createOnce(now: () => Date): Once {
  const seen = new Map<string, number>();

  return {
    isFirst(key, ms) {
      const at = now().getTime();
      const last = seen.get(key);
      if (last !== undefined && Math.abs(at - last) < ms) return false;
      seen.delete(key);
      seen.set(key, at);
      for (const oldest of seen.keys()) {
        if (seen.size <= most) break;
        seen.delete(oldest);
      }
      return true;
    },
  };
}
