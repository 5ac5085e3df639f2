import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { complete, errorReply, type Fault, jsonReply, modelId, type Reply } from './completion.ts';

/** The real API, for a demo with a key. */
interface Upstream {
  readonly apiKey: string;
  readonly fetch: typeof fetch;
}

const base = 'https://api.groq.com';
const passed = ['content-type', 'retry-after', 'x-request-id'];

/** Hands a request on unchanged and its answer back; a network failure is a 503. */
async function askUpstream(
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

/** The switch for trouble; one fault at a time, for all requests or for the next few. */
interface Faults {
  /** `times`: how many requests it hits before it clears itself; left out, all of them. */
  set(fault: Fault, times?: number): void;
  clear(): void;
  /** The fault for a request that has just come in; counts it. */
  take(): Fault | null;
}

/** Starts without a fault. */
function createFaults(): Faults {
  let current: Fault | null = null;
  let left = 0;
  return {
    set(fault, times = Number.POSITIVE_INFINITY) {
      current = fault;
      left = times;
    },
    clear() {
      current = null;
    },
    take() {
      const fault = current;
      left -= 1;
      if (left <= 0) current = null;
      return fault;
    },
  };
}

/** The reply that a fault gives instead of an answer; null when the answer itself is still to be made. */
function faultReply(fault: Fault | null): Reply | null {
  if (fault?.kind === 'down') return errorReply(503, 'service_unavailable', 'The service is unavailable.');
  if (fault?.kind === 'limited') return limitedReply(fault.retryAfterSeconds);
  if (fault?.kind === 'garbage') {
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Gateway</body></html>',
    };
  }
  return null;
}

function limitedReply(retryAfterSeconds: number): Reply {
  const error = {
    message: `Rate limit reached. Please try again in ${retryAfterSeconds}s.`,
    type: 'tokens',
    code: 'rate_limit_exceeded',
  };
  return jsonReply(429, { error }, { 'retry-after': String(retryAfterSeconds) });
}

interface ModelDeps {
  readonly now: () => Date;
  /** Set: requests go to the real API unchanged, and no rule is applied. */
  readonly upstream?: Upstream | undefined;
}

/** One request, without a word of what it said. */
interface LogLine {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly fault: string | null;
}

export interface ModelServer {
  /** Base URL for `GROQ_BASE_URL`, without a path. */
  readonly url: string;
  readonly faults: Faults;
  /** The last 200 requests but for looks at which models there are, oldest first. */
  readonly log: readonly LogLine[];
  close(): Promise<void>;
}

const logLength = 200;
const maxBodyBytes = 2_000_000;
const portSchema = z.object({ port: z.int() });

/** A server on a free loopback port that speaks Groq's API and answers by rules over the notes it is sent. */
export async function createModelServer(deps: ModelDeps): Promise<ModelServer> {
  const faults = createFaults();
  const log: LogLine[] = [];
  const server = createServer((request, response) => {
    const at = deps.now();
    answer({ deps, faults, request, response, at }).then(
      (line) => {
        if (line.method === 'GET') return;
        log.push({ at: at.toISOString(), ...line });
        if (log.length > logLength) log.shift();
      },
      // Whoever asked hung up half-way.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = portSchema.parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    log,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Turn {
  readonly deps: ModelDeps;
  readonly faults: Faults;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly at: Date;
}

async function answer({ deps, faults, request, response, at }: Turn): Promise<Omit<LogLine, 'at'>> {
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const body = await readBody(request);
  const fault = path.endsWith('/chat/completions') ? faults.take() : null;
  const early = body === null ? errorReply(413, 'request_too_large', 'The request is too large.') : null;
  const bare = early ?? gate(request) ?? faultReply(fault);
  const reply =
    bare ??
    (deps.upstream === undefined
      ? route(`${method} ${path}`, () => complete(body ?? '', at, fault))
      : await askUpstream(deps.upstream, { method, path, body: body ?? '' }));
  const delayMs = fault?.kind === 'slow' ? fault.ms : 0;
  setTimeout(() => write(response, reply, fault?.kind === 'stalled'), delayMs).unref();
  return { method, path, status: reply.status, fault: fault?.kind ?? null };
}

function gate(request: IncomingMessage): Reply | null {
  if (/^Bearer \S+/u.test(request.headers.authorization ?? '')) return null;
  return errorReply(401, 'invalid_api_key', 'Invalid API Key');
}

function route(target: string, chat: () => Reply): Reply {
  if (target === 'POST /openai/v1/chat/completions') return chat();
  if (target === 'GET /openai/v1/models') {
    const model = { object: 'model', created: 0, owned_by: 'sandbox', active: true, context_window: 131_072 };
    const ids = [modelId, 'openai/gpt-oss-120b', 'openai/gpt-oss-20b'];
    return jsonReply(200, { object: 'list', data: ids.map((id) => ({ id, ...model })) });
  }
  if (target.startsWith('GET /openai/v1/models/')) {
    const id = decodeURIComponent(target.slice('GET /openai/v1/models/'.length));
    if (id.includes('gone')) return errorReply(404, 'model_not_found', 'The model does not exist.');
    return jsonReply(200, { id, object: 'model', created: 0, owned_by: 'sandbox', active: true });
  }
  return errorReply(404, 'unknown_url', 'Unknown request URL.');
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= maxBodyBytes) chunks.push(bytes);
  }
  return size > maxBodyBytes ? null : Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, reply: Reply, isStalled: boolean): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, reply.headers);
  if (isStalled) response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)));
  else response.end(reply.body);
}
