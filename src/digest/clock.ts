import pMap from 'p-map';
import { z } from 'zod';
import type { NoteRoster, StateBank } from '../memory/memory.ts';
import type { Owners } from './deal-flags.ts';
import { createDigestDelivery, type Post } from './digest-delivery.ts';
import type { Ledger } from './ledger.ts';
import type { Managed, Managers } from './managers.ts';
import { createDigestQueue, type DigestQueue } from './queue.ts';
import { createScheduler, type Rep, type Task } from './schedule.ts';
import type { SettingsStore } from './settings.ts';
import type { TeamWeeks } from './team-week.ts';
import type { WeekReader } from './week-reader.ts';

/** Calls `work` every so many milliseconds until what it returns is called. */
export type Every = (ms: number, work: () => void) => () => void;

interface Deps {
  readonly weeks: WeekReader;
  readonly teamWeeks: Pick<TeamWeeks, 'of'>;
  readonly managers: Pick<Managers, 'all'>;
  readonly ledger: Ledger;
  readonly owners: Owners;
  readonly settings: SettingsStore;
  readonly beginning: () => Promise<string>;
  readonly state: StateBank;
  readonly roster: Pick<NoteRoster, 'authors'>;
  /** A person's IANA zone, and whether they may use the bot. Rejects when nobody can tell now. */
  readonly lookUp: (user: string) => Promise<{ readonly zone: string; readonly isFull: boolean }>;
  readonly post: Post;
  /** Several replicas share their work through it. */
  readonly redisUrl: string | undefined;
  readonly team: string;
  readonly now: () => Date;
  readonly every: Every;
  readonly report: (error: unknown) => void;
}

/** Sends digests in their hour. */
export interface DigestClock {
  /** Looks at once, then once a minute; while Redis is away each replica looks after all, and the claims decide. */
  start(): Promise<void>;
  /** Whether the Redis that replicas share answers; true where there is none to share. */
  isShared(): boolean;
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

export function createDigestClock(deps: Deps): DigestClock {
  const { settings, team, now, every, report, redisUrl: url } = deps;
  const delivery = createDigestDelivery(deps);
  let queue: DigestQueue | undefined;
  const scheduler = createScheduler({
    reps: async () => repsOf(deps, await deps.beginning()),
    settings,
    delivery,
    dispatch: (task: Task) => (queue ?? { dispatch: delivery.attend }).dispatch(task),
    now,
    every,
    report,
  });
  return {
    async start() {
      if (url) queue = await createDigestQueue({ url, team, attend: delivery.attend, now, report });
      scheduler.start();
    },
    isShared: () => queue?.isUp() ?? true,
    async stop() {
      await scheduler.stop();
      await queue?.close();
    },
  };
}

/** When digests began for this team, ISO 8601, written down once: none is owed, and none offered, from before. */
export function createBeginning({ state, now }: Pick<Deps, 'state' | 'now'>): () => Promise<string> {
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

/** Everybody who logs calls, took a deal over or leads somebody, and may still use the bot; who cannot be looked up now is in a minute. */
async function repsOf(deps: Deps, begun: string): Promise<readonly Rep[]> {
  const [authors, takers, managed] = await Promise.all([
    deps.roster.authors(),
    deps.owners.takers(),
    deps.managers.all(),
  ]);
  const leading = leadingSince(managed);
  const users = [...new Set([...authors.keys(), ...takers.keys(), ...leading.keys()])];
  const sinceOf = (user: string) =>
    [authors, takers, leading].flatMap((known) => known.get(user) ?? []).toSorted()[0] ?? begun;
  const known = users.map((user) => [user, sinceOf(user)] as const);
  const lookUp = async ([user, since]: readonly [string, string]): Promise<readonly Rep[]> => {
    try {
      const { zone, isFull } = await deps.lookUp(user);
      return isFull ? [{ user, zone, since: since > begun ? since : begun }] : [];
    } catch (error) {
      deps.report(error);
      return [];
    }
  };
  return (await pMap(known, lookUp, { concurrency: lookupsAtOnce })).flat();
}

/** When the first of somebody's people came into their week, ISO 8601. */
function leadingSince(managed: ReadonlyMap<string, Managed>): ReadonlyMap<string, string> {
  const since = new Map<string, string>();
  for (const { manager, from } of managed.values()) {
    const known = since.get(manager);
    if (from !== null && (known === undefined || from < known)) since.set(manager, from);
  }
  return since;
}
