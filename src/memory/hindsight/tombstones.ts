import { createKept } from '../../util/kept.ts';
import { type Bank, filtersFor } from './bank.ts';

/** Says of notes that they were deleted, for ever and to every process: what is deleted stays deleted. */
export interface Tombstones {
  lay(noteId: string): Promise<void>;
  /** For notes that go together with what they came with: they may come once more, under other ids. */
  layTogether(noteIds: readonly string[]): Promise<void>;
  has(noteId: string): Promise<boolean>;
  /** Ids of all deleted notes. */
  all(): Promise<readonly string[]>;
  /** Of those deleted at that time (ISO 8601 with a zone, by the server's clock) or later. */
  since(time: string): Promise<readonly string[]>;
  /** Ids of those that were deleted by themselves. */
  alone(): Promise<readonly string[]>;
  /** Those of these that are deleted. */
  among(noteIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether one of these is deleted. */
  hasAny(noteIds: readonly string[]): Promise<boolean>;
}

interface Deps {
  readonly state: Bank;
  readonly now: () => Date;
}

export function createTombstones({ state, now }: Deps): Tombstones {
  const has = async (noteId: string) => (await state.get(tombstoneId(noteId))) !== undefined;
  const stone = (noteId: string, tags: readonly string[]) => {
    const timestamp = now().toISOString();
    return {
      id: tombstoneId(noteId),
      content: JSON.stringify({ deletedAt: timestamp }),
      timestamp,
      metadata: {},
      tags: [tombstoneTag, buriedTag(noteId), ...tags],
    };
  };
  const every = () => state.list(everyTombstone);
  const among = async (noteIds: readonly string[]) => {
    const found = await Promise.all(filtersFor(noteIds.map(buriedTag)).map(state.units));
    return new Set(found.flat().flatMap(buriedIds));
  };
  return {
    has,
    lay: (noteId) => state.retain(stone(noteId, [])),
    layTogether: (noteIds) => state.retainMany(noteIds.map((noteId) => stone(noteId, [togetherTag]))),
    all: async () => (await every()).flatMap(buriedIds),
    since: async (time) => (await state.unitsSince(everyTombstone, time)).flatMap(buriedIds),
    alone: async () => (await every()).filter(({ tags }) => !tags.includes(togetherTag)).flatMap(buriedIds),
    among,
    hasAny: async (noteIds) => (await among(noteIds)).size > 0,
  };
}

/** Carried by every tombstone and nothing else. */
export const tombstoneTag = 'kind:tombstone';
const everyTombstone = { tags: [tombstoneTag], match: 'all' as const };
/** On those of notes that went together. */
const togetherTag = 'with:import';
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
  const ids = createKept<true>(mostIds);
  return { add: (id) => void ids.set(id, true), has: (id) => ids.has(id) };
}
