import { sdk } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';
import type { Call } from './call.ts';
import { nonEmpty, pathOf, retries } from './call-parts.ts';
import { checkedId } from './ids.ts';
import { documentPage, unitPage, version } from './replies.ts';
import { wholeDocument } from './wire.ts';

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

export function unitsCall(bank: string, filter: Filter, window: Window): Call<z.infer<typeof unitPage>> {
  const options = { path: { bank_id: checkedId(bank) }, query: { ...tagQuery(filter), ...window } };
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
