import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { askByRules } from './ask-answer.ts';
import { digestByRules } from './digest-answer.ts';
import {
  careless,
  hostileAsked,
  hostileDigest,
  hostileReading,
  hostileWitness,
  hostileWords,
} from './hostile.ts';
import { readingByRules } from './reading-answer.ts';
import { witnessByRules } from './witness-answer.ts';
import { wordsByRules } from './words-answer.ts';

/** What the stand-in reads of a chat completion request; everything else is accepted unread. */
const requestSchema = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  stream: z.boolean().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  response_format: z
    .object({
      type: z.literal('json_schema'),
      json_schema: z.object({ name: z.string().min(1), schema: z.unknown() }),
    })
    .optional(),
});

type CompletionRequest = z.infer<typeof requestSchema>;
/** The shape that an answer is asked for in. */
type Format = NonNullable<CompletionRequest['response_format']>['json_schema'];

/** An HTTP reply before it is written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The id the stand-in gives for itself, so that nobody takes its answers for a model's. */
export const modelId = 'sandbox-rules';

/**
 * What is wrong with the model until it is cleared. `stalled` sends headers and half a body, then nothing;
 * `hostile` answers with mentions, links, unknown notes and invented words; `careless` with true answers of which some
 * are spoilt a little; `garbage` is a page where JSON should be.
 */
export type Fault =
  | { readonly kind: 'down' | 'length' | 'garbage' | 'hostile' | 'careless' | 'stalled' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

/** Answers one chat completion request from its raw body; `fault` bends the answer, not the transport. */
export function complete(body: string, at: Date, fault: Fault | null): Reply {
  const request = parseRequest(body);
  if (request === null) return errorReply(400, 'invalid_request', 'The request body is not valid.');
  if (request.stream === true) {
    return errorReply(400, 'invalid_request', 'Structured outputs cannot be streamed.');
  }
  const most = request.max_completion_tokens ?? Number.POSITIVE_INFINITY;
  const answer = answerIn(request, fault, most);
  if (answer === undefined) {
    return errorReply(400, 'json_validate_failed', `The sandbox model answers as ${shapes} only.`);
  }
  const content = JSON.stringify(answer);
  const isCut = fault?.kind === 'length' || (fault?.kind !== 'hostile' && countTokens(content) > most);
  return chatReply(request, content, { at, isCut });
}

const shapes = 'a reading, a witness, sentences, a week or a question';

/** Undefined for a shape that no rule speaks. */
function answerIn(request: CompletionRequest, fault: Fault | null, most: number): unknown {
  const format = request.response_format?.json_schema;
  if (format === undefined) return undefined;
  const message = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const kinds = kindsOf(format);
  const isHostile = fault?.kind === 'hostile';
  switch (format.name) {
    case 'read': {
      if (isHostile) return hostileReading(kinds);
      const answer = readingByRules(message, kinds, most);
      return fault?.kind === 'careless' ? careless(answer) : answer;
    }
    case 'witness':
      return isHostile ? hostileWitness() : witnessByRules(message);
    case 'words':
      return isHostile ? hostileWords() : wordsByRules(message);
    case 'digest':
      return isHostile ? hostileDigest() : digestByRules(message);
    case 'ask':
      return isHostile ? hostileAsked() : askByRules(message);
    default:
      return undefined;
  }
}

/** The kinds that a schema lets signals have: the values of the first `kind` in it. */
function kindsOf({ schema }: Format): readonly string[] {
  const found = z.object({ kind: z.object({ enum: z.array(z.string()).min(1) }) }).safeParse(schema);
  if (found.success) return found.data.kind.enum;
  const parts = typeof schema === 'object' && schema !== null ? Object.values(schema) : [];
  for (const part of parts) {
    const kinds = kindsOf({ name: '', schema: part });
    if (kinds.length > 0) return kinds;
  }
  return [];
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

/** Tokens as Groq bills them, roughly: four characters each. */
function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** A JSON reply with the headers that Groq sends and the one that says who answers. */
export function jsonReply(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-sandbox-model': 'rules', ...headers },
    body: JSON.stringify(body),
  };
}

/** An error in Groq's shape. */
export function errorReply(status: number, code: string, message: string): Reply {
  const type = status >= 500 ? 'internal_server_error' : 'invalid_request_error';
  return jsonReply(status, { error: { message, type, code } });
}
