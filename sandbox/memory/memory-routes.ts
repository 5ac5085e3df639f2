import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Item } from './records.ts';
import { parse, RefusedError } from './reply.ts';
import {
  type ListUnits,
  listUnitsSchema,
  type RecallRequest,
  recallSchema,
  retainSchema,
} from './requests.ts';
import { existing, ok, queryOf, type Route } from './route.ts';
import { type Found, listedUnit, operationStatus } from './shapes.ts';
import type { Bank } from './state.ts';
import { passes, passesGroup } from './tags.ts';

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
      const found = unitsOf(existing(call), query).sort(newestCallFirst);
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
  return allUnits(bank)
    .filter(({ document }) => passes(document.tags, query.tags, query.tags_match))
    .filter(({ document }) => query.document_id === undefined || document.id === query.document_id)
    .filter(({ unit }) => unit.text.toLowerCase().includes(query.q?.toLowerCase() ?? ''));
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
