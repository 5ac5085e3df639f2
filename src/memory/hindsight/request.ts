import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, createConfig } from '@vectorize-io/hindsight-client';
import type { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { nonsense, refusal, silence } from './failure.ts';

type Client = ReturnType<typeof createClient>;

/** What the package's functions take from us in every call. */
interface Door {
  readonly client: Client;
  readonly signal: AbortSignal;
}

interface Answer {
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

/** Sends one call, again if it may, and hands back a checked reply. @throws UpstreamError and nothing else. */
export type Request = <T>(call: Call<T>) => Promise<T>;

export interface Connection {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly fetch: typeof fetch;
  /** Waits between tries; the process's own timers when left out. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

const firstPauseMs = 150;

/** The only way to Hindsight. */
export function createRequest(connection: Connection): Request {
  const { url, apiKey, wait = pause } = connection;
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const client = createClient(createConfig({ baseUrl: url, fetch: connection.fetch, headers }));
  return async (call) => {
    const signal = AbortSignal.timeout(call.timeoutMs);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await tryOnce(call, { client, signal });
      } catch (error) {
        const pauseMs = pauseBefore(error, attempt);
        if (attempt >= call.retries || pauseMs === undefined || pauseMs >= call.timeoutMs) throw error;
        // When time runs out during the pause, what went wrong before it is the better answer.
        await wait(pauseMs, signal).catch(() => Promise.reject(error));
      }
    }
  };
}

async function tryOnce<T>({ operation, reply, send }: Call<T>, door: Door): Promise<T> {
  const answer = await send(door).catch((error: unknown): Answer => {
    if (error instanceof SyntaxError) throw nonsense(operation, undefined);
    return { error };
  });
  const { response } = answer;
  if (response === undefined) throw silence(operation, door.signal, answer.error);
  if (!response.ok) throw refusal(operation, response, answer.error);
  const parsed = reply.safeParse(answer.data);
  if (!parsed.success) throw nonsense(operation, response.status);
  return parsed.data;
}

/** Undefined when trying again cannot help. */
function pauseBefore(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof UpstreamError) || !error.retryable) return undefined;
  if (error.retryAfter !== undefined) return error.retryAfter * 1_000;
  return firstPauseMs * 2 ** attempt * (0.5 + Math.random());
}

function pause(ms: number, signal?: AbortSignal): Promise<unknown> {
  return sleep(ms, undefined, signal === undefined ? {} : { signal });
}
