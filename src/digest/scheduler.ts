import pMap from 'p-map';
import type { Delivery } from './delivery.ts';
import { createTimetable, type Rep, type Task } from './schedule.ts';
import type { SettingsStore } from './settings.ts';

interface SchedulerDeps {
  /** Everybody who has logged a note or taken a deal over, and may use the bot; one whose zone is not known now is left out. */
  readonly reps: () => Promise<readonly Rep[]>;
  readonly settings: Pick<SettingsStore, 'all' | 'defaults'>;
  readonly delivery: Pick<Delivery, 'isSettled'>;
  /** Sends or queues; true when nothing is left to do. */
  readonly dispatch: (task: Task) => Promise<boolean>;
  readonly now: () => Date;
  /** Calls `work` every so many milliseconds until what it returns is called. */
  readonly every: (ms: number, work: () => void) => () => void;
  readonly report: (error: unknown) => void;
}

export interface Scheduler {
  /** Looks at once, then once a minute. */
  start(): void;
  /** No new digest is begun; resolves when what is under way has ended. */
  stop(): Promise<void>;
  /** One look; resolves when all that was due has been seen to. Never rejects. */
  tick(): Promise<void>;
}

const tickMs = 60_000;
const repsAtOnce = 4;
const mostRemembered = 20_000;

/** Sees to it that everybody gets their digest in the right hour: the ledger, not this, makes it once. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { settings, delivery, dispatch, now, report } = deps;
  const timetable = createTimetable();
  const settled = new Set<string>();
  let cancel: (() => void) | undefined;
  let underWay: Promise<void> | undefined;
  let isStopping = false;

  const settle = (key: string): void => {
    if (settled.size > mostRemembered) settled.clear();
    settled.add(key);
  };

  const attend = async (task: Task): Promise<void> => {
    const key = `${task.user} ${task.slot.week}`;
    if (isStopping || settled.has(key)) return;
    try {
      if ((await delivery.isSettled(task)) || (await dispatch(task))) settle(key);
    } catch (error) {
      // Seen to again in a minute.
      report(error);
    }
  };

  const look = async (): Promise<void> => {
    const [reps, chosen] = await Promise.all([deps.reps(), settings.all()]);
    const tasks = reps.flatMap((rep): readonly Task[] => {
      const own = chosen.get(rep.user) ?? settings.defaults;
      const slot = timetable.slotFor(rep, own, now());
      const { isQuiet, holidays } = own;
      return slot === null ? [] : [{ user: rep.user, zone: rep.zone, slot, isQuiet, holidays }];
    });
    await pMap(tasks, attend, { concurrency: repsAtOnce });
  };

  const tick = (): Promise<void> => {
    underWay ??= look()
      .catch(report)
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  return {
    tick,
    start() {
      isStopping = false;
      cancel ??= deps.every(tickMs, () => void tick());
      void tick();
    },
    async stop() {
      isStopping = true;
      cancel?.();
      cancel = undefined;
      await underWay;
    },
  };
}
