import { z } from 'zod';

/**
 * Whose turn comes first when tokens are short: readings that somebody waits for, notes just logged, questions, weeks,
 * sentences for cards, and what was never read or is read anew.
 */
export const priorities = ['brief', 'note', 'ask', 'digest', 'words', 'backfill'] as const;
export type Priority = (typeof priorities)[number];

export interface ModelRequest {
  /** Name of the answer's shape, such as `read`: letters, digits and underscores. */
  readonly name: string;
  /** The same to the letter in every call of that name, so that the provider can keep it. */
  readonly system: string;
  readonly user: string;
  /** Strict JSON schema: every property required, none added. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Thinking included. */
  readonly maxOutputTokens: number;
  readonly priority: Priority;
  /** Slack user id of whom it is charged to: who asks, or who wrote the note; left out where it is nobody's. */
  readonly person?: string;
  /** Hears what the call really cost, once it is answered. */
  readonly onSpent?: (spent: Spent) => void;
}

/** Tokens of one answered call, as the provider counts them. */
export interface Spent {
  readonly prompt: number;
  /** Of the prompt, what the provider still had and does not count. */
  readonly cached: number;
  readonly answer: number;
}

/** A language model that answers once, in one JSON shape. */
export interface Model {
  /** What it answers with: part of the key that answers are kept under. */
  readonly name: string;
  /**
   * The parsed JSON, still to be checked against the schema. Rejects with UpstreamError by the deadline at the
   * latest: `busy` when no tokens are free, of operation `share` when the person had theirs for the day, status 413
   * when the prompt must shrink.
   */
  complete(request: ModelRequest, deadline: Date): Promise<unknown>;
  /**
   * Milliseconds until there would be tokens for it, as things stand; infinite when it is too large. Left out where
   * nothing is short.
   */
  roomIn?(request: ModelRequest): Promise<number>;
  /** Asks whether key and model are good, without a token; what comes of it, and of every call, is told to the operator. */
  probe?(): Promise<void>;
}

/** What an operator must mend: the key is refused, or there is no such model. */
export type ModelTrouble = 'auth' | 'notfound';

/** A shape as strict JSON schema: every property required, nothing added, no bounds on numbers. */
export function strictJsonSchema(shape: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  return schema;
}

/** Tokens of a text at three bytes each: too many for English, about right for other scripts. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / 3);
}
