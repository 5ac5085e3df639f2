import { LRUCache } from 'lru-cache';
import pMap from 'p-map';
import { z } from 'zod';
import type { Chain } from '../../util/chain.ts';
import type { StateBank, StateRecord } from '../memory.ts';
import { type Bank, filtersFor } from './bank.ts';
import type { Filter, Item, ListedDocument, MemoryUnit } from './calls.ts';
import { leftOf, notesInParts, partsSchema } from './record-parts.ts';
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
    const record = document && decodeRecord(id, document.tags, document.original_text);
    if (record) known.put(record, document);
    return record;
  };
  /** The list comes first, so that no text is older than what the list says of it. */
  const readAll = async (filter: Filter): Promise<readonly StateRecord[]> => {
    const documents = await state.list(filter);
    const missing = documents.filter((document) => !known.get(document));
    const texts = missing.length < fewRecords ? new Map() : singleTexts(await state.units(filter));
    const readOne = async (document: ListedDocument) => {
      const { id, tags } = document;
      const before = known.get(document);
      if (before) return before;
      const text = texts.get(id);
      const record = text === undefined ? await read(id) : decodeRecord(id, tags, text);
      if (record && text !== undefined) known.put(record, document);
      return record;
    };
    const records = await pMap(documents, readOne, { concurrency: readAtOnce });
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

/** Fewer than this many are cheaper one by one. */
const fewRecords = 6;
/** At one time, so that a long list does not starve the other requests. */
const readAtOnce = 8;
/** About 40 MB. */
const mostCharacters = 20_000_000;

/** Records by id and time of their last change, so that a change elsewhere makes what is known of them unreachable. */
interface KnownRecords {
  get(document: ListedDocument): StateRecord | undefined;
  put(record: StateRecord, document: ListedDocument): void;
  drop(id: string): void;
}

function createKnownRecords(): KnownRecords {
  const records = new LRUCache<string, { readonly updatedAt: string; readonly record: StateRecord }>({
    maxSize: mostCharacters,
    sizeCalculation: ({ record }) => JSON.stringify(record).length,
  });
  return {
    get: ({ id, updated_at }) => {
      const found = records.get(id);
      return found?.updatedAt === updated_at ? found.record : undefined;
    },
    put: (record, { updated_at }) => void records.set(record.id, { updatedAt: updated_at, record }),
    drop: (id) => void records.delete(id),
  };
}

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
  const content = contentSchema.safeParse(parsed(text ?? ''));
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts in one piece, by document; a text in several must be read whole. */
function singleTexts(units: readonly MemoryUnit[]): ReadonlyMap<string, string> {
  const ids = units.map((unit) => unit.document_id ?? '');
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return new Map(
    units.flatMap(({ document_id: id, text }) => (id && !repeated.has(id) ? [[id, text] as const] : [])),
  );
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
