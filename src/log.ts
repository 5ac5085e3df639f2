import pino from 'pino';

/** Structured log lines; never given note text, and scrubbed of tokens in case something slips through. */
export type Log = pino.Logger;

const secrets =
  /(?:xox[abepr]-|xapp-|gsk_)[\w-]+|Bearer\s+[\w.~+/-]+=*|https:\/\/hooks\.slack\.com\/[^\s"]+/g;

/** Writes JSON lines to `stream`, by default standard output. */
export function createLog(level: string, stream?: pino.DestinationStream): Log {
  const options = {
    level,
    base: null,
    serializers: { err: describeError, error: describeError },
    hooks: { streamWrite: (line: string) => line.replace(secrets, '[secret]') },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/** What may be known of an error in a log: its kind and place, never its message, which may quote a note. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...pick(error, ['kind', 'service', 'operation', 'code', 'status', 'statusCode', 'retryAfter']),
    at: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 6),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function pick(error: Error, names: readonly string[]): Record<string, string | number> {
  const picked: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error)) {
    const isPlain = typeof value === 'number' || (typeof value === 'string' && value.length <= 60);
    if (names.includes(name) && isPlain) picked[name] = value;
  }
  return picked;
}
