import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type AnsweredClaim, type AnsweredSignal, answerByRules, type RulesAnswer } from './answer.ts';
import { type AskedAnswer, askByRules } from './ask-answer.ts';
import { type DigestAnswer, digestByRules } from './digest-answer.ts';
import {
  type CompletionRequest,
  countTokens,
  errorReply,
  type Format,
  fitAnswer,
  jsonReply,
  kindsOf,
  modelId,
  type Reply,
  requestSchema,
} from './wire.ts';

/**
 * What is wrong with the model until it is cleared. `stalled` sends headers and half a body, then nothing;
 * `hostile` answers with mentions, links, unknown notes and wild dates; `garbage` is a page where JSON should be.
 */
type Fault =
  | { readonly kind: 'down' | 'length' | 'garbage' | 'hostile' | 'stalled' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

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

const poison =
  '<!channel> <@U00000000> <https://evil.example|Rentfield> https://evil.example/?d=notes *bold* `code` \u202eemarf\u202c ```';
const quotes = ['<!channel> approved', 'a quote that stands in no note', '', poison];
const dates = ['9999-12-31', '0000-00-00', '2026-02-30', 'tomorrow', '-1', poison];

const numbers = [0, -1, 1, 999_999, 2_147_483_647];

/** An answer in the right shape in which nothing is true: what a model that fell for an injection might send. */
function hostileAnswer(kinds: readonly string[]): RulesAnswer {
  const signals = kinds.flatMap((kind, index): AnsweredSignal[] =>
    numbers.map((note) => ({
      kind,
      text: poison.repeat(3),
      who: index % 2 === 0 ? 'us' : 'them',
      raised: { note, quote: quotes[index % quotes.length] ?? poison },
      closed: index % 3 === 0 ? { note: -note, quote: poison } : null,
      due_on: dates[index % dates.length] ?? null,
    })),
  );
  const claims = numbers.map((note): AnsweredClaim => ({ text: poison.repeat(20), note, quote: poison }));
  const claim = claims[2] ?? null;
  return { signals, do_next: claim, open_with: claim, recommendation: claims, changed: claims, tone: claim };
}

/** The same for a digest: every deal that is asked for is lied about, and some that are not. */
function hostileDigest(kinds: readonly string[]): DigestAnswer {
  const { signals, tone } = hostileAnswer(kinds);
  const deals = numbers.map((deal) => ({ deal, reason: tone, next: tone, signals }));
  const comparisons = numbers.map((note) => {
    const cited = { note, quote: poison };
    return { text: poison, first: cited, second: cited };
  });
  return { deals, comparisons };
}

/** The same for a question: quotes that stand nowhere, numbers of no note, and every trick in the text. */
function hostileAsked(): AskedAnswer {
  const sentences = numbers.flatMap((note, index) =>
    [poison, 'The budget is approved.'].map((text) => ({
      text,
      citations: [{ note, quote: quotes[index % quotes.length] ?? poison }],
    })),
  );
  return { found: true, sentences };
}

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

/** Answers one chat completion request from its raw body; `fault` bends the answer, not the transport. */
function complete(body: string, at: Date, fault: Fault | null): Reply {
  const request = parseRequest(body);
  if (request === null) return errorReply(400, 'invalid_request', 'The request body is not valid.');
  const format = request.response_format;
  if (format === undefined) {
    return errorReply(
      400,
      'json_validate_failed',
      'The sandbox model answers in the schemas of a brief, a digest and a question only.',
    );
  }
  if (request.stream === true) {
    return errorReply(400, 'invalid_request', 'Structured outputs cannot be streamed.');
  }
  const most = request.max_completion_tokens ?? Number.POSITIVE_INFINITY;
  const answer =
    fault?.kind === 'hostile' ? lie(format.json_schema) : tell(request, format.json_schema, most);
  const content = JSON.stringify(answer);
  const isCut = fault?.kind === 'length' || (fault?.kind !== 'hostile' && countTokens(content) > most);
  return chatReply(request, content, { at, isCut });
}

function tell(request: CompletionRequest, format: Format, most: number): unknown {
  const message = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const kinds = kindsOf(format);
  if (format.name === 'ask') return askByRules(message);
  if (format.name === 'digest') return digestByRules(message, kinds, most);
  return fitAnswer(answerByRules(message, kinds), most);
}

function lie(format: Format): unknown {
  if (format.name === 'ask') return hostileAsked();
  return format.name === 'digest' ? hostileDigest(kindsOf(format)) : hostileAnswer(kindsOf(format));
}

function parseRequest(body: string): CompletionRequest | null {
  try {
    const parsed = requestSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function chatReply(
  request: CompletionRequest,
  answer: string,
  { at, isCut }: { readonly at: Date; readonly isCut: boolean },
): Reply {
  const content = isCut ? answer.slice(0, Math.floor(answer.length / 2)) : answer;
  const promptTokens = request.messages.reduce((sum, message) => sum + countTokens(message.content), 0);
  const completionTokens = countTokens(content);
  const body = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(at.getTime() / 1000),
    model: modelId,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content },
        logprobs: null,
        finish_reason: isCut ? 'length' : 'stop',
      },
    ],
    usage: {
      queue_time: 0,
      prompt_tokens: promptTokens,
      prompt_time: 0,
      completion_tokens: completionTokens,
      completion_time: 0,
      total_tokens: promptTokens + completionTokens,
      total_time: 0,
    },
    system_fingerprint: 'sandbox',
    x_groq: { id: `req_${randomUUID()}` },
  };
  return jsonReply(200, body, limitHeaders(promptTokens + completionTokens));
}

function limitHeaders(tokens: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-limit-tokens': '8000',
    'x-ratelimit-remaining-requests': '999',
    'x-ratelimit-remaining-tokens': String(Math.max(0, 8000 - tokens)),
    'x-ratelimit-reset-requests': '1m26.4s',
    'x-ratelimit-reset-tokens': '7.66s',
  };
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
  /** The last 200 requests, oldest first. */
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
