import type { createClient } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';

type Client = ReturnType<typeof createClient>;

/** What the package's functions take from us in every call. */
export interface Door {
  readonly client: Client;
  readonly signal: AbortSignal;
}

/** What the package hands back: no response when there was no answer at all. */
export interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response?: Response;
}

export interface Call<T> {
  /** One word for errors and logs. */
  readonly operation: string;
  /** For all tries together. */
  readonly timeoutMs: number;
  /** Further tries, for what may be done twice. */
  readonly retries: number;
  readonly reply: z.ZodType<T>;
  readonly send: (door: Door) => Promise<Answer>;
}
