import { sdk } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';
import type { Call } from './call.ts';
import { nonEmpty, retries, writeMs } from './call-parts.ts';
import { checkedId } from './ids.ts';
import { retained } from './replies.ts';

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
