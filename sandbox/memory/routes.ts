import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseDate } from './documents.ts';
import type { Search } from './recall.ts';
import {
  configSchema,
  type ListDocuments,
  type ListUnits,
  listDocumentsSchema,
  listUnitsSchema,
  parse,
  passes,
  passesGroup,
  type RecallRequest,
  RefusedError,
  type Reply,
  recallSchema,
  retainSchema,
  updateDocumentSchema,
} from './requests.ts';
import { type Found, fullDocument, listedDocument, listedUnit, operationStatus } from './shapes.ts';
import type { Bank, Item, StoredDocument } from './state.ts';
import type { Store } from './store.ts';

/** A request after the door: who asks is known, the body is JSON, ids are decoded. */
interface Call {
  readonly store: Store;
  readonly search: Search;
  /** Empty where the path names no bank. */
  readonly bank: string;
  /** Empty where the path names nothing below the bank. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Route {
  readonly method: string;
  /** First group the bank, second the id. */
  readonly path: RegExp;
  readonly answer: (call: Call) => Promise<Reply> | Reply;
}

/** Wraps what goes back with 200. */
function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** A bank that must be there: a new workspace has none until its first note. */
function existing(call: Call): Bank {
  const bank = call.store.bank(call.bank);
  if (!bank) throw new RefusedError(404, `Bank '${call.bank}' not found`);
  return bank;
}

/** A query as an object of strings; `tags` may be given several times. */
function queryOf(query: URLSearchParams): Record<string, unknown> {
  return { ...Object.fromEntries(query), tags: query.getAll('tags') };
}

const configurable = ['retain_extraction_mode', 'retain_chunk_size', 'retain_mission', 'enable_observations'];

const features = {
  observations: false,
  mcp: false,
  worker: true,
  bank_config_api: true,
  bank_llm_health: false,
  file_upload_api: false,
  document_export_api: false,
  document_import_api: false,
  audit_log: false,
  llm_trace: false,
  store_document_text: true,
};

/** What may be asked without a key. */
export const openRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/(?:v1\/)?version$/, answer: () => ok({ api_version: '1.1.0', features }) },
  { method: 'GET', path: /^\/health\/live$/, answer: () => ok({ status: 'alive', version: '1.1.0' }) },
  {
    method: 'GET',
    path: /^\/health(?:\/ready)?$/,
    answer: () => ok({ status: 'healthy', database: 'connected' }),
  },
];

/** Banks and their settings. */
export const bankRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/v1\/default\/banks$/,
    answer: ({ store }) => {
      const banks = store.banks().map((bank) => ({ bank_id: bank.id, name: bank.id }));
      return ok({ banks, total: banks.length, limit: 100, offset: 0 });
    },
  },
  {
    method: 'PUT',
    path: /^\/v1\/default\/banks\/([^/]+)$/,
    answer: async ({ store, bank }) => {
      await store.configure(bank, {});
      return ok({ bank_id: bank, name: bank, mission: '', background: '' });
    },
  },
  {
    method: 'DELETE',
    path: /^\/v1\/default\/banks\/([^/]+)$/,
    answer: async ({ store, bank }) => {
      const count = await store.drop(bank);
      const message = `Bank '${bank}' and all associated data deleted successfully`;
      return ok({ success: true, message, deleted_count: count });
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/default\/banks\/([^/]+)\/config$/,
    answer: (call) => ok({ bank_id: call.bank, config: existing(call).config, overrides: {} }),
  },
  {
    method: 'PATCH',
    path: /^\/v1\/default\/banks\/([^/]+)\/config$/,
    answer: async ({ store, bank, body }) => {
      const { updates } = parse(configSchema, body, 'body');
      const unknown = Object.keys(updates).filter((name) => !configurable.includes(name));
      if (unknown.length > 0) {
        throw new RefusedError(400, `Unknown configuration fields: ['${unknown.join("', '")}'].`);
      }
      await store.configure(bank, updates);
      return ok({ bank_id: bank, config: store.bank(bank)?.config ?? {}, overrides: updates });
    },
  },
];

const noUsage = { input_tokens: 0, output_tokens: 0, total_tokens: 0, cached_tokens: 0, thoughts_tokens: 0 };

/** Memories: writing them, listing their units, finding them by meaning. */
export const memoryRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/default\/banks\/([^/]+)\/memories$/,
    answer: async ({ store, bank, body }) => {
      const request = parse(retainSchema, body, 'body');
      const generated = randomUUID();
      const items = request.items.map((item) => ({ ...item, id: item.id ?? generated }));
      const operation = request.async ? (request.operation_id ?? randomUUID()) : null;
      if (operation) {
        refuseDuplicates(items);
        await store.submit(bank, items, operation);
      } else if (items.length > 0) {
        await store.retain(bank, joined(items));
      }
      return ok({
        success: true,
        bank_id: bank,
        items_count: items.length,
        async: request.async,
        operation_id: operation,
        operation_ids: null,
        usage: request.async ? null : noUsage,
      });
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/default\/banks\/([^/]+)\/memories\/list$/,
    answer: (call) => {
      const query = parse(listUnitsSchema, queryOf(call.query), 'query');
      const found = unitsOf(existing(call), query).sort(orderOf(query));
      const items = found.slice(query.offset, query.offset + query.limit).map(listedUnit);
      return ok({ items, total: found.length, limit: query.limit, offset: query.offset });
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/default\/banks\/([^/]+)\/memories\/recall$/,
    answer: async (call) => {
      const request = parse(recallSchema, call.body, 'body');
      const found = visible(existing(call), request);
      const results = await call.search.recall(found, request);
      const nothing = { trace: null, entities: null, chunks: null, source_facts: null };
      return ok({ results, ...nothing, source_facts_truncated: null });
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/default\/banks\/([^/]+)\/operations\/([^/]+)$/,
    answer: ({ store, bank, id }) => {
      if (!z.guid().safeParse(id).success) {
        throw new RefusedError(400, `Invalid operation_id format: ${id}`);
      }
      return ok(operationStatus(id, store.operation(bank, id)));
    },
  },
];

function refuseDuplicates(items: readonly Item[]): void {
  const ids = items.map((item) => item.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) {
    throw new RefusedError(400, `Batch contains duplicate document_ids: ['${twice.join("', '")}'].`);
  }
}

/** Items of one request with one id become one document, line by line. */
function joined(items: readonly Item[]): Item[] {
  const byId = new Map<string, Item>();
  for (const item of items) {
    const before = byId.get(item.id);
    byId.set(item.id, before ? { ...item, text: `${before.text}\n${item.text}` } : item);
  }
  return [...byId.values()];
}

function allUnits(bank: Bank): Found[] {
  return [...bank.documents.values()].flatMap((document) =>
    document.units.map((unit) => ({ bank: bank.id, document, unit })),
  );
}

function unitsOf(bank: Bank, query: ListUnits): Found[] {
  const since = query.start_date === undefined ? undefined : momentOf(query.start_date);
  return allUnits(bank)
    .filter(({ document }) => passes(document.tags, query.tags, query.tags_match))
    .filter(({ document }) => query.document_id === undefined || document.id === query.document_id)
    .filter(({ unit }) => unit.text.toLowerCase().includes(query.q?.toLowerCase() ?? ''))
    .filter((found) => since === undefined || timeOf(found, query) >= since);
}

/** Refused with another status than what a schema refuses. */
function momentOf(text: string): string {
  const date = parseDate(text);
  if (!date) throw new RefusedError(400, `Invalid start_date: '${text}'`);
  return date.utc;
}

/** On the axis asked for, by itself that of the making; empty for what has no such time. */
function timeOf({ document, unit }: Found, { time_field: axis = 'created_at' }: ListUnits): string {
  if (axis === 'updated_at') return document.updatedAt;
  return (axis === 'mentioned_at' ? unit.mentionedAt : unit.createdAt) ?? '';
}

/** A window or an axis replaces the usual order by its own, newest first. */
function orderOf(query: ListUnits): (a: Found, b: Found) => number {
  if (query.time_field === undefined && query.start_date === undefined) return newestCallFirst;
  return (a, b) => (timeOf(a, query) < timeOf(b, query) ? 1 : -1);
}

function visible(bank: Bank, request: RecallRequest): Found[] {
  const unknown =
    request.types?.filter((type) => !['world', 'experience', 'observation'].includes(type)) ?? [];
  if (unknown.length > 0) throw new RefusedError(400, `Invalid fact type(s): ${unknown.join(', ')}.`);
  if (request.types?.includes('world') === false && request.types.length > 0) return [];
  return allUnits(bank).filter(
    ({ document }) =>
      passes(document.tags, request.tags ?? [], request.tags_match) &&
      (request.tag_groups ?? []).every((group) => passesGroup(document.tags, group)),
  );
}

/** By the date of the call, undated last, then by when it was written. */
function newestCallFirst(a: Found, b: Found): number {
  const [first, second] = [a, b].map(({ unit }) => `${unit.mentionedAt ?? ''} ${unit.createdAt}`);
  if (first === second) return a.unit.index - b.unit.index;
  return (first ?? '') < (second ?? '') ? 1 : -1;
}

const list = /^\/v1\/default\/banks\/([^/]+)\/documents$/;
const one = /^\/v1\/default\/banks\/([^/]+)\/documents\/(.*)$/;

/** Documents: what was retained, as a whole. */
export const documentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: list,
    answer: (call) => {
      const query = parse(listDocumentsSchema, queryOf(call.query), 'query');
      // The Map runs from the oldest change to the newest.
      const all = [...existing(call).documents.values()].reverse();
      const found = all.filter((document) => isWanted(document, query));
      const page = found.slice(query.offset, query.offset + query.limit);
      const items = page.map((document) =>
        listedDocument(call.bank, document, matchedFields(document, query.q)),
      );
      const { limit, offset } = query;
      return ok({ items, total: found.length, limit, offset, total_is_estimate: false });
    },
  },
  { method: 'GET', path: one, answer: (call) => ok(fullDocument(call.bank, known(call))) },
  {
    method: 'PATCH',
    path: one,
    answer: async (call) => {
      const { tags, observation_scopes: scopes } = parse(updateDocumentSchema, call.body, 'body');
      if (!tags && scopes === undefined) {
        throw new RefusedError(422, 'At least one field (tags, observation_scopes) must be provided');
      }
      if (tags?.some((tag) => tag.includes('\0'))) {
        throw new RefusedError(500, 'invalid byte sequence for encoding "UTF8": 0x00');
      }
      await call.store.retag(call, tags ?? known(call).tags).then(orNotFound);
      return ok({ success: true });
    },
  },
  {
    method: 'DELETE',
    path: one,
    answer: async ({ store, bank, id }) => {
      const { units } = await store.remove(bank, id).then(orNotFound);
      const message = `Document '${id}' and ${units.length} associated memory units deleted successfully`;
      return ok({ success: true, message, document_id: id, memory_units_deleted: units.length });
    },
  },
];

function isWanted(document: StoredDocument, query: ListDocuments): boolean {
  if (!passes(document.tags, query.tags, query.tags_match)) return false;
  return query.q === undefined || matchedFields(document, query.q).length > 0;
}

function matchedFields(document: StoredDocument, q: string | undefined): string[] {
  if (q === undefined) return [];
  const wanted = q.toLowerCase();
  return [
    ...(document.id.toLowerCase().includes(wanted) ? ['id'] : []),
    ...(document.text.toLowerCase().includes(wanted) ? ['original_text'] : []),
  ];
}

function known(call: Call): StoredDocument {
  return orNotFound(call.store.bank(call.bank)?.documents.get(call.id));
}

function orNotFound(document: StoredDocument | undefined): StoredDocument {
  if (!document) throw new RefusedError(404, 'Document not found');
  return document;
}
