import { LRUCache } from 'lru-cache';

/** The latest so many, by a key. Takes room as it fills: `max` of LRUCache would take all of it at once, at a start. */
export function createKept<Value extends NonNullable<unknown>>(most: number): LRUCache<string, Value> {
  return new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
}
