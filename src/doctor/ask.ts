import { jsonIn } from '../util/json.ts';

/** What a service answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
  /** When it came. */
  readonly at: Date;
}

interface Asking {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
}

const patienceMs = 10_000;

/** One request with a bearer token and, where there is one, a form or a JSON body; undefined when nothing answers in time. */
export async function askOnce(
  { fetch, now }: Asking,
  url: string,
  token: string,
  body?: URLSearchParams | Readonly<Record<string, unknown>>,
): Promise<Answer | undefined> {
  const isForm = body === undefined || body instanceof URLSearchParams;
  const json = { 'content-type': 'application/json; charset=utf-8' };
  try {
    const reply = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...(isForm ? {} : json) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const at = now();
    const { status, headers } = reply;
    return { status, headers, body: jsonIn(await reply.text()), at };
  } catch {
    return undefined;
  }
}
