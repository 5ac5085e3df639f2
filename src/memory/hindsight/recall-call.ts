import { sdk } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';
import type { Call } from './call.ts';
import { nonEmpty, retries } from './call-parts.ts';
import { checkedId } from './ids.ts';
import { recalled } from './replies.ts';

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
