import type { Redis } from 'ioredis';
import { within } from '../util/deadline.ts';

/** Small words that replicas leave for each other in Redis, each for a time. While it is away each process goes by itself. */
export interface Marks {
  /** Whether this process is the first to say so within so many milliseconds; true while nobody can tell. */
  isFirst(key: string, ms: number): Promise<boolean>;
  forget(key: string): void;
  /** Remembers a short text for so many milliseconds. */
  put(key: string, text: string, ms: number): void;
  /** Undefined when there is none, or nobody can tell. */
  get(key: string): Promise<string | undefined>;
  close(): void;
}

interface Deps {
  readonly url: string;
  /** Slack's id of the team: replicas of one team share their words. */
  readonly team: string;
  /** Tells the operator, in words of ours. */
  readonly tell: (words: string) => void;
}

/** Somebody has pressed and waits. */
const patienceMs = 250;
/** So long after trouble Redis is not asked: each press would wait for it in turn. */
const againMs = 5_000;

export async function createMarks({ url, team, tell }: Deps): Promise<Marks> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { maxRetriesPerRequest: 1, keyPrefix: `salesmemory:marks:${team}:` });
  const line = createLine(redis, tell);
  return {
    isFirst: (key, ms) => line.ask(true, async () => (await redis.set(key, '1', 'PX', ms, 'NX')) === 'OK'),
    forget: (key) => void line.ask(0, () => redis.del(key)),
    put: (key, text, ms) => void line.ask(null, () => redis.set(key, text, 'PX', ms).then(() => null)),
    get: (key) => line.ask(undefined, async () => (await redis.get(key)) ?? undefined),
    close: () => redis.disconnect(),
  };
}

function createLine(redis: Redis, tell: (words: string) => void) {
  let lostAt: number | undefined;

  function lose(): void {
    if (lostAt === undefined)
      tell('Redis does not answer: presses, and who has opened Home, are known to each process alone.');
    lostAt = performance.now();
  }

  function find(): void {
    if (lostAt !== undefined) tell('Redis answers again: presses and Home are shared by all processes.');
    lostAt = undefined;
  }

  redis.on('error', lose);
  redis.on('ready', find);
  return {
    async ask<T>(instead: T, work: () => Promise<T>): Promise<T> {
      if (lostAt !== undefined && performance.now() - lostAt < againMs) return instead;
      try {
        const answer = await within(patienceMs, work(), () => new Error('Redis is slow'));
        find();
        return answer;
      } catch {
        lose();
        return instead;
      }
    },
  };
}
