import type { Reply } from './wire.ts';

/** The real API, for a demo with a key. */
export interface Upstream {
  readonly apiKey: string;
  readonly fetch: typeof fetch;
}

const base = 'https://api.groq.com';
const passed = ['content-type', 'retry-after', 'x-request-id'];

/** Hands a request on unchanged and its answer back; a network failure is a 503. */
export async function askUpstream(
  upstream: Upstream,
  request: { readonly method: string; readonly path: string; readonly body: string },
): Promise<Reply> {
  try {
    const response = await upstream.fetch(`${base}${request.path}`, {
      method: request.method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${upstream.apiKey}` },
      ...(request.method === 'GET' ? {} : { body: request.body }),
    });
    const headers = [...response.headers].filter(
      ([name]) => passed.includes(name) || name.startsWith('x-ratelimit-'),
    );
    return { status: response.status, headers: Object.fromEntries(headers), body: await response.text() };
  } catch {
    return {
      status: 503,
      headers: { 'content-type': 'application/json' },
      body: '{"error":{"message":"upstream is unreachable","type":"internal_server_error","code":"service_unavailable"}}',
    };
  }
}
