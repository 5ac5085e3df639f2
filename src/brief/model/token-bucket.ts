import { UpstreamError } from '../../errors.ts';
import { type Priority, priorities } from './model.ts';

/** The tokens that one model account may spend, shared by all who ask it. */
export interface TokenBucket {
  /**
   * Resolves when the tokens may be spent. Rejects with UpstreamError: `busy` at once when they would not be free
   * by the deadline, status 413 when so many are never free together.
   */
  take(tokens: number, priority: Priority, deadline: Date): Promise<void>;
}

interface Waiter {
  readonly tokens: number;
  readonly rank: number;
  readonly grant: () => void;
}

function refused(kind: 'busy' | 'invalid', status: number): UpstreamError {
  return new UpstreamError({ service: 'groq', kind, operation: 'complete', status });
}

/** One process's bucket; time is read from `now`, waits are timers that do not keep the process alive. */
export function createTokenBucket(deps: { tokensPerMinute: number; now: () => Date }): TokenBucket {
  const level = createLevel(deps.tokensPerMinute, deps.now);
  let waiters: Waiter[] = [];
  let timer: NodeJS.Timeout | undefined;

  const pump = (): void => {
    clearTimeout(timer);
    for (const waiter of [...waiters]) {
      const ms = level.msUntil(waiter.tokens);
      if (ms > 0) {
        timer = setTimeout(pump, ms).unref();
        return;
      }
      waiters = waiters.filter((other) => other !== waiter);
      level.spend(waiter.tokens);
      waiter.grant();
    }
  };

  const take = (tokens: number, priority: Priority, deadline: Date): Promise<void> => {
    if (tokens > deps.tokensPerMinute) return Promise.reject(refused('invalid', 413));
    const rank = priorities.indexOf(priority);
    const ahead = waiters.filter((waiter) => waiter.rank <= rank);
    const needed = ahead.reduce((total, waiter) => total + waiter.tokens, tokens);
    const msLeft = deadline.getTime() - deps.now().getTime();
    if (level.msUntil(needed) > Math.max(0, msLeft)) return Promise.reject(refused('busy', 429));
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        // Tokens that fall due in this very millisecond are still in time.
        pump();
        waiters = waiters.filter((other) => other !== waiter);
        reject(refused('busy', 429));
        pump();
      }, msLeft).unref();
      const grant = (): void => {
        clearTimeout(late);
        resolve();
      };
      const waiter: Waiter = { tokens, rank, grant };
      waiters = [...ahead, waiter, ...waiters.filter((other) => other.rank > rank)];
      pump();
    });
  };
  return { take };
}

/** A level that fills evenly up to one minute's worth. */
function createLevel(tokensPerMinute: number, now: () => Date) {
  let level = tokensPerMinute;
  let at = now().getTime();
  const read = (): number => {
    const moment = now().getTime();
    level = Math.min(tokensPerMinute, level + (Math.max(0, moment - at) * tokensPerMinute) / 60_000);
    at = moment;
    return level;
  };
  const msUntil = (tokens: number): number =>
    Math.max(0, Math.ceil(((tokens - read()) * 60_000) / tokensPerMinute));
  const spend = (tokens: number): void => {
    level = read() - tokens;
  };
  return { msUntil, spend };
}
