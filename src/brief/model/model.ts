import { z } from 'zod';

/** Whose turn comes first when tokens are short: a person waits for a brief or an answer, nobody for a digest. */
export const priorities = ['brief', 'ask', 'gain', 'digest'] as const;
export type Priority = (typeof priorities)[number];

export interface ModelRequest {
  /** Name of the answer's shape, such as `brief`: letters, digits and underscores. */
  readonly name: string;
  /** The same to the letter in every call of that name, so that the provider can keep it. */
  readonly system: string;
  readonly user: string;
  /** Strict JSON schema: every property required, none added. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Thinking included. */
  readonly maxOutputTokens: number;
  readonly priority: Priority;
}

/** A language model that answers once, in one JSON shape. */
export interface Model {
  /** What it answers with: part of the key that answers are kept under. */
  readonly name: string;
  /**
   * The parsed JSON, still to be checked against the schema. Rejects with UpstreamError by the deadline at the
   * latest: `busy` when no tokens are free, status 413 when the prompt must shrink.
   */
  complete(request: ModelRequest, deadline: Date): Promise<unknown>;
}

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
