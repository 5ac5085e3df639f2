import { UpstreamError } from '../../errors.ts';
import {
  chunksCall,
  type Filter,
  getCall,
  type Item,
  type ListedDocument,
  listCall,
  type MemoryUnit,
  type RecallQuery,
  recallCall,
  removeCall,
  retagCall,
  retainCall,
  retainManyCall,
  unitsCall,
  type WholeDocument,
  type Window,
} from './calls.ts';
import { asUpstream, type Call, type HttpRequest, isNotFound } from './http-request.ts';

/** One bank's documents. A bank that does not exist yet is an empty one, one that was there and is gone is trouble. Rejects with UpstreamError. */
export interface Bank {
  /** Replaces what is stored under the id; sent again after trouble. */
  retain(item: Item): Promise<void>;
  /** The same in one try, for a writer who must look first before it is sent again. */
  retainOnce(item: Item): Promise<void>;
  /** Several in one request and one try. */
  retainMany(items: readonly Item[]): Promise<void>;
  /** Hands it to the server's queue; of several under one operation id the first is carried out. */
  retainLater(item: Item, operationId: string): Promise<void>;
  get(id: string): Promise<WholeDocument | undefined>;
  /** All that match, newest change first. */
  list(filter: Filter): Promise<readonly ListedDocument[]>;
  page(filter: Filter, window: Window): Promise<BankPage<ListedDocument>>;
  /** Pieces of texts, each with all that is known of its document; a document without any is not among them. */
  units(filter: Filter): Promise<readonly MemoryUnit[]>;
  /** The same of what changed at that time (ISO 8601 with a zone) or later. */
  unitsSince(filter: Filter, since: string): Promise<readonly MemoryUnit[]>;
  recall(query: RecallQuery): Promise<readonly MemoryUnit[]>;
  /** False when there is no such document. */
  retag(id: string, tags: readonly string[]): Promise<boolean>;
  /** Safe to repeat. */
  remove(id: string): Promise<void>;
}

interface Deps {
  readonly request: HttpRequest;
  readonly id: string;
  /** Hears that texts may not be kept as they are; the write goes on. */
  readonly warn: (error: UpstreamError) => void;
}

const pageSize = 1_000;
const emptyPage = { items: [], total: 0 };

export function createBank({ request, id, warn }: Deps): Bank {
  const ask = async <T, E>(call: Call<T>, empty: E): Promise<T | E> => {
    try {
      return await request(call);
    } catch (error) {
      if (isNotFound(error)) return empty;
      throw error;
    }
  };
  let isThere = false;
  /** A bank that answered and is not there any more has been lost: that is trouble, not emptiness. */
  const askBank = async <T, E>(call: Call<T>, empty: E): Promise<T | E> => {
    try {
      const reply = await request(call);
      isThere = true;
      return reply;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      if (isThere)
        throw new UpstreamError({ service: 'hindsight', kind: 'invalid', operation: 'bank', status: 404 });
      return empty;
    }
  };
  const prepare = createPreparation(() => request(chunksCall(id)), warn);
  const page: Bank['page'] = async (filter, window) => askBank(listCall(id, filter, window), emptyPage);
  const unitsOf = (filter: Filter, since?: string) =>
    readAll(
      (offset) => askBank(unitsCall(id, filter, { limit: pageSize, offset, since }), emptyPage),
      (unit) => unit.id,
    );
  const write = async (call: Call<unknown>) => {
    await prepare();
    await request(call);
    isThere = true;
  };
  return {
    retain: async (item) => write(retainCall(id, item, { again: true })),
    retainOnce: async (item) => write(retainCall(id, item, { again: false })),
    retainMany: async (items) => write(retainManyCall(id, items)),
    retainLater: async (item, operationId) => write(retainCall(id, item, { again: true, operationId })),
    get: async (document) => ask(getCall(id, document), undefined),
    page,
    list: (filter) =>
      readAll(
        (offset) => page(filter, { limit: pageSize, offset }),
        (document) => document.id,
      ),
    units: (filter) => unitsOf(filter),
    unitsSince: unitsOf,
    recall: async (query) => {
      const { results } = await askBank(recallCall(id, query), { results: [] });
      return results.flatMap((unit) => unit ?? []);
    },
    retag: async (document, tags) => (await ask(retagCall(id, document, tags), undefined)) !== undefined,
    remove: async (document) => {
      await ask(removeCall(id, document), undefined);
    },
  };
}

/** What one address holds comfortably. */
const tagsAtOnce = 40;

/** For whatever carries any of these tags: as many filters as they need. */
export function filtersFor(tags: readonly string[]): readonly Filter[] {
  const count = Math.ceil(tags.length / tagsAtOnce);
  return Array.from({ length: count }, (_, index) => ({
    tags: tags.slice(index * tagsAtOnce, (index + 1) * tagsAtOnce),
    match: 'any' as const,
  }));
}

interface BankPage<T> {
  /** Undefined for an item that could not be read: it still counts. */
  readonly items: readonly (T | undefined)[];
  readonly total: number;
}

const mostRounds = 3;

/**
 * Reads page after page until there is no more. A list that moves meanwhile repeats or skips items: repeats are
 * dropped by key, and when some are missing at the end all is read again, three times at most.
 */
export async function readAll<T>(
  read: (offset: number) => Promise<BankPage<T>>,
  keyOf: (item: T) => string,
): Promise<readonly T[]> {
  for (let round = 1; ; round += 1) {
    const found = new Map<string, T>();
    const { seen, total } = await readRound(read, (item) => found.set(keyOf(item), item));
    if (found.size + seen.unreadable >= total || round === mostRounds) return [...found.values()];
  }
}

async function readRound<T>(read: (offset: number) => Promise<BankPage<T>>, take: (item: T) => void) {
  const seen = { items: 0, unreadable: 0 };
  for (;;) {
    const { items, total } = await read(seen.items);
    for (const item of items) {
      if (item === undefined) seen.unreadable += 1;
      else take(item);
    }
    seen.items += items.length;
    if (items.length === 0 || seen.items >= total) return { seen, total };
  }
}

/** Sets the bank up before its first write; done again before the next one only when a second try may do better. */
function createPreparation(
  setUp: () => Promise<unknown>,
  warn: (error: UpstreamError) => void,
): () => Promise<void> {
  let prepared: Promise<void> | undefined;
  const tryIt = async () => {
    try {
      await setUp();
    } catch (error) {
      const trouble = asUpstream(error);
      warn(trouble);
      if (trouble.retryable) prepared = undefined;
    }
  };
  return () => {
    prepared ??= tryIt();
    return prepared;
  };
}
