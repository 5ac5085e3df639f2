export interface Page<T> {
  /** Undefined for an item that could not be read: it still counts. */
  readonly items: readonly (T | undefined)[];
  readonly total: number;
}

const mostRounds = 3;

/**
 * Reads page after page until there is no more. A list that moves meanwhile repeats or skips items: repeats are
 * dropped by key, and when some are missing at the end all is read again, three times at most.
 */
export async function readAll<T>(
  read: (offset: number) => Promise<Page<T>>,
  keyOf: (item: T) => string,
): Promise<readonly T[]> {
  for (let round = 1; ; round += 1) {
    const found = new Map<string, T>();
    const { seen, total } = await readRound(read, (item) => found.set(keyOf(item), item));
    if (found.size + seen.unreadable >= total || round === mostRounds) return [...found.values()];
  }
}

async function readRound<T>(read: (offset: number) => Promise<Page<T>>, take: (item: T) => void) {
  const seen = { items: 0, unreadable: 0 };
  for (;;) {
    const { items, total } = await read(seen.items);
    for (const item of items) {
      if (item === undefined) seen.unreadable += 1;
      else take(item);
    }
    seen.items += items.length;
    if (items.length === 0 || seen.items >= total) return { seen, total };
  }
}
