import { createHash, randomUUID } from 'node:crypto';
import pMap from 'p-map';
import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import type { Chain } from '../../util/chain.ts';
import type { StateBank, StateRecord } from '../memory.ts';
import { type Bank, filtersFor } from './bank.ts';
import type { Filter, Item, MemoryUnit } from './calls.ts';
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
  const remove = (id: string) => chain(id, () => state.remove(id));
  const read = async (id: string) => {
    const document = await state.get(id);
    return document && decodeRecord(id, document.tags, document.original_text);
  };
  const readAll = async (filter: Filter): Promise<readonly StateRecord[]> => {
    const [documents, units] = await Promise.all([state.list(filter), state.units(filter)]);
    const texts = singleTexts(units);
    const records = await Promise.all(
      documents.map(({ id, tags }) => {
        const text = texts.get(id);
        return text === undefined ? read(id) : decodeRecord(id, tags, text);
      }),
    );
    return records.flatMap((record) => record ?? []);
  };
  /** To be called from the record's chain. */
  const lose = async (id: string, noteId: string, text?: string) => {
    const record = await read(id);
    const left = record && leftOf(record, noteId, text);
    if (left === undefined) await state.remove(id);
    else if (left !== record) await state.retain(encodeRecord(left, now()));
  };
  /** A note deleted meanwhile takes with it what rests on it. */
  const loseDeleted = async (record: StateRecord) => {
    if (await tombstones.hasAny(record.noteIds)) await state.remove(record.id);
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

interface ClaimDeps {
  readonly state: Bank;
  /** The bank's id, so that one team's claims never meet another's. */
  readonly bankId: string;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
}

const pollMs = 100;
const mostPolls = 100;

/**
 * Hands the claim to the server's queue under an operation id made from the key: of all that do so the server keeps
 * the first, and whose it was stands in the document.
 */
export async function claim({ state, bankId, now, wait }: ClaimDeps, key: string): Promise<boolean> {
  const operationId = uuidV5(`${bankId} ${key}`);
  const id = `claim-${operationId}`;
  // Long after the race the queue may have forgotten the operation; the document has not.
  if (await state.get(id)) return false;
  const nonce = randomUUID();
  const timestamp = now().toISOString();
  const content = JSON.stringify({ data: { claimedAt: timestamp } });
  const item = { id, content, timestamp, metadata: { nonce }, tags: ['kind:claim'] };
  await state.retainLater(item, operationId);
  for (let poll = 0; poll < mostPolls; poll += 1) {
    const owner = await state.get(id);
    if (owner) return owner.document_metadata['nonce'] === nonce;
    await wait(pollMs);
  }
  throw new UpstreamError({ service: 'hindsight', kind: 'timeout', operation: 'claim' });
}

/** The namespace of RFC 9562 for URLs; any would do as long as it never changes. */
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** The same UUID for the same name, everywhere and for ever. */
export function uuidV5(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
