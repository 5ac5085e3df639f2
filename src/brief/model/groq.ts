import { setTimeout as sleep } from 'node:timers/promises';
import Groq, { APIConnectionError, APIError, APIUserAbortError } from 'groq-sdk';
import type { ChatCompletionCreateParamsNonStreaming } from 'groq-sdk/resources/chat/completions';
import { z } from 'zod';
import { UpstreamError, type UpstreamKind } from '../../errors.ts';
import { within } from '../../util/deadline.ts';
import type { Model, ModelRequest, ModelTrouble, Spent } from './model.ts';
import type { Spending, TokenBucket } from './token-bucket.ts';
import { roughCounter, type TokenCounter } from './tokens.ts';

interface GroqDeps {
  readonly apiKey: string;
  /** Null for Groq's own. */
  readonly baseUrl: string | null;
  readonly model: string;
  readonly fetch: typeof fetch;
  readonly bucket: TokenBucket;
  /** Rough when left out, which does where tokens are plenty. */
  readonly tokens?: TokenCounter;
  readonly now: () => Date;
  /** Hears what each call cost. */
  readonly onSpent?: (spent: Spent) => void;
  /** Hears when key or model begin to be refused, and null when they are good again. */
  readonly onTrouble?: (trouble: ModelTrouble | null) => void;
}

const probeMs = 10_000;
const maxAttempts = 2;
/** The SDK's own clock never rings: it stops at the headers, so the deadline is kept here. */
const longestMs = 2_000_000_000;

const errorBody = z.object({ error: z.object({ code: z.string() }) });

const kinds: Readonly<Record<number, UpstreamKind>> = {
  401: 'auth',
  403: 'auth',
  404: 'notfound',
  429: 'busy',
  498: 'busy',
};

function secondsToWait(headers: Headers | undefined): number | undefined {
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function mapped(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof APIUserAbortError) return upstream('timeout');
  if (error instanceof APIConnectionError || !(error instanceof APIError)) return upstream('network');
  const status: number = error.status ?? 0;
  const kind = kinds[status] ?? (status >= 500 ? 'server' : 'invalid');
  return upstream(kind, status, secondsToWait(error.headers));
}

/** Groq answers 400 when the model broke the schema: worth one more try, unlike any other 400. */
function brokeSchema(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  const body = errorBody.safeParse(error.error);
  return body.success && body.data.error.code === 'json_validate_failed';
}

function body(model: string, request: ModelRequest): ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: [
      { role: 'system', content: request.system },
      { role: 'user', content: request.user },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: { name: request.name, strict: true, schema: { ...request.schema } },
    },
    reasoning_effort: 'low',
    include_reasoning: false,
    temperature: 0,
    max_completion_tokens: request.maxOutputTokens,
  };
}

/** Milliseconds to wait before one more try; undefined when none would help before the deadline. */
function pauseBefore(error: unknown, msLeft: number): number | undefined {
  const known = mapped(error);
  if (brokeSchema(error) || known.kind === 'server' || known.kind === 'network') return 0;
  if (known.kind !== 'busy' || known.retryAfter === undefined) return undefined;
  return known.retryAfter * 1000 < msLeft ? known.retryAfter * 1000 : undefined;
}

/** Groq behind the Model port: one call, at most one more try, and an end by the deadline in every case. */
export function createGroq(deps: GroqDeps): Model {
  const { apiKey, baseUrl: baseURL, bucket } = deps;
  const client = new Groq({
    ...{ apiKey, baseURL, fetch: deps.fetch },
    ...{ maxRetries: 0, timeout: longestMs, logLevel: 'off' },
  });
  const estimate = createEstimate(deps.tokens ?? roughCounter);

  async function chargeOf(request: ModelRequest) {
    const tokens = (await estimate.promptOf(request)) + request.maxOutputTokens;
    return { tokens, priority: request.priority, person: request.person };
  }

  async function settle(raw: unknown, request: ModelRequest, spending: Spending): Promise<void> {
    const usage = usageSchema.safeParse(raw).data?.usage;
    if (!usage) return;
    const spent = {
      prompt: usage.prompt_tokens,
      cached: usage.prompt_tokens_details,
      answer: usage.completion_tokens,
    };
    await spending.settle(spent.prompt - spent.cached + spent.answer);
    await estimate.learn(request, spent);
    deps.onSpent?.(spent);
    request.onSpent?.(spent);
  }

  /** What was never answered was not counted either; of a call that was cut off nobody knows. */
  async function giveBack(error: unknown, spending: Spending): Promise<void> {
    if (!(error instanceof APIError) || error.status === undefined) return;
    const { kind, retryAfter } = mapped(error);
    if (kind === 'busy' && retryAfter !== undefined) await bucket.hold(retryAfter * 1000);
    if (!brokeSchema(error)) await spending.settle(0);
  }

  async function attempt(request: ModelRequest, deadline: Date, signal: AbortSignal): Promise<unknown> {
    const spending = await bucket.take(await chargeOf(request), deadline);
    try {
      signal.throwIfAborted();
      const raw = await client.chat.completions.create(body(deps.model, request), { signal });
      hearTrouble(undefined);
      await settle(raw, request, spending);
      return content(raw);
    } catch (error) {
      hearTrouble(error);
      await giveBack(error, spending);
      throw error;
    }
  }

  let trouble: ModelTrouble | null = null;
  function hearTrouble(error: unknown): void {
    const kind = error === undefined ? null : mapped(error).kind;
    if (kind !== null && kind !== 'auth' && kind !== 'notfound') return;
    if (kind !== trouble) deps.onTrouble?.(kind);
    trouble = kind;
  }

  async function attempts(request: ModelRequest, deadline: Date, signal: AbortSignal): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(request, deadline, signal);
      } catch (error) {
        const pause = pauseBefore(error, deadline.getTime() - deps.now().getTime());
        if (tries === maxAttempts || pause === undefined) throw mapped(error);
        await sleep(pause, undefined, { signal });
      }
    }
  }

  return {
    name: deps.model,
    async complete(request, deadline) {
      const stop = new AbortController();
      const work = attempts(request, deadline, stop.signal);
      const msLeft = deadline.getTime() - deps.now().getTime();
      try {
        return await within(msLeft, work, () => upstream('timeout'));
      } finally {
        stop.abort();
        work.catch(() => undefined);
      }
    },
    async probe() {
      await client.models
        .retrieve(deps.model, { timeout: probeMs })
        .then(() => hearTrouble(undefined), hearTrouble);
    },
    roomIn: async (request) => bucket.roomIn(await chargeOf(request)),
  };
}

/** Tokens of prompts: counted, and put right by what the provider said of the last call of that name. */
function createEstimate(tokens: TokenCounter) {
  const fixed = new Map<string, number>();
  return {
    async promptOf({ name, system, schema, user }: ModelRequest): Promise<number> {
      const own = await tokens.count(user);
      const known = fixed.get(name);
      if (known !== undefined) return known + own;
      return own + (await tokens.count(system)) + (await tokens.count(JSON.stringify(schema)));
    },
    /** Whether a schema is counted, and what stands around messages, only an answer tells. */
    async learn({ name, user }: ModelRequest, { prompt }: Spent): Promise<void> {
      fixed.set(name, Math.max(0, prompt - (await tokens.count(user))));
    },
  };
}

const count = z.int().min(0).catch(0);

/** What Groq says that a call cost; a part it leaves out is zero, and without a prompt's nothing is known. */
const usageSchema = z.object({
  usage: z
    .object({
      prompt_tokens: z.int().min(1),
      completion_tokens: count,
      prompt_tokens_details: z
        .object({ cached_tokens: count })
        .transform(({ cached_tokens }) => cached_tokens)
        .catch(0),
    })
    .nullable()
    .catch(null),
});

const completion = z.object({
  choices: z
    .array(z.object({ finish_reason: z.string(), message: z.object({ content: z.string().min(1) }) }))
    .min(1),
});

/** The SDK's error quotes prompt and answer, so nothing of it but numbers goes on, not even as a cause. */
function upstream(kind: UpstreamKind, status?: number, retryAfter?: number): UpstreamError {
  return new UpstreamError({ service: 'groq', kind, operation: 'complete', status, retryAfter });
}

/** Only a whole answer counts: one cut off may still parse, with half of its signals gone. */
function content(raw: unknown): unknown {
  const parsed = completion.safeParse(raw);
  const choice = parsed.success ? parsed.data.choices[0] : undefined;
  if (choice?.finish_reason !== 'stop') throw upstream('invalid', 200);
  try {
    return JSON.parse(choice.message.content);
  } catch {
    throw upstream('invalid', 200);
  }
}
