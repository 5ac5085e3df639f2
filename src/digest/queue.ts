import { z } from 'zod';
import { UpstreamError, type UpstreamKind } from '../errors.ts';
import { soon, within } from '../util/deadline.ts';
import type { Task } from './schedule.ts';

interface QueueDeps {
  readonly url: string;
  /** Slack's id of the team: replicas of one team share a queue. */
  readonly team: string;
  /** What a replica does with a task that it drew. */
  readonly attend: (task: Task) => Promise<boolean>;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** Digests handed out among replicas through Redis. */
export interface DigestQueue {
  /**
   * Queues a task once for all replicas in a quarter of an hour, and settles it never. While Redis does not answer each
   * replica attends to all tasks itself: the claims in memory see to it that one of them posts.
   */
  dispatch(task: Task): Promise<boolean>;
  /** Whether Redis answered of late. */
  isUp(): boolean;
  /** Draws nothing more, finishes what was drawn, and hangs up within 2 s of that, whether or not Redis is there. */
  close(): Promise<void>;
}

/** As long as a claim without an outcome is waited for: a task left for later is drawn again after it. */
const quarterMs = 15 * 60 * 1000;
const patienceMs = 5_000;
const hangUpMs = 1_000;
/** So long after trouble Redis is not asked again: every task would wait for it in turn. */
const againMs = 30_000;
const atOnce = 4;

/** Kept so long, a finished job's id keeps its twins out. */
const keepSeconds = 60 * 60;

/** Connects to Redis; the ledger still decides who posts, so a Redis that forgets or is away costs nothing. */
export async function createDigestQueue(deps: QueueDeps): Promise<DigestQueue> {
  const [{ Queue, Worker }, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
  const { url, report } = deps;
  const name = `digest-${deps.team}`;
  const shared = { prefix: 'salesmemory' };
  const line = new Redis(url, { maxRetriesPerRequest: 1 });
  const queue = new Queue(name, { ...shared, connection: line });
  const inHand = new Set<Promise<boolean>>();
  function attendDrawn(drawn: unknown): Promise<boolean> {
    const attended = deps.attend(taskSchema.parse(drawn));
    inHand.add(attended);
    return attended.finally(() => inHand.delete(attended));
  }
  const worker = new Worker(name, async (job) => attendDrawn(job.data), {
    ...shared,
    connection: { url, maxRetriesPerRequest: null },
    concurrency: atOnce,
  });
  worker.on('failed', (_, error) => report(error));
  let downSince: number | undefined;
  const trouble = (kind: UpstreamKind, cause?: unknown) =>
    new UpstreamError({ service: 'redis', kind, operation: 'dispatch', cause });
  function isDown(error: unknown): void {
    if (downSince === undefined) report(error);
    downSince = Date.now();
  }
  queue.on('error', (error) => isDown(trouble('network', error)));
  worker.on('error', (error) => isDown(trouble('network', error)));
  for (const side of [line, worker])
    side.on('ready', () => {
      downSince = undefined;
    });
  return {
    async dispatch(task) {
      const options = {
        jobId: jobIdOf(task, deps.now()),
        attempts: 1,
        removeOnComplete: { age: keepSeconds },
        // What failed, failed before the claim or left it to the ledger: the next minute may try again.
        removeOnFail: true,
      };
      if (downSince !== undefined && Date.now() - downSince < againMs) return deps.attend(task);
      try {
        await within(patienceMs, queue.add('digest', task, options), () => trouble('timeout'));
      } catch (error) {
        isDown(error instanceof UpstreamError ? error : trouble('network', error));
        return deps.attend(task);
      }
      downSince = undefined;
      return false;
    },
    isUp: () => downSince === undefined,
    async close() {
      const drained = worker.pause();
      await Promise.allSettled(inHand);
      // The library waits for a connection that it lost until that is there again.
      await soon(drained, undefined, hangUpMs);
      line.disconnect();
      await soon(worker.close(true), undefined, hangUpMs);
    },
  };
}

/** The same for all replicas in one quarter of an hour: Redis takes the first and drops the others. */
function jobIdOf({ user, slot }: Task, now: Date): string {
  return `${user}_${slot.week}_${Math.floor((now.getTime() - slot.at.getTime()) / quarterMs)}`;
}

const day = z.string();

const taskSchema = z.object({
  user: z.string(),
  zone: z.string(),
  slot: z.object({ at: z.coerce.date(), day, week: z.string() }),
  isQuiet: z.boolean(),
  holidays: z.array(z.object({ from: day, until: day })),
});
