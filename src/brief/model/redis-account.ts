import { within } from '../../util/deadline.ts';
import { hourMs, hoursKept, leftIn, type Order, type TokenAccount } from './token-account.ts';

interface Deps {
  readonly url: string;
  /** Whose account it is: replicas with one name share it. */
  readonly name: string;
  /** This process's own, for as long as Redis does not answer. */
  readonly alone: TokenAccount;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** An account that replicas share through Redis. */
export interface SharedAccount extends TokenAccount {
  close(): void;
}

const patienceMs = 1_000;
/** So often a replica asks again while it waits: another one may have given tokens back. */
const longestMs = 1_000;

/**
 * Looks, and spends unless asked to look alone. One step in Redis, so that no two replicas see the same tokens free. A
 * replica that has to wait leaves word of its rank for two seconds, and a lower rank elsewhere waits with it.
 */
const spendScript = `
local tokens, perMinute, at, rank = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local leavesMinute, dayRoom, isReal, person = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1', ARGV[8]
local level = tonumber(redis.call('HGET', KEYS[1], 'level') or perMinute)
local seen = tonumber(redis.call('HGET', KEYS[1], 'at') or at)
local held = tonumber(redis.call('HGET', KEYS[1], 'held') or 0)
at = math.max(at, seen)
level = math.min(perMinute, level + (at - seen) * perMinute / 60000)
local ms = math.max(0, held - at, math.ceil((tokens + leavesMinute - level) * 60000 / perMinute))
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
for _, waiting in ipairs(redis.call('HKEYS', KEYS[1])) do
  local other = string.match(waiting, '^waits:(.+)$')
  if other and tonumber(other) < rank and tonumber(redis.call('HGET', KEYS[1], waiting)) > at then
    ms = math.max(ms, 500)
  end
end
if not isReal then return ms end
if ms > 0 then
  redis.call('HSET', KEYS[1], 'waits:' .. ARGV[4], at + 2000)
else
  redis.call('HDEL', KEYS[1], 'waits:' .. ARGV[4])
  redis.call('HSET', KEYS[1], 'level', level - tokens, 'at', at)
  redis.call('HINCRBY', KEYS[2], 'all', tokens)
  if person ~= '' then redis.call('HINCRBY', KEYS[2], 'by:' .. person, tokens) end
  redis.call('EXPIRE', KEYS[2], ${(hoursKept * hourMs) / 1000})
end
redis.call('EXPIRE', KEYS[1], 86400)
return ms
`;

const correctScript = `
local tokens, perMinute, at, person = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local level = tonumber(redis.call('HGET', KEYS[1], 'level') or perMinute)
local seen = tonumber(redis.call('HGET', KEYS[1], 'at') or at)
at = math.max(at, seen)
level = math.min(perMinute, level + (at - seen) * perMinute / 60000)
redis.call('HSET', KEYS[1], 'level', math.min(perMinute, level - tokens), 'at', at)
redis.call('HINCRBY', KEYS[2], 'all', tokens)
if person ~= '' then redis.call('HINCRBY', KEYS[2], 'by:' .. person, tokens) end
redis.call('EXPIRE', KEYS[2], ${(hoursKept * hourMs) / 1000})
return 0
`;

/** Connects with the first order; a Redis that is away costs the sharing, never a call. */
export async function createRedisAccount({ url, name, alone, now, report }: Deps): Promise<SharedAccount> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    lazyConnect: true,
    keyPrefix: `salesmemory:tokens:${name}:`,
  });
  redis.on('error', report);
  const { tokensPerMinute, tokensPerDay } = alone;
  const late = (): Error => new Error('Redis is slow');

  /** Newest first. */
  function hours(): readonly string[] {
    const hour = Math.floor(now().getTime() / hourMs);
    return Array.from({ length: hoursKept }, (_, index) => `hour:${hour - index}`);
  }

  async function orAlone<T>(work: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
    try {
      return await within(patienceMs, work(), late);
    } catch (error) {
      report(error);
      return instead();
    }
  }

  async function ask({ tokens, rank, person, leaves }: Order, isReal: boolean): Promise<number> {
    const keys = ['minute', ...hours()];
    const dayRoom = Number.isFinite(tokensPerDay)
      ? tokensPerDay - leftIn(tokensPerDay, leaves.day, tokens)
      : -1;
    const ms = await redis.eval(
      spendScript,
      keys.length,
      ...keys,
      tokens,
      tokensPerMinute,
      now().getTime(),
      rank,
      leftIn(tokensPerMinute, leaves.minute, tokens),
      dayRoom,
      isReal ? 1 : 0,
      person ?? '',
    );
    return Number(ms);
  }

  return {
    tokensPerMinute,
    tokensPerDay,
    spend: (order) =>
      orAlone(
        async () => Math.min(longestMs, await ask(order, true)),
        () => alone.spend(order),
      ),
    roomIn: (order) =>
      orAlone(
        () => ask(order, false),
        () => alone.roomIn(order),
      ),
    correct: (tokens, person) =>
      orAlone(
        async () => {
          const [hour = ''] = hours();
          const given = [tokens, tokensPerMinute, now().getTime(), person ?? ''];
          await redis.eval(correctScript, 2, 'minute', hour, ...given);
        },
        () => alone.correct(tokens, person),
      ),
    hold: (ms) =>
      orAlone(
        async () => void (await redis.hset('minute', 'held', now().getTime() + ms)),
        () => alone.hold(ms),
      ),
    spentBy: (person) =>
      orAlone(
        async () => {
          const spent = await Promise.all(hours().map((hour) => redis.hget(hour, `by:${person}`)));
          return spent.reduce((sum, one) => sum + Number(one ?? 0), 0);
        },
        () => alone.spentBy(person),
      ),
    close: () => redis.disconnect(),
  };
}
