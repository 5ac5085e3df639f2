import type { Search } from './recall.ts';
import { RefusedError, type Reply } from './reply.ts';
import type { Bank } from './state.ts';
import type { Store } from './store.ts';

/** A request after the door: who asks is known, the body is JSON, ids are decoded. */
export interface Call {
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
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** A bank that must be there: a new workspace has none until its first note. */
export function existing(call: Call): Bank {
  const bank = call.store.bank(call.bank);
  if (!bank) throw new RefusedError(404, `Bank '${call.bank}' not found`);
  return bank;
}

/** A query as an object of strings; `tags` may be given several times. */
export function queryOf(query: URLSearchParams): Record<string, unknown> {
  return { ...Object.fromEntries(query), tags: query.getAll('tags') };
}
