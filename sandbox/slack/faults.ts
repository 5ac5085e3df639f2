import { SlackRefusal } from './refusal.ts';

/** Trouble on demand; each switch counts down and then heals by itself. */
export interface Faults {
  /** The next `times` calls of a method (or `*`) get 429 with `Retry-After`. */
  rateLimit(method: string, fault: { times: number; retryAfterSeconds: number }): void;
  /** The next `times` calls are carried out, and the connection is cut before the reply. */
  loseResponse(method: string, times: number): void;
  /** The next `times` calls get this error word; `response_url` stands for all of these, as in the log. */
  failWith(method: string, fault: { times: number; error: string }): void;
  clear(): void;
  /** For the Web API: what happens to this call. */
  take(method: string): Fault | undefined;
}

/** What a switched-on fault does to one call. */
export type Fault =
  | { kind: 'rate_limit'; retryAfterSeconds: number }
  | { kind: 'lose_response' }
  | { kind: 'error'; error: string };

/** All switches start off. */
export const createFaults = (): Faults => {
  let armed: { method: string; left: number; fault: Fault }[] = [];
  const arm = (method: string, left: number, fault: Fault) => {
    armed.push({ method, left, fault });
  };
  return {
    rateLimit: (method, { times, retryAfterSeconds }) =>
      arm(method, times, { kind: 'rate_limit', retryAfterSeconds }),
    loseResponse: (method, times) => arm(method, times, { kind: 'lose_response' }),
    failWith: (method, { times, error }) => arm(method, times, { kind: 'error', error }),
    clear: () => {
      armed = [];
    },
    take: (method) => {
      const found = armed.find((one) => one.method === method || one.method === '*');
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) armed = armed.filter((one) => one !== found);
      return found.fault;
    },
  };
};

/** Counts a message to a channel; throws `ratelimited` when it comes too soon after the one before. */
export type Pace = (channel: string) => void;

const PER_MESSAGE_MS = 1_000;
/** Two messages sent a second apart may arrive a little closer to each other. */
const JITTER_MS = 60;
const KEPT_CHANNELS = 500;

/** No pace at all, for tests whose bot does not wait. */
export const unpaced: Pace = () => undefined;

/** One message a second to a channel, by the machine's own clock, since a bot waits in real time. */
export const createPace = (nowMs: () => number): Pace => {
  const last = new Map<string, number>();
  return (channel) => {
    const at = nowMs();
    const before = last.get(channel) ?? Number.NEGATIVE_INFINITY;
    if (at - before < PER_MESSAGE_MS - JITTER_MS) throw new SlackRefusal('ratelimited');
    last.delete(channel);
    last.set(channel, at);
    const [oldest] = last.keys();
    if (last.size > KEPT_CHANNELS && oldest !== undefined) last.delete(oldest);
  };
};
