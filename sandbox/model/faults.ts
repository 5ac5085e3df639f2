import { errorReply, jsonReply, type Reply } from './wire.ts';

/**
 * What is wrong with the model until it is cleared. `stalled` sends headers and half a body, then nothing;
 * `hostile` answers with mentions, links, unknown notes and wild dates; `garbage` is a page where JSON should be.
 */
export type Fault =
  | { readonly kind: 'down' | 'length' | 'garbage' | 'hostile' | 'stalled' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

/** The switch for trouble; one fault at a time, for all requests or for the next few. */
export interface Faults {
  /** `times`: how many requests it hits before it clears itself; left out, all of them. */
  set(fault: Fault, times?: number): void;
  clear(): void;
  /** The fault for a request that has just come in; counts it. */
  take(): Fault | null;
}

/** Starts without a fault. */
export function createFaults(): Faults {
  let current: Fault | null = null;
  let left = 0;
  return {
    set(fault, times = Number.POSITIVE_INFINITY) {
      current = fault;
      left = times;
    },
    clear() {
      current = null;
    },
    take() {
      const fault = current;
      left -= 1;
      if (left <= 0) current = null;
      return fault;
    },
  };
}

/** The reply that a fault gives instead of an answer; null when the answer itself is still to be made. */
export function faultReply(fault: Fault | null): Reply | null {
  if (fault?.kind === 'down') return errorReply(503, 'service_unavailable', 'The service is unavailable.');
  if (fault?.kind === 'limited') return limitedReply(fault.retryAfterSeconds);
  if (fault?.kind === 'garbage') {
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Gateway</body></html>',
    };
  }
  return null;
}

function limitedReply(retryAfterSeconds: number): Reply {
  const error = {
    message: `Rate limit reached. Please try again in ${retryAfterSeconds}s.`,
    type: 'tokens',
    code: 'rate_limit_exceeded',
  };
  return jsonReply(429, { error }, { 'retry-after': String(retryAfterSeconds) });
}
