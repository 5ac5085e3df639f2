import { randomUUID } from 'node:crypto';
import { answerByRules } from './answer.ts';
import { askByRules } from './ask-answer.ts';
import { digestByRules } from './digest-answer.ts';
import type { Fault } from './faults.ts';
import { fitAnswer } from './fit.ts';
import { hostileAnswer, hostileAsked, hostileDigest } from './hostile.ts';
import {
  type CompletionRequest,
  countTokens,
  errorReply,
  type Format,
  jsonReply,
  kindsOf,
  modelId,
  type Reply,
  requestSchema,
} from './wire.ts';

/** Answers one chat completion request from its raw body; `fault` bends the answer, not the transport. */
export function complete(body: string, at: Date, fault: Fault | null): Reply {
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
