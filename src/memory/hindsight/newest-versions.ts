import type { ListedDocument } from './wire.ts';

/** A document in two lists once, as it was last. */
export function newestVersions(documents: readonly ListedDocument[]): readonly ListedDocument[] {
  const newest = new Map<string, ListedDocument>();
  for (const document of documents) {
    const known = newest.get(document.id);
    if (!known || known.updated_at < document.updated_at) newest.set(document.id, document);
  }
  return [...newest.values()];
}
