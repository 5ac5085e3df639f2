import type { StoredDocument } from './records.ts';
import { parse, RefusedError } from './reply.ts';
import { type ListDocuments, listDocumentsSchema, updateDocumentSchema } from './requests.ts';
import { type Call, existing, ok, queryOf, type Route } from './route.ts';
import { fullDocument, listedDocument } from './shapes.ts';
import { passes } from './tags.ts';

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
