import type { Bank } from './bank.ts';

/** What one address holds comfortably. */
const tagsAtOnce = 40;

/** Ids of the documents that carry any of these tags, however many tags. */
export async function idsWith(state: Bank, tags: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let start = 0; start < tags.length; start += tagsAtOnce) {
    const some = tags.slice(start, start + tagsAtOnce);
    for (const { id } of await state.list({ tags: some, match: 'any' })) found.add(id);
  }
  return found;
}
