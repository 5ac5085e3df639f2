import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, createConfig } from '@vectorize-io/hindsight-client';
import { UpstreamError } from '../../errors.ts';
import type { Call } from './call.ts';
import { tryOnce } from './try-once.ts';

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

/** Undefined when trying again cannot help. */
function pauseBefore(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof UpstreamError) || !error.retryable) return undefined;
  if (error.retryAfter !== undefined) return error.retryAfter * 1_000;
  return firstPauseMs * 2 ** attempt * (0.5 + Math.random());
}

function pause(ms: number, signal?: AbortSignal): Promise<unknown> {
  return sleep(ms, undefined, signal === undefined ? {} : { signal });
}
