import { z } from 'zod';
import type { AnsweredSignal } from './answer.ts';

const signalsSchema = z.object({
  properties: z.object({
    signals: z.object({
      items: z.object({
        properties: z.object({ kind: z.object({ enum: z.array(z.string()).min(1) }) }),
      }),
    }),
  }),
});

/** What the stand-in reads of a chat completion request; everything else is accepted unread. */
export const requestSchema = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  stream: z.boolean().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  response_format: z
    .object({
      type: z.literal('json_schema'),
      json_schema: z.discriminatedUnion('name', [
        z.object({ name: z.literal('brief'), schema: signalsSchema }),
        z.object({
          name: z.literal('digest'),
          schema: z.object({
            properties: z.object({ deals: z.object({ items: signalsSchema }) }),
          }),
        }),
        z.object({
          name: z.literal('ask'),
          schema: z.object({ properties: z.object({ found: z.unknown(), sentences: z.unknown() }) }),
        }),
      ]),
    })
    .optional(),
});

export type CompletionRequest = z.infer<typeof requestSchema>;
/** The shape that an answer is asked for in. */
export type Format = NonNullable<CompletionRequest['response_format']>['json_schema'];

/** The kinds of signals that a format allows; an answer to a question has none. */
export function kindsOf(format: Format): readonly string[] {
  if (format.name === 'ask') return [];
  const told = format.name === 'digest' ? format.schema.properties.deals.items : format.schema;
  return told.properties.signals.items.properties.kind.enum;
}

/** An HTTP reply before it is written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The id the stand-in gives for itself, so that nobody takes its answers for a model's. */
export const modelId = 'sandbox-rules';

/** Tokens as Groq bills them, roughly: four characters each. */
export function countTokens(text: string): number {
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

const mostSignals = 80;
/** What a brief can do without first, when there is no room for everything. */
const spare = ['pain', 'metrics', 'paper_process', 'decision_process', 'decision_criteria', 'person'];

/** Whatever tells signals: a brief's answer, or a deal's part of a digest's. */
interface Signalled {
  readonly signals: readonly AnsweredSignal[];
}

/** An answer of at most so many tokens: news that repeats itself goes first, the oldest of it before the newest. */
export function fitAnswer<T extends Signalled>(answer: T, mostTokens: number): T {
  let signals = withoutMiddle(answer.signals);
  const fits = () => countTokens(JSON.stringify({ ...answer, signals })) <= mostTokens;
  while (signals.length > 0 && (signals.length > mostSignals || !fits())) {
    const [least] = signals.toSorted((a, b) => rank(a) - rank(b));
    signals = signals.filter((signal) => signal !== least);
  }
  return { ...answer, signals };
}

/** Of what is told in many notes, the first and the newest mention say all. */
function withoutMiddle(signals: readonly AnsweredSignal[]): readonly AnsweredSignal[] {
  return signals.filter((signal, index) => {
    if (!spare.includes(signal.kind) || signal.kind === 'person') return true;
    const same = (other: AnsweredSignal) => other.kind === signal.kind;
    return signals.findIndex(same) === index || signals.findLastIndex(same) === index;
  });
}

function rank(signal: AnsweredSignal): number {
  const place = spare.indexOf(signal.kind);
  if (place !== -1) return place;
  return spare.length + (signal.closed === null ? 1 : 0);
}
