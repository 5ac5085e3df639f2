import { LRUCache } from 'lru-cache';
import pMap from 'p-map';
import { z } from 'zod';
import type { Chain } from '../../util/chain.ts';
import { groupBy } from '../../util/group-by.ts';
import { jsonIn } from '../../util/json.ts';
import type { StateBank, StatePart, StateRecord } from '../memory.ts';
import { type Bank, filtersFor } from './bank.ts';
import type { Filter, Item, MemoryUnit } from './calls.ts';
import type { Tombstones } from './tombstones.ts';

/** The state bank without its claims, and what the notes' writer needs of it. */
export interface StateRecords extends Omit<StateBank, 'claim'> {
  /** Deletes all that rests on this note, but for what rests on words that stand in `text`, its new version. */
  removeQuoting(noteId: string, text?: string): Promise<void>;
}

interface Deps {
  readonly state: Bank;
  readonly tombstones: Tombstones;
  readonly chain: Chain;
  readonly now: () => Date;
}

export function createStateRecords({ state, tombstones, chain, now }: Deps): StateRecords {
  const known = createKnownRecords();
  const drop = (id: string) => {
    known.drop(id);
    return state.remove(id);
  };
  const remove = (id: string) => chain(id, () => drop(id));
  const read = async (id: string) => {
    const document = await state.get(id);
    return document && decodeRecord(id, document.tags, document.original_text);
  };
  /** The pieces come first, so that no record is older than what they say of it. */
  const readAll = async (filter: Filter): Promise<readonly StateRecord[]> => {
    const byRecord = groupBy(await state.units(filter), (unit) => unit.document_id ?? '');
    const readOne = async ([id, pieces]: [string, readonly MemoryUnit[]]) => {
      const version = versionOf(pieces);
      const before = known.get(id, version);
      if (before) return before;
      const [piece] = pieces;
      const isWhole = pieces.length === 1 && piece !== undefined;
      const record = isWhole ? decodeRecord(id, piece.tags, piece.text) : await read(id);
      if (record) known.put(record, version);
      return record;
    };
    const records = await pMap(byRecord, readOne, { concurrency: readAtOnce });
    return records.flatMap((record) => record ?? []);
  };
  /** To be called from the record's chain. */
  const lose = async (id: string, noteId: string, text?: string) => {
    const record = await read(id);
    const left = record && leftOf(record, noteId, text);
    if (left === undefined) await drop(id);
    else if (left !== record) await state.retain(encodeRecord(left, now()));
  };
  /** A note deleted meanwhile takes with it what rests on it. */
  const loseDeleted = async (record: StateRecord) => {
    if (await tombstones.hasAny(record.noteIds)) await drop(record.id);
    const others = notesInParts(record);
    if (!(await tombstones.hasAny(others))) return;
    for (const other of others) if (await tombstones.has(other)) await lose(record.id, other);
  };
  return {
    put: (record) =>
      chain(record.id, async () => {
        await state.retain(encodeRecord(record, now()));
        await loseDeleted(record);
      }),
    get: read,
    list: async (tags) => {
      const found = (await eachFilter([tags].flat(), readAll)).flat();
      return [...new Map(found.map((record) => [record.id, record])).values()];
    },
    ids: (tags) => idsWith(state, tags),
    remove,
    removeQuoting: async (noteId, text) => {
      const quoting = await state.list({ tags: [restsOnTag(noteId)], match: 'all' });
      await Promise.all(
        quoting.map(({ id, tags }) => {
          if (!tags.includes(wordsTag)) return remove(id);
          return chain(id, () => lose(id, noteId, text));
        }),
      );
    },
  };
}

/** At one time, so that a long list does not starve the other requests. */
const readAtOnce = 8;
/** About 40 MB. */
const mostCharacters = 20_000_000;

/** Records by id and version, so that a change elsewhere makes what is known of them unreachable. */
interface KnownRecords {
  get(id: string, version: string): StateRecord | undefined;
  put(record: StateRecord, version: string): void;
  drop(id: string): void;
}

function createKnownRecords(): KnownRecords {
  const records = new LRUCache<string, { readonly version: string; readonly record: StateRecord }>({
    maxSize: mostCharacters,
    sizeCalculation: ({ record }) => JSON.stringify(record).length,
  });
  return {
    get: (id, version) => {
      const found = records.get(id);
      return found?.version === version ? found.record : undefined;
    },
    put: (record, version) => void records.set(record.id, { version, record }),
    drop: (id) => void records.delete(id),
  };
}

/** Another one after every change of a record's words or tags. */
function versionOf(pieces: readonly MemoryUnit[]): string {
  return pieces
    .map(({ id, updated_at }) => `${id} ${updated_at}`)
    .toSorted()
    .join();
}

/** Parts as they are stored. */
const partsSchema = z.array(
  z.object({ data: z.unknown(), words: z.record(z.string(), z.array(z.string())) }),
);

const contentSchema = z.object({
  data: z.unknown(),
  words: z.string().optional(),
  parts: partsSchema.optional(),
  /** Notes that parts alone rest on. */
  apart: z.array(z.string()).optional(),
});

/** Carried by whatever rests on this note. */
export function restsOnTag(noteId: string): string {
  return `note:${noteId}`;
}

/** Carried by whatever keeps the words it rests on. */
const wordsTag = 'keeps:words';

/** A record as Hindsight stores it. */
function encodeRecord(record: StateRecord, now: Date): Item {
  const { id, kind, data, noteIds, words, parts, tags } = record;
  const apart = notesInParts(record);
  return {
    id,
    content: JSON.stringify({ data, words, parts, ...(apart.length > 0 ? { apart } : {}) }),
    timestamp: now.toISOString(),
    metadata: { kind },
    tags: [
      ...new Set([
        `kind:${kind}`,
        ...[...noteIds, ...apart].map(restsOnTag),
        ...(words === undefined && parts === undefined ? [] : [wordsTag]),
        ...tags,
      ]),
    ],
  };
}

/** Undefined for what is no record of ours. */
function decodeRecord(id: string, tags: readonly string[], text: string | null): StateRecord | undefined {
  const content = contentSchema.safeParse(jsonIn(text ?? ''));
  const kind = tags.find((tag) => tag.startsWith('kind:'))?.slice('kind:'.length);
  if (!content.success || kind === undefined) return undefined;
  const { words, parts, apart = [] } = content.data;
  const noteIds = tags.filter((tag) => tag.startsWith('note:')).map((tag) => tag.slice('note:'.length));
  return {
    id,
    kind,
    data: content.data.data,
    noteIds: noteIds.filter((noteId) => !apart.includes(noteId)),
    ...(words === undefined ? {} : { words }),
    ...(parts === undefined ? {} : { parts }),
    tags: tags.filter((tag) => !tag.startsWith('note:') && !tag.startsWith('kind:') && tag !== wordsTag),
  };
}

/** So that a long list does not starve the other requests. */
const atOnce = 4;

/** Does it for any of these tags, however many. */
function eachFilter<T>(tags: readonly string[], read: (filter: Filter) => Promise<T>): Promise<readonly T[]> {
  return pMap(filtersFor(tags), read, { concurrency: atOnce });
}

/** Ids of the documents that carry any of these tags, however many tags. */
export async function idsWith(state: Bank, tags: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await eachFilter(tags, state.list);
  return new Set(found.flat().map(({ id }) => id));
}

/** Notes that parts alone rest on. */
export function notesInParts({
  noteIds,
  parts = [],
}: Pick<StateRecord, 'noteIds' | 'parts'>): readonly string[] {
  const all = new Set(parts.flatMap(({ words }) => Object.keys(words)));
  return [...all].filter((id) => !noteIds.includes(id));
}

function stands({ words }: StatePart, noteId: string, text: string | undefined): boolean {
  const own = words[noteId];
  return own === undefined || (text !== undefined && own.every((one) => text.includes(one)));
}

/**
 * What is left of a record once a note is gone, or reads `text` now: the very same record where nothing is lost,
 * undefined where all is.
 */
export function leftOf(
  record: StateRecord,
  noteId: string,
  text: string | undefined,
): StateRecord | undefined {
  const { noteIds, words, parts } = record;
  if (parts !== undefined) {
    if (text === undefined && noteIds.includes(noteId)) return undefined;
    const left = parts.filter((part) => stands(part, noteId, text));
    return left.length === parts.length ? record : { ...record, parts: left };
  }
  const isKept = text !== undefined && words !== undefined && noteIds.length === 1 && text.includes(words);
  return isKept ? record : undefined;
}
