import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const documentSchema = z.object({
  id: z.string(),
  content_hash: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  text_length: z.number(),
  memory_unit_count: z.number(),
  retain_params: z.record(z.string(), z.unknown()).nullable(),
  document_metadata: z.record(z.string(), z.string()).nullable(),
  tags: z.array(z.string()),
  matched_fields: z.array(z.string()),
});

const documentsSchema = z.object({ items: z.array(documentSchema), total: z.number(), limit: z.number() });

const unitSchema = z.object({
  id: z.string(),
  text: z.string(),
  document_id: z.string(),
  chunk_id: z.string(),
  context: z.string(),
  mentioned_at: z.string().nullable(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.string()),
});

const listedUnitSchema = unitSchema.extend({ updated_at: z.string() });
const unitsSchema = z.object({ items: z.array(listedUnitSchema), total: z.number() });

const scoresSchema = z.object({
  final: z.number(),
  semantic: z.number().nullable(),
  keyword: z.number().nullable(),
});
const recallSchema = z.object({ results: z.array(unitSchema.extend({ scores: scoresSchema })) });

export interface Target {
  readonly url: string;
  readonly apiKey?: string;
}

export interface NoteRequest {
  readonly content: string;
  readonly document_id?: string;
  readonly [field: string]: unknown;
}

/** Raw HTTP to one bank that no other test uses. */
export function openBank(target: Target, bank = `contract-${randomUUID()}`) {
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${target.url}/v1/default/banks/${bank}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(target.apiKey === undefined ? {} : { authorization: `Bearer ${target.apiKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const reply: unknown = await response.json();
    return { status: response.status, body: reply };
  };
  return {
    bank,
    ask,
    retain: (note: NoteRequest) => ask('POST', '/memories', { items: [note] }),
    retainLater: (note: NoteRequest, operation?: string) =>
      ask('POST', '/memories', { items: [note], async: true, operation_id: operation }),
    documents: async (query = '') => documentsSchema.parse((await ask('GET', `/documents${query}`)).body),
    documentIds: async (query = '') =>
      documentsSchema.parse((await ask('GET', `/documents${query}`)).body).items.map((item) => item.id),
    units: async (query = '') => unitsSchema.parse((await ask('GET', `/memories/list${query}`)).body),
    recall: async (body: object) =>
      recallSchema.parse((await ask('POST', '/memories/recall', body)).body).results,
    recallIds: async (body: object) => {
      const reply = await ask('POST', '/memories/recall', { min_scores: { semantic: 0 }, ...body });
      return recallSchema.parse(reply.body).results.map((result) => result.document_id);
    },
  };
}

export type WireBank = ReturnType<typeof openBank>;
