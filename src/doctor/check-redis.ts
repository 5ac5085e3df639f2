import { UpstreamError } from '../errors.ts';
import { within } from '../util/deadline.ts';
import { type Finding, fault, good, warning } from './finding.ts';

const what = 'Redis';
const patienceMs = 5_000;

/** While the bot runs and does without it. */
export const redisAway = warning(
  what,
  'Redis does not answer: digests are claimed in Hindsight alone, and each process spends its part of the model’s tokens.',
  'Start it, or set REDIS_URL to where it runs.',
);

/** Seen while the bot runs without Redis. */
export const secondProcess = warning(
  'processes',
  'Another process works on the same bank, and no REDIS_URL is set: each spends all of the model’s tokens, and a press that reaches both counts twice.',
  'Stop one of them, or give both the same REDIS_URL.',
);

/** Whether it answers, and keeps what it is given. */
export async function checkRedis(url: string | undefined): Promise<readonly Finding[]> {
  if (url === undefined)
    return [good(what, 'None is set, which is right for one process. A second one needs REDIS_URL.')];
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let refused = '';
  redis.on('error', (error: Error) => {
    refused = /NOAUTH|WRONGPASS|NOPERM/.exec(error.message)?.[0] ?? refused;
  });
  const late = () => new UpstreamError({ service: 'redis', kind: 'timeout', operation: 'info' });
  try {
    return [findingOf(await within(patienceMs, redis.info(), late))];
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (refused !== '' || /NOAUTH|WRONGPASS|NOPERM/.test(said))
      return [
        fault(
          what,
          'Redis refuses the password or the user in REDIS_URL.',
          'Set it as redis(s)://USER:PASSWORD@HOST:PORT, as the server has them.',
        ),
      ];
    return [
      fault(
        what,
        'Redis does not answer at REDIS_URL.',
        'Start it, or set REDIS_URL to where it runs. Until then each process works alone.',
      ),
    ];
  } finally {
    redis.disconnect();
  }
}

/** BullMQ, by which replicas share digests, names this as its oldest. */
const oldestMajor = 5;

function findingOf(info: string): Finding {
  const version = /^redis_version:(\d+)[\d.]*/m.exec(info);
  if (version && Number(version[1]) < oldestMajor)
    return fault(what, 'This Redis is too old for sharing digests.', 'Use Redis 6.2 or newer.');
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== 'noeviction')
    return warning(
      what,
      `Redis may throw away what replicas share when it is full (${policy}).`,
      'Set its maxmemory-policy to noeviction.',
    );
  return good(what, 'It answers and keeps what it is given.');
}
