import type { Redis } from 'ioredis';
import { within } from '../../util/deadline.ts';
import {
  hourMs,
  hoursKept,
  leftIn,
  type Order,
  type OwnAccount,
  type TokenAccount,
} from './token-account.ts';

interface Deps {
  readonly url: string;
  /** Whose account it is: replicas with one name share it. */
  readonly name: string;
  /** This process's own part, for as long as Redis does not answer; it hears of all that this process spends. */
  readonly alone: OwnAccount;
  /** How many processes there are; undefined while nobody knows. */
  readonly processes: () => number | undefined;
  readonly now: () => Date;
  /** Tells the operator, in words of ours. */
  readonly tell: (words: string) => void;
  readonly report: (error: unknown) => void;
}

/** An account that replicas share through Redis. */
export interface SharedAccount extends TokenAccount {
  close(): void;
}

const patienceMs = 1_000;
/** So often a replica asks again while it waits: another one may have given tokens back. */
const longestMs = 1_000;

/** Others notice that Redis is gone a little earlier or later. */
const marginMs = 10_000;
const minuteMs = 60_000;
/** So long after a failure Redis is not tried again: everybody would wait for it in turn. */
const againMs = 1_000;

/**
 * What was spent stands by the second, for sixty of them: no more than a minute's tokens go in any sixty seconds, whenever
 * they begin. A whole second must be past before what was spent in it comes back.
 */
const readMinute = `
at = math.max(at, tonumber(redis.call('HGET', KEYS[1], 'at') or at))
local spent, seconds = 0, {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local second = string.match(all[i], '^s:(%d+)$')
  if second then
    local back = (tonumber(second) + 61) * 1000
    if back <= at or all[i + 1] == '0' then redis.call('HDEL', KEYS[1], all[i])
    else
      spent = spent + tonumber(all[i + 1])
      table.insert(seconds, { back = back, tokens = tonumber(all[i + 1]), field = all[i] })
    end
  end
end
table.sort(seconds, function(one, other) return one.back < other.back end)
local thisSecond = 's:' .. string.format('%d', math.floor(at / 1000))
`;

/**
 * Looks, and spends unless asked to look alone. One step in Redis, so that no two replicas see the same tokens free. A
 * replica that has to wait leaves word of its rank for two seconds, and a lower rank elsewhere waits with it.
 */
const spendScript = `
local tokens, perMinute, at, rank = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local leavesMinute, dayRoom, isReal, person = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1', ARGV[8]
${readMinute}
local ms = math.max(0, tonumber(redis.call('HGET', KEYS[1], 'held') or 0) - at)
local short = tokens + leavesMinute + spent - perMinute
for _, one in ipairs(seconds) do
  if short <= 0 then break end
  short = short - one.tokens
  ms = math.max(ms, one.back - at)
end
if short > 0 then ms = math.max(ms, 60000) end
if dayRoom >= 0 then
  local excess = tokens - dayRoom
  for i = #KEYS, 2, -1 do excess = excess + tonumber(redis.call('HGET', KEYS[i], 'all') or 0) end
  for i = #KEYS, 2, -1 do
    if excess <= 0 then break end
    excess = excess - tonumber(redis.call('HGET', KEYS[i], 'all') or 0)
    local hour = math.floor(at / ${hourMs}) - (i - 2)
    if excess <= 0 then ms = math.max(ms, (hour + ${hoursKept}) * ${hourMs} - at) end
  end
  if excess > 0 then ms = math.max(ms, ${hourMs}) end
end
for i = 1, #all, 2 do
  local other = string.match(all[i], '^waits:(.+)$')
  if other and tonumber(other) < rank and tonumber(all[i + 1]) > at then ms = math.max(ms, 500) end
end
if not isReal then return ms end
if ms > 0 then
  redis.call('HSET', KEYS[1], 'waits:' .. ARGV[4], at + 2000)
else
  redis.call('HDEL', KEYS[1], 'waits:' .. ARGV[4])
  redis.call('HSET', KEYS[1], 'at', at)
  redis.call('HINCRBY', KEYS[1], thisSecond, tokens)
  redis.call('HINCRBY', KEYS[2], 'all', tokens)
  if person ~= '' then redis.call('HINCRBY', KEYS[2], 'by:' .. person, tokens) end
  redis.call('EXPIRE', KEYS[2], ${(hoursKept * hourMs) / 1000})
end
redis.call('EXPIRE', KEYS[1], 86400)
return ms
`;

/** What goes back is taken off the oldest seconds: what stays is counted for longer rather than for less. */
const correctScript = `
local tokens, at, person, isOfDay = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4] == '1'
${readMinute}
if tokens > 0 then redis.call('HINCRBY', KEYS[1], thisSecond, tokens) end
local back = -tokens
for _, one in ipairs(seconds) do
  if back <= 0 then break end
  local part = math.min(back, one.tokens)
  redis.call('HINCRBY', KEYS[1], one.field, -part)
  back = back - part
end
redis.call('HSET', KEYS[1], 'at', at)
redis.call('EXPIRE', KEYS[1], 86400)
if not isOfDay then return 0 end
redis.call('HINCRBY', KEYS[2], 'all', tokens)
if person ~= '' then redis.call('HINCRBY', KEYS[2], 'by:' .. person, tokens) end
redis.call('EXPIRE', KEYS[2], ${(hoursKept * hourMs) / 1000})
return 0
`;

/** Newest first. */
function hoursUntil(now: Date): readonly string[] {
  const hour = Math.floor(now.getTime() / hourMs);
  return Array.from({ length: hoursKept }, (_, index) => `hour:${hour - index}`);
}

interface Correction {
  readonly tokens: number;
  readonly person: string | null;
  readonly at: Date;
  /** Whether the day has not heard of them yet. */
  readonly isOfDay: boolean;
}

async function correctIn(redis: Redis, { tokens, person, at, isOfDay }: Correction): Promise<void> {
  const [hour = ''] = hoursUntil(at);
  await redis.eval(correctScript, 2, 'minute', hour, tokens, at.getTime(), person ?? '', isOfDay ? 1 : 0);
}

/** Whether Redis is there, and what has to be done when it goes and comes back, so that a minute stays a minute. */
function createLine({ alone, processes, now, tell }: Deps, redis: Redis) {
  let lostAt: number | undefined;
  let triedAt = 0;
  let unshared = 0;
  let finding: Promise<void> | undefined;
  const areMany = () => (processes() ?? 2) > 1;

  async function find(since: number): Promise<void> {
    triedAt = performance.now();
    const at = now();
    // Redis may have forgotten all, and never heard of what was spent alone: each process brings its own part.
    await correctIn(redis, { tokens: alone.lastMinute(), person: null, at, isOfDay: false });
    if (unshared !== 0) await redis.hincrby(hoursUntil(at)[0] ?? '', 'all', unshared);
    unshared = 0;
    const held = Number((await redis.hget('minute', 'held')) ?? 0);
    // Others may have spent alone too, and are not back yet.
    if (areMany() && at.getTime() - since > minuteMs - marginMs)
      await redis.hset('minute', 'held', Math.max(held, at.getTime() + minuteMs));
    lostAt = undefined;
    tell('Redis answers again: the model’s tokens are shared by all processes.');
  }

  return {
    isLost: () => lostAt !== undefined,
    /** Resolves when it may be asked. Rejects while it is away, and most of the time without trying. */
    async open(): Promise<void> {
      if (lostAt === undefined) return;
      const isTooSoon = finding === undefined && performance.now() - triedAt < againMs;
      if (isTooSoon) throw new Error('Redis is away');
      finding ??= find(lostAt).finally(() => {
        finding = undefined;
      });
      await finding;
    },
    async lose(): Promise<void> {
      if (lostAt !== undefined) return;
      lostAt = now().getTime();
      triedAt = performance.now();
      const parts = processes();
      const part =
        parts === 1
          ? 'all of the model’s tokens, as the only process'
          : `its part of the model’s tokens, as one of ${parts ?? 'several'} processes`;
      tell(`Redis does not answer: this one spends ${part}.`);
      // What others have spent in the last minute nobody tells now.
      if (areMany()) await alone.hold(minuteMs + marginMs);
    },
    spentAlone(tokens: number): void {
      unshared += tokens;
    },
  };
}

/**
 * Connects with the first order. While Redis is away each process spends its part, and after that so that all of them
 * together keep to the minute over both changes; a process that alone has lost its way to Redis may exceed it by its part.
 */
export async function createRedisAccount(deps: Deps): Promise<SharedAccount> {
  const { url, name, alone, now, report } = deps;
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    lazyConnect: true,
    keyPrefix: `salesmemory:tokens:${name}:`,
  });
  const line = createLine(deps, redis);
  redis.on('error', () => undefined);
  const { tokensPerMinute, tokensPerDay } = alone;
  const late = (): Error => new Error('Redis is slow');

  async function orAlone<T>(work: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
    try {
      return await within(patienceMs, line.open().then(work), late);
    } catch (error) {
      if (!line.isLost()) report(error);
      await line.lose();
      return instead();
    }
  }

  async function ask({ tokens, rank, person, leaves }: Order, isReal: boolean): Promise<number> {
    const keys = ['minute', ...hoursUntil(now())];
    const dayRoom = Number.isFinite(tokensPerDay)
      ? tokensPerDay - leftIn(tokensPerDay, leaves.day, tokens)
      : -1;
    const leavesMinute = leftIn(tokensPerMinute, leaves.minute, tokens);
    const order = [tokens, tokensPerMinute, now().getTime(), rank, leavesMinute, dayRoom];
    return Number(
      await redis.eval(spendScript, keys.length, ...keys, ...order, isReal ? 1 : 0, person ?? ''),
    );
  }

  return {
    tokensPerMinute,
    tokensPerDay,
    spend: (order) =>
      orAlone(
        async () => {
          const ms = await ask(order, true);
          if (ms === 0) await alone.correct(order.tokens, order.person);
          return Math.min(longestMs, ms);
        },
        async () => {
          const ms = await alone.spend(order);
          if (ms === 0) line.spentAlone(order.tokens);
          return Math.min(longestMs, ms);
        },
      ),
    roomIn: (order) =>
      orAlone(
        () => ask(order, false),
        () => alone.roomIn(order),
      ),
    correct: (tokens, person) =>
      orAlone(
        async () => {
          await correctIn(redis, { tokens, person, at: now(), isOfDay: true });
          await alone.correct(tokens, person);
        },
        async () => {
          await alone.correct(tokens, person);
          line.spentAlone(tokens);
        },
      ),
    hold: (ms) =>
      orAlone(
        async () => void (await redis.hset('minute', 'held', now().getTime() + ms)),
        () => alone.hold(ms),
      ),
    spentBy: (person) =>
      orAlone(
        async () => {
          const spent = await Promise.all(hoursUntil(now()).map((hour) => redis.hget(hour, `by:${person}`)));
          return spent.reduce((sum, one) => sum + Number(one ?? 0), 0);
        },
        () => alone.spentBy(person),
      ),
    close: () => redis.disconnect(),
  };
}
