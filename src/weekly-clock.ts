import pMap from 'p-map';
import { z } from 'zod';
import { createDigestDelivery, type Post } from './digest/digest-delivery.ts';
import { createLedger } from './digest/ledger.ts';
import { createDigestQueue, type DigestQueue } from './digest/queue.ts';
import { createScheduler, type Rep, type Task } from './digest/schedule.ts';
import type { NoteRoster } from './memory/memory.ts';
import type { StateBank } from './memory/state-bank.ts';
import type { Members } from './slack/kit/members.ts';
import type { Weekly } from './weekly.ts';

/** Calls `work` every so many milliseconds until what it returns is called. */
export type Every = (ms: number, work: () => void) => () => void;

interface Deps {
  readonly weekly: Weekly;
  readonly state: StateBank;
  readonly roster: Pick<NoteRoster, 'authors'>;
  readonly members: Pick<Members, 'get'>;
  readonly post: Post;
  /** Several replicas share their work through it. */
  readonly redisUrl: string | undefined;
  readonly team: string;
  readonly now: () => Date;
  readonly every: Every;
  readonly report: (error: unknown) => void;
}

/** Sends digests in their hour. */
export interface WeeklyClock {
  /** Looks at once, then once a minute; a Redis that is away is reported and waited for. */
  start(): Promise<void>;
  /** Begins no new digest; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const lookupsAtOnce = 8;
const beginningId = 'digest-began';

/** The machine's own clock; it keeps no process alive. */
export const machineEvery: Every = (ms, work) => {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
};

export function createWeeklyClock(deps: Deps): WeeklyClock {
  const { weekly, now, report, redisUrl: url } = deps;
  const beginning = createBeginning(deps);
  const ledger = createLedger({ state: deps.state, now });
  const delivery = createDigestDelivery({ ledger, weeks: weekly.weeks, post: deps.post, now, report });
  let queue: DigestQueue | undefined;
  const scheduler = createScheduler({
    reps: async () => repsOf(deps, await beginning()),
    settings: weekly.settings,
    delivery,
    dispatch: (task: Task) => (queue ?? { dispatch: delivery.attend }).dispatch(task),
    now,
    every: deps.every,
    report,
  });
  return {
    async start() {
      if (url) queue = await createDigestQueue({ ...deps, url, attend: delivery.attend });
      scheduler.start();
    },
    async stop() {
      await scheduler.stop();
      await queue?.close();
    },
  };
}

/** When digests began for this team, ISO 8601, written down once: none is owed, and none offered, from before. */
function createBeginning({ state, now }: Pick<Deps, 'state' | 'now'>): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    if (known !== undefined) return known;
    const record = await state.get(beginningId);
    const stored = z.object({ at: z.string() }).safeParse(record?.data).data;
    const at = stored?.at ?? now().toISOString();
    if (!stored) await state.put({ id: beginningId, kind: 'digest', data: { at }, noteIds: [], tags: [] });
    known = at;
    return at;
  };
}

/** Everybody who logs calls or took a deal over and may still use the bot; who cannot be looked up now is in a minute. */
async function repsOf({ roster, weekly, members, report }: Deps, begun: string): Promise<readonly Rep[]> {
  const [authors, takers] = await Promise.all([roster.authors(), weekly.owners.takers()]);
  const users = [...new Set([...authors.keys(), ...takers.keys()])];
  const sinceOf = (user: string) =>
    [authors.get(user) ?? [], takers.get(user) ?? []].flat().toSorted()[0] ?? begun;
  const known = users.map((user) => [user, sinceOf(user)] as const);
  const lookUp = async ([user, since]: readonly [string, string]): Promise<readonly Rep[]> => {
    try {
      const { zone, isFull } = await members.get(user);
      return isFull ? [{ user, zone, since: since > begun ? since : begun }] : [];
    } catch (error) {
      report(error);
      return [];
    }
  };
  return (await pMap(known, lookUp, { concurrency: lookupsAtOnce })).flat();
}
