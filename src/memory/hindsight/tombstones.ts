import { LRUCache } from 'lru-cache';
import { type Bank, filtersFor } from './bank.ts';

/** Says of notes that they were deleted, for ever and to every process: what is deleted stays deleted. */
export interface Tombstones {
  lay(noteId: string): Promise<void>;
  has(noteId: string): Promise<boolean>;
  /** Ids of all deleted notes. */
  all(): Promise<readonly string[]>;
  /** Of those deleted at that time (ISO 8601 with a zone, by the server's clock) or later. */
  since(time: string): Promise<readonly string[]>;
  /** Whether one of these is deleted. */
  hasAny(noteIds: readonly string[]): Promise<boolean>;
}

interface Deps {
  readonly state: Bank;
  readonly now: () => Date;
}

export function createTombstones({ state, now }: Deps): Tombstones {
  const has = async (noteId: string) => (await state.get(tombstoneId(noteId))) !== undefined;
  return {
    has,
    lay: async (noteId) => {
      const timestamp = now().toISOString();
      const item = {
        id: tombstoneId(noteId),
        content: JSON.stringify({ deletedAt: timestamp }),
        timestamp,
        metadata: {},
        tags: [kindTag, buriedTag(noteId)],
      };
      await state.retain(item);
    },
    all: async () => (await state.list(everyTombstone)).flatMap(buriedIds),
    since: async (time) => (await state.unitsSince(everyTombstone, time)).flatMap(buriedIds),
    hasAny: async (noteIds) => {
      for (const filter of filtersFor(noteIds.map(buriedTag))) {
        const { items } = await state.page(filter, { limit: 1, offset: 0 });
        if (items.length > 0) return true;
      }
      return false;
    },
  };
}

/** Carried by every tombstone and nothing else. */
const kindTag = 'kind:tombstone';
const everyTombstone = { tags: [kindTag], match: 'all' as const };
const buriedPrefix = 'buried:';

/** Where the tombstone of a note lies. */
function tombstoneId(noteId: string): string {
  return `tombstone-${noteId.replace(/^note-/, '')}`;
}

/** Not the tag of records that rest on the note, for those are deleted with it. */
function buriedTag(noteId: string): string {
  return `${buriedPrefix}${noteId}`;
}

/** The note that a tombstone is for. */
function buriedIds({ tags }: { readonly tags: readonly string[] }): readonly string[] {
  return tags.filter((tag) => tag.startsWith(buriedPrefix)).map((tag) => tag.slice(buriedPrefix.length));
}

/** Notes known to be deleted: a write that was on its way may bring one back for a moment. */
export interface DeletedIds {
  add(id: string): void;
  has(id: string): boolean;
}

const mostIds = 10_000;

export function createDeletedIds(): DeletedIds {
  const ids = new LRUCache<string, true>({ max: mostIds });
  return { add: (id) => void ids.set(id, true), has: (id) => ids.has(id) };
}
