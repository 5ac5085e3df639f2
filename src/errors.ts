/** The person who typed can fix it: the message is shown as written. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The operator can fix it, at start: the message lists every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Service = 'hindsight' | 'groq' | 'slack' | 'redis';
export type UpstreamKind =
  | 'timeout'
  | 'network'
  | 'auth'
  | 'invalid'
  | 'notfound'
  | 'conflict'
  | 'busy'
  | 'server';

interface UpstreamDetails {
  readonly service: Service;
  readonly kind: UpstreamKind;
  /** What was being done, in one word, such as `retain`. */
  readonly operation: string;
  readonly status?: number | undefined;
  /** Seconds to wait, when the service said so. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** Time can fix it, or an operator: a service did not do what was asked. Its message never quotes the service's reply. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly service: Service;
  readonly kind: UpstreamKind;
  readonly operation: string;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(details: UpstreamDetails) {
    super(`${details.service} ${details.operation} failed: ${details.kind}`, { cause: details.cause });
    this.service = details.service;
    this.kind = details.kind;
    this.operation = details.operation;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
  }

  /** Whether the same request may do better a moment later. */
  get retryable(): boolean {
    return ['timeout', 'network', 'busy', 'server'].includes(this.kind);
  }
}
