import pMap from 'p-map';
import type { Bank } from './bank.ts';
import type { Filter } from './read-calls.ts';

/** What one address holds comfortably. */
const tagsAtOnce = 40;

/** So that a long list does not starve the other requests. */
const atOnce = 4;

/** Does it for any of these tags, in as many filters as they need. */
export function eachFilter<T>(
  tags: readonly string[],
  read: (filter: Filter) => Promise<T>,
): Promise<readonly T[]> {
  const count = Math.ceil(tags.length / tagsAtOnce);
  const filters = Array.from({ length: count }, (_, index) => ({
    tags: tags.slice(index * tagsAtOnce, (index + 1) * tagsAtOnce),
    match: 'any' as const,
  }));
  return pMap(filters, read, { concurrency: atOnce });
}

/** Ids of the documents that carry any of these tags, however many tags. */
export async function idsWith(state: Bank, tags: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await eachFilter(tags, state.list);
  return new Set(found.flat().map(({ id }) => id));
}
