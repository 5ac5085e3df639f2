import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { StateBank } from '../memory/memory.ts';
import { within } from '../util/deadline.ts';

/** What a process knows of others of its team, and what it shares with them. */
export interface Replicas {
  readonly presence: Presence & {
    /** Whether they share through Redis. */
    readonly isShared: boolean;
  };
  /** Undefined without Redis. */
  readonly marks: Marks | undefined;
  readonly stopSharing: () => void;
}

interface Deps {
  /** `REDIS_URL`. */
  readonly url: string | undefined;
  readonly state: StateBank;
  /** Slack's id of the team. */
  readonly team: string;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => Date;
  /** Tells the operator, in words of ours. */
  readonly tell: (words: string) => void;
  readonly onSeen: (others: number) => void;
}

export async function createReplicas({ url, team, tell, ...deps }: Deps): Promise<Replicas> {
  const marks = url === undefined ? undefined : await createMarks({ url, team, tell });
  const presence = { ...createPresence(deps), isShared: url !== undefined };
  return { presence, marks, stopSharing: () => marks?.close() };
}

/** Small words that replicas leave for each other in Redis, each for a time. While it is away each process goes by itself. */
interface Marks {
  /** Whether this process is the first to say so within so many milliseconds; true while nobody can tell. */
  isFirst(key: string, ms: number): Promise<boolean>;
  forget(key: string): void;
  /** Remembers a short text for so many milliseconds. */
  put(key: string, text: string, ms: number): void;
  /** Undefined when there is none, or nobody can tell. */
  get(key: string): Promise<string | undefined>;
  close(): void;
}

interface MarksDeps {
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

async function createMarks({ url, team, tell }: MarksDeps): Promise<Marks> {
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

/** The processes that work on one bank, told from what each of them writes there once a minute. */
export interface Presence {
  /** Writes that this one is there, and looks who else is; to be called once a minute. Rejects when memory does not answer. */
  beat(): Promise<void>;
  /** How many there are, this one too; undefined before the first look. */
  count(): number | undefined;
  /** Whether another one was seen at work while this one was. */
  isSeen(): boolean;
  /** Takes its own word back. */
  leave(): Promise<void>;
}

interface PresenceDeps {
  readonly state: Pick<StateBank, 'put' | 'list' | 'remove'>;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => Date;
  /** Called whenever another one begins to be seen at work, and when none is any more. */
  readonly onSeen: (others: number) => void;
}

const kind = 'process';
const data = z.object({ at: z.string() });
/** Two beats may be missed, and clocks differ. */
const aliveMs = 150_000;
/** What a process that died has left. */
const staleMs = 60 * 60_000;

/** A process that died just now is not taken for one at work: another one is seen when its word is new between two looks. */
export function createPresence({ state, newId, now, onSeen }: PresenceDeps): Presence {
  const id = `${kind}-${newId().toLowerCase()}`;
  let before: ReadonlyMap<string, string> | undefined;
  let count: number | undefined;
  let seen = 0;
  let hasLeft = false;

  return {
    async beat() {
      if (hasLeft) return;
      await state.put({ id, kind, data: { at: now().toISOString() }, noteIds: [], tags: [] });
      const records = await state.list(`kind:${kind}`);
      const others = new Map(
        records.flatMap((one) => {
          const at = data.safeParse(one.data).data?.at;
          return at === undefined || one.id === id ? [] : [[one.id, at] as const];
        }),
      );
      const age = (at: string) => Math.abs(now().getTime() - Date.parse(at));
      for (const [other, at] of others) if (age(at) > staleMs) await state.remove(other);
      count = 1 + [...others.values()].filter((at) => age(at) < aliveMs).length;
      const known = before;
      const atWork = known ? [...others].filter(([other, at]) => known.get(other) !== at).length : 0;
      before = others;
      if (atWork > 0 !== seen > 0) onSeen(atWork);
      seen = atWork;
    },
    count: () => count,
    isSeen: () => seen > 0,
    async leave() {
      hasLeft = true;
      if (count !== undefined) await state.remove(id);
    },
  };
}
