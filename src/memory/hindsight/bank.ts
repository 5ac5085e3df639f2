import type { UpstreamError } from '../../errors.ts';
import type { Call } from './call.ts';
import { isNotFound } from './failure.ts';
import { type Page, readAll } from './paging.ts';
import { createPreparation } from './preparation.ts';
import { type Filter, getCall, listCall, unitsCall, type Window } from './read-calls.ts';
import { type RecallQuery, recallCall } from './recall-call.ts';
import type { Request } from './request.ts';
import { type Item, retainCall } from './retain-call.ts';
import type { ListedDocument, Unit, WholeDocument } from './wire.ts';
import { chunksCall, removeCall, retagCall } from './write-calls.ts';

/** One bank's documents. A bank that does not exist is an empty one. Rejects with UpstreamError. */
export interface Bank {
  /** Replaces what is stored under the id; sent again after trouble. */
  retain(item: Item): Promise<void>;
  /** The same in one try, for a writer who must look first before it is sent again. */
  retainOnce(item: Item): Promise<void>;
  /** Hands it to the server's queue; of several under one operation id the first is carried out. */
  retainLater(item: Item, operationId: string): Promise<void>;
  get(id: string): Promise<WholeDocument | undefined>;
  /** All that match, newest change first. */
  list(filter: Filter): Promise<readonly ListedDocument[]>;
  page(filter: Filter, window: Window): Promise<Page<ListedDocument>>;
  /** Pieces of texts; a document without any is not among them. */
  units(filter: Filter): Promise<readonly Unit[]>;
  recall(query: RecallQuery): Promise<readonly Unit[]>;
  /** False when there is no such document. */
  retag(id: string, tags: readonly string[]): Promise<boolean>;
  /** Safe to repeat. */
  remove(id: string): Promise<void>;
}

interface Deps {
  readonly request: Request;
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
  const prepare = createPreparation(() => request(chunksCall(id)), warn);
  const page: Bank['page'] = async (filter, window) => ask(listCall(id, filter, window), emptyPage);
  const write = async (call: Call<unknown>) => {
    await prepare();
    await request(call);
  };
  return {
    retain: async (item) => write(retainCall(id, item, { again: true })),
    retainOnce: async (item) => write(retainCall(id, item, { again: false })),
    retainLater: async (item, operationId) => write(retainCall(id, item, { again: true, operationId })),
    get: async (document) => ask(getCall(id, document), undefined),
    page,
    list: (filter) =>
      readAll(
        (offset) => page(filter, { limit: pageSize, offset }),
        (document) => document.id,
      ),
    units: (filter) =>
      readAll(
        (offset) => ask(unitsCall(id, filter, { limit: pageSize, offset }), emptyPage),
        (unit) => unit.id,
      ),
    recall: async (query) => {
      const { results } = await ask(recallCall(id, query), { results: [] });
      return results.flatMap((unit) => unit ?? []);
    },
    retag: async (document, tags) => (await ask(retagCall(id, document, tags), undefined)) !== undefined,
    remove: async (document) => {
      await ask(removeCall(id, document), undefined);
    },
  };
}
