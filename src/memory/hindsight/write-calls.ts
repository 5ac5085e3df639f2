import { sdk } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';
import { nonEmpty, pathOf, retries } from './call-parts.ts';
import { checkedId } from './ids.ts';
import type { Call } from './request.ts';
import { done, retained } from './wire.ts';

/** What is stored: metadata holds strings alone. */
export interface Item {
  readonly id: string;
  readonly content: string;
  /** ISO 8601 with a zone. */
  readonly timestamp: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

const writeMs = 10_000;

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
  const document = {
    document_id: checkedId(item.id),
    content: item.content,
    timestamp: item.timestamp,
    metadata: { ...item.metadata },
    tags: [...nonEmpty(item.tags)],
  };
  const later = operationId === undefined ? {} : { operation_id: operationId };
  const body = { items: [document], async: operationId !== undefined, ...later };
  const send: Call<unknown>['send'] = (door) => sdk.retainMemories({ ...door, path, body });
  return { operation: 'retain', timeoutMs: writeMs, retries: again ? retries : 0, reply: retained, send };
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
