import { UpstreamError } from '../../errors.ts';

/** No answer at all, for want of time or of a connection. */
export function silence(operation: string, signal: AbortSignal, cause: unknown): UpstreamError {
  const kind = signal.aborted ? 'timeout' : 'network';
  return new UpstreamError({ service: 'hindsight', kind, operation, cause });
}

/** An answer that is not Hindsight's; the parser's complaint quotes it, so it is not kept as the cause. */
export function nonsense(operation: string, status: number | undefined): UpstreamError {
  return new UpstreamError({ service: 'hindsight', kind: 'invalid', operation, status });
}

/** @throws the error itself when it is a fault of ours. */
export function asUpstream(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  throw error;
}

/** Whether this error says that the bank or document is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof UpstreamError && error.kind === 'notfound';
}
