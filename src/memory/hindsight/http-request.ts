import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, createConfig } from '@vectorize-io/hindsight-client';
import { z } from 'zod';
import { UpstreamError, type UpstreamKind } from '../../errors.ts';
import { ownTurn } from '../../util/own-turn.ts';

/** Sends one call, again if it may, and hands back a checked reply. @throws UpstreamError and nothing else. */
export type HttpRequest = <T>(call: Call<T>) => Promise<T>;

interface HindsightConnection {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly fetch: typeof fetch;
  /** Waits between tries; the process's own timers when left out. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

const firstPauseMs = 150;

/** The only way to Hindsight. */
export function createRequest(connection: HindsightConnection): HttpRequest {
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

type Client = ReturnType<typeof createClient>;

/** What the package's functions take from us in every call. */
interface SdkOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
}

/** What the package hands back: no response when there was no answer at all. */
interface SdkResult {
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
  readonly send: (door: SdkOptions) => Promise<SdkResult>;
}

/** One try of a call, its reply checked. @throws UpstreamError */
async function tryOnce<T>({ operation, reply, send }: Call<T>, door: SdkOptions): Promise<T> {
  const answer = await send(door).catch((error: unknown): SdkResult => {
    if (error instanceof SyntaxError) throw badReply(operation, undefined);
    return { error };
  });
  const { response } = answer;
  if (response === undefined) throw noReply(operation, door.signal, answer.error);
  if (!response.ok) throw refusal(operation, response, answer.error);
  // Many answers may be there at once, and what each leads to is computed when it is handed on.
  await ownTurn();
  const parsed = reply.safeParse(answer.data);
  if (!parsed.success) throw badReply(operation, response.status);
  return parsed.data;
}

const kinds: Readonly<Record<number, UpstreamKind>> = {
  401: 'auth',
  403: 'auth',
  404: 'notfound',
  409: 'conflict',
  429: 'busy',
  503: 'busy',
  504: 'timeout',
};
const longestPauseSeconds = 3_600;
const documentError = z.object({ detail: z.string() });

/** A refusal as we speak of it: never with the service's words, which quote the note. */
function refusal(operation: string, response: Response, body: unknown): UpstreamError {
  const { status } = response;
  const kind = isWrongAddress(status, body) ? 'invalid' : (kinds[status] ?? otherKind(status));
  return new UpstreamError({
    service: 'hindsight',
    kind,
    operation,
    status,
    retryAfter: retryAfter(response),
  });
}

function otherKind(status: number): UpstreamKind {
  return status >= 500 ? 'server' : 'invalid';
}

/** A 404 of another server, or of a path that Hindsight does not know, must not pass for an empty bank. */
function isWrongAddress(status: number, body: unknown): boolean {
  if (status !== 404) return false;
  const detail = documentError.safeParse(body).data?.detail;
  return detail === undefined || detail === 'Not Found';
}

function retryAfter(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  const seconds = Number(header);
  if (header === null || !Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(seconds, longestPauseSeconds);
}

/** No answer at all, for want of time or of a connection. */
function noReply(operation: string, signal: AbortSignal, cause: unknown): UpstreamError {
  const kind = signal.aborted ? 'timeout' : 'network';
  return new UpstreamError({ service: 'hindsight', kind, operation, cause });
}

/** An answer that is not Hindsight's; the parser's complaint quotes it, so it is not kept as the cause. */
function badReply(operation: string, status: number | undefined): UpstreamError {
  return new UpstreamError({ service: 'hindsight', kind: 'invalid', operation, status });
}

/** @throws the error itself when it is a fault of ours. */
export function asUpstream(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  throw error;
}

/** Whether this error says that the bank or document is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof UpstreamError && error.kind === 'notfound';
}
