import type { Bank } from './bank.ts';
import type { Filter } from './read-calls.ts';

/** What one address holds comfortably. */
const tagsAtOnce = 40;

/** Any of these tags, in as many filters as they need. */
export function filtersFor(tags: readonly string[]): readonly Filter[] {
  const count = Math.ceil(tags.length / tagsAtOnce);
  return Array.from({ length: count }, (_, index) => ({
    tags: tags.slice(index * tagsAtOnce, (index + 1) * tagsAtOnce),
    match: 'any',
  }));
}

/** Ids of the documents that carry any of these tags, however many tags. */
export async function idsWith(state: Bank, tags: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const filter of filtersFor(tags)) {
    for (const { id } of await state.list(filter)) found.add(id);
  }
  return found;
}
