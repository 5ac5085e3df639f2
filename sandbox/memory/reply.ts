import type { z } from 'zod';

/** What goes back over the wire. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A refusal in Hindsight's words; `detail` is what the caller reads. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly detail: unknown;

  constructor(status: number, detail: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

/** Parses a part of a request, or refuses with 422 and, as Hindsight does, with the input quoted. */
export function parse<T>(schema: z.ZodType<T>, input: unknown, place: 'body' | 'query'): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const detail = result.error.issues.map((issue) => ({
    type: issue.code === 'custom' ? 'value_error' : issue.code,
    loc: [place, ...issue.path.filter((step) => typeof step !== 'symbol')],
    msg: issue.code === 'custom' ? `Value error, ${issue.message}` : issue.message,
    input: valueAt(input, issue.path),
  }));
  throw new RefusedError(422, detail);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
}
