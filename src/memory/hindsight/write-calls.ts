import { sdk } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';
import type { Call } from './call.ts';
import { nonEmpty, pathOf, retries, writeMs } from './call-parts.ts';
import { checkedId } from './ids.ts';
import { done } from './replies.ts';

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
