import { sdk } from '@vectorize-io/hindsight-client';
import { z } from 'zod';
import type { Call } from './http-request.ts';
import { checkedId } from './ids.ts';

const tags = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((record) => record ?? {});

/** What a list tells of a document: everything but its text. */
const listedDocument = z.object({
  id: z.string(),
  tags,
  document_metadata: metadata,
  updated_at: z.string(),
});
export type ListedDocument = z.infer<typeof listedDocument>;

/** A document with its text, which is null when the server was told not to keep texts. */
const wholeDocument = listedDocument.extend({ original_text: z.string().nullable() });
export type WholeDocument = z.infer<typeof wholeDocument>;

/** A piece of a document; short texts are one piece. */
const unit = z.object({
  id: z.string(),
  document_id: z.string().nullish(),
  text: z.string(),
  tags,
  metadata,
  /** Moves with its words, its tags and its metadata; a search does not tell it. */
  updated_at: z.string().nullish(),
});
export type MemoryUnit = z.infer<typeof unit>;

const count = z.int().min(0);

/** An item that is not what it should be is left out: one bad document never hides the others. */
const documentPage = z.object({ items: lenient(listedDocument), total: count });
const unitPage = z.object({ items: lenient(unit), total: count });
const recalled = z.object({ results: lenient(unit) });
const retained = z.object({ success: z.literal(true) });
const done = z.record(z.string(), z.unknown());
const version = z.object({
  api_version: z.string(),
  features: z.object({ store_document_text: z.boolean().optional(), llm_trace: z.boolean().optional() }),
});

function lenient<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((list) =>
    list.map((one) => {
      const parsed = item.safeParse(one);
      return parsed.success ? parsed.data : undefined;
    }),
  );
}

/** Further tries, for what may be done twice. */
const retries = 2;

/** @throws RangeError for ids that we did not make. */
function pathOf(bank: string, id: string): { bank_id: string; document_id: string } {
  return { bank_id: checkedId(bank), document_id: checkedId(id) };
}

/** No tags would mean no filter. @throws RangeError */
function nonEmpty(tags: readonly string[]): readonly string[] {
  if (tags.length === 0 || tags.includes('')) throw new RangeError('a read or a write without a tag');
  return tags;
}

/** For all tries of one write together. */
const writeMs = 10_000;

/** `all`: carries each of the tags. `any`: carries one of them. Untagged documents never match. */
export interface Filter {
  readonly tags: readonly string[];
  readonly match: 'all' | 'any';
}

export interface Window {
  readonly limit: number;
  readonly offset: number;
}

const listMs = 10_000;

export function listCall(bank: string, filter: Filter, window: Window): Call<z.infer<typeof documentPage>> {
  const options = { path: { bank_id: checkedId(bank) }, query: { ...tagQuery(filter), ...window } };
  const send: Call<unknown>['send'] = (door) => sdk.listDocuments({ ...door, ...options });
  return { operation: 'list', timeoutMs: listMs, retries, reply: documentPage, send };
}

/** What changed at that time or later alone, newest change first, where `since` is given (ISO 8601 with a zone). */
export interface UnitWindow extends Window {
  readonly since?: string | undefined;
}

/** Unlike documents, units are found by their tags and by their time without going through the bank. */
export function unitsCall(
  bank: string,
  filter: Filter,
  { since, ...window }: UnitWindow,
): Call<z.infer<typeof unitPage>> {
  // The package does not name these two yet; it hands on whatever stands in a query.
  const changed = since === undefined ? {} : { time_field: 'updated_at', start_date: since };
  const options = {
    path: { bank_id: checkedId(bank) },
    query: { ...tagQuery(filter), ...window, ...changed },
  };
  const send: Call<unknown>['send'] = (door) => sdk.listMemories({ ...door, ...options });
  return { operation: 'texts', timeoutMs: listMs, retries, reply: unitPage, send };
}

export function getCall(bank: string, id: string): Call<z.infer<typeof wholeDocument>> {
  const path = pathOf(bank, id);
  const send: Call<unknown>['send'] = (door) => sdk.getDocument({ ...door, path });
  return { operation: 'get', timeoutMs: listMs, retries, reply: wholeDocument, send };
}

export function versionCall(): Call<z.infer<typeof version>> {
  const send: Call<unknown>['send'] = (door) => sdk.getVersion({ ...door });
  return { operation: 'version', timeoutMs: listMs, retries, reply: version, send };
}

function tagQuery({ tags, match }: Filter) {
  const mode = match === 'all' ? ('all_strict' as const) : ('any_strict' as const);
  return { tags: [...nonEmpty(tags)], tags_match: mode };
}

export interface RecallQuery {
  readonly text: string;
  /** Tags that must all be carried. */
  readonly all: readonly string[];
  /** Tags of which one must be carried. */
  readonly any: readonly string[];
  readonly maxTokens: number;
}
const recallMs = 8_000;

export function recallCall(bank: string, query: RecallQuery): Call<z.infer<typeof recalled>> {
  const path = { bank_id: checkedId(bank) };
  const either = nonEmpty(query.any).map((tag) => ({ tags: [tag], match: 'all_strict' as const }));
  const body = {
    query: query.text,
    budget: 'low' as const,
    max_tokens: query.maxTokens,
    tag_groups: [{ tags: [...nonEmpty(query.all)], match: 'all_strict' as const }, { or: either }],
    // Left out, Hindsight drops whatever is less alike than 0.3, and some questions find nothing.
    min_scores: { semantic: 0 },
  };
  const send: Call<unknown>['send'] = (door) => sdk.recallMemories({ ...door, path, body });
  return { operation: 'recall', timeoutMs: recallMs, retries, reply: recalled, send };
}

/** What is stored: metadata holds strings alone. */
export interface Item {
  readonly id: string;
  readonly content: string;
  /** ISO 8601 with a zone. */
  readonly timestamp: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

interface RetainOptions {
  /** Has the server's queue carry it out, once per operation id. */
  readonly operationId?: string;
  /** Whether it may be sent again after trouble. */
  readonly again: boolean;
}

export function retainCall(
  bank: string,
  item: Item,
  { operationId, again }: RetainOptions,
): Call<z.infer<typeof retained>> {
  const path = { bank_id: checkedId(bank) };
  const later = operationId === undefined ? {} : { operation_id: operationId };
  const body = { items: [documentOf(item)], async: operationId !== undefined, ...later };
  const send: Call<unknown>['send'] = (door) => sdk.retainMemories({ ...door, path, body });
  return { operation: 'retain', timeoutMs: writeMs, retries: again ? retries : 0, reply: retained, send };
}

/** So many documents take the server a while. */
const manyMs = 120_000;

/** Several documents in one request, in one try: whoever sends it looks first before it is sent again. */
export function retainManyCall(bank: string, items: readonly Item[]): Call<z.infer<typeof retained>> {
  const path = { bank_id: checkedId(bank) };
  const body = { items: items.map(documentOf), async: false };
  const send: Call<unknown>['send'] = (door) => sdk.retainMemories({ ...door, path, body });
  return { operation: 'retain', timeoutMs: manyMs, retries: 0, reply: retained, send };
}

function documentOf(item: Item) {
  return {
    document_id: checkedId(item.id),
    content: item.content,
    timestamp: item.timestamp,
    metadata: { ...item.metadata },
    tags: [...nonEmpty(item.tags)],
  };
}

export function retagCall(bank: string, id: string, tags: readonly string[]): Call<z.infer<typeof done>> {
  const options = { path: pathOf(bank, id), body: { tags: [...nonEmpty(tags)] } };
  const send: Call<unknown>['send'] = (door) => sdk.updateDocument({ ...door, ...options });
  return { operation: 'retag', timeoutMs: writeMs, retries, reply: done, send };
}

export function removeCall(bank: string, id: string): Call<z.infer<typeof done>> {
  const path = pathOf(bank, id);
  const send: Call<unknown>['send'] = (door) => sdk.deleteDocument({ ...door, path });
  return { operation: 'delete', timeoutMs: writeMs, retries, reply: done, send };
}

/** Has a bank keep texts as they are, without any model call. */
export function chunksCall(bank: string): Call<z.infer<typeof done>> {
  const options = {
    path: { bank_id: checkedId(bank) },
    body: { updates: { retain_extraction_mode: 'chunks' } },
  };
  const send: Call<unknown>['send'] = (door) => sdk.updateBankConfig({ ...door, ...options });
  return { operation: 'configure', timeoutMs: writeMs, retries, reply: done, send };
}

/** A large bank takes the server a while. */
const eraseMs = 120_000;

/** Deletes a bank with all that is in it. */
export function eraseBankCall(bank: string): Call<z.infer<typeof done>> {
  const path = { bank_id: checkedId(bank) };
  const send: Call<unknown>['send'] = (door) => sdk.deleteBank({ ...door, path });
  return { operation: 'erase', timeoutMs: eraseMs, retries, reply: done, send };
}
