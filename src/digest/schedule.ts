import { Cron } from 'croner';
import pMap from 'p-map';
import { dayIn, isoWeekOf, weekdays } from '../util/calendar.ts';
import { createKept } from '../util/kept.ts';
import type { DigestDelivery } from './digest-delivery.ts';
import type { Ledger } from './ledger.ts';
import type { DigestSettings, Holiday, SettingsStore } from './settings.ts';

/** One time at which a digest is due. */
export interface Slot {
  readonly at: Date;
  /** The day in the rep's zone, `YYYY-MM-DD`. */
  readonly day: string;
  /** ISO week of that day, such as `2026-W48`: a rep gets one digest for each. */
  readonly week: string;
}

type When = Pick<DigestSettings, 'day' | 'time'>;

/** The first slot after a moment. @throws for a zone that is none. */
export function nextSlot(when: When, zone: string, after: Date): Slot {
  const at = cronOf(when, zone).nextRun(after);
  if (at === null) throw new RangeError('a weekly time always comes again');
  return slotAt(at, zone);
}

/** The last slot up to and with a moment. @throws for a zone that is none. */
export function lastSlot(when: When, zone: string, at: Date): Slot {
  const [found] = cronOf(when, zone).previousRuns(1, new Date(at.getTime() + 1000));
  const slot = found && found <= at ? found : cronOf(when, zone).previousRuns(1, at)[0];
  if (slot === undefined) throw new RangeError('a weekly time has always been before');
  return slotAt(slot, zone);
}

function slotAt(at: Date, zone: string): Slot {
  const day = dayIn(zone, at);
  return { at, day, week: isoWeekOf(day) };
}

/** Right through clock changes: a time that the clock skips comes as soon as it may, one that comes twice counts once. */
function cronOf({ day, time }: When, zone: string): Cron {
  const [hour, minute] = time.split(':').map(Number);
  const dayOfWeek = (weekdays.indexOf(day) + 1) % 7;
  return new Cron(`${minute} ${hour} * * ${dayOfWeek}`, { timezone: zone, paused: true });
}

/** How long after its time a digest is still worth sending. */
const windowMs = 4 * 60 * 60 * 1000;

/** Whether a digest may still be sent; later it is offered instead. */
export function isOpen({ at }: Pick<Slot, 'at'>, now: Date): boolean {
  const late = now.getTime() - at.getTime();
  return late >= 0 && late < windowMs;
}

/** One rep's digest of one slot. */
export interface Task {
  readonly user: string;
  readonly zone: string;
  readonly slot: Slot;
  readonly isQuiet: boolean;
  readonly holidays: readonly Holiday[];
}

/** Somebody who may get a digest. */
export interface Rep {
  readonly user: string;
  readonly zone: string;
  /** When their first note was logged, ISO 8601: no digest is missed from before it. */
  readonly since: string;
}

interface SchedulerDeps {
  /** Everybody who has logged a note or taken a deal over, and may use the bot; one whose zone is not known now is left out. */
  readonly reps: () => Promise<readonly Rep[]>;
  readonly settings: Pick<SettingsStore, 'all' | 'defaults'>;
  readonly delivery: Pick<DigestDelivery, 'isSettled'>;
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
  const settled = createKept<true>(mostRemembered);
  let cancel: (() => void) | undefined;
  let underWay: Promise<void> | undefined;
  let isStopping = false;

  const attend = async (task: Task): Promise<void> => {
    const key = `${task.user} ${task.slot.week}`;
    if (isStopping || settled.has(key)) return;
    try {
      if ((await delivery.isSettled(task)) || (await dispatch(task))) settled.set(key, true);
    } catch (error) {
      // Seen to again in a minute.
      report(error);
    }
  };

  /** What cannot be planned for one is no reason to leave out the others. */
  const taskFor = (rep: Rep, own: DigestSettings): Task | null => {
    const { isQuiet, holidays } = own;
    try {
      const slot = timetable.slotFor(rep, own, now());
      return slot && { user: rep.user, zone: rep.zone, slot, isQuiet, holidays };
    } catch (error) {
      report(error);
      return null;
    }
  };

  const look = async (): Promise<void> => {
    const [reps, chosen] = await Promise.all([deps.reps(), settings.all()]);
    const tasks = reps.flatMap((rep) => taskFor(rep, chosen.get(rep.user) ?? settings.defaults) ?? []);
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

interface PlannedSlot {
  readonly key: string;
  readonly slot: Slot;
  /** When the next slot comes, and this plan ends. */
  readonly nextAt: Date;
}

/** Remembers each rep's last slot until the next one comes, so that a tick costs a look-up. */
export function createTimetable() {
  const plans = new Map<string, PlannedSlot>();

  const plan = ({ user, zone }: Rep, settings: DigestSettings, now: Date): PlannedSlot => {
    const key = `${zone} ${settings.day} ${settings.time}`;
    const known = plans.get(user);
    if (known && known.key === key && now < known.nextAt && now >= known.slot.at) return known;
    const fresh = { key, slot: lastSlot(settings, zone, now), nextAt: nextSlot(settings, zone, now).at };
    plans.set(user, fresh);
    return fresh;
  };
  return {
    /** The slot that the rep's newest digest belongs to; null when none is owed for it. */
    slotFor(rep: Rep, settings: DigestSettings, now: Date): Slot | null {
      if (!settings.isOn) return null;
      const { slot } = plan(rep, settings, now);
      const begun = [rep.since, settings.chosenAt ?? ''].map((moment) => Date.parse(moment) || 0);
      return begun.some((moment) => moment > slot.at.getTime()) || isAway(settings, slot.day) ? null : slot;
    },
  };
}

function isAway({ holidays }: DigestSettings, day: string): boolean {
  return holidays.some(({ from, until }) => from <= day && until >= day);
}

/** The last slot of a rep in a zone whose digest did not surely arrive; null when it did, or when none was due. */
export type MissedDigest = (user: string, zone: string) => Promise<Slot | null>;

interface Deps {
  readonly ledger: Pick<Ledger, 'look'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly now: () => Date;
}

const notArrived = new Set(['unknown', 'refused', 'missed']);

/** Reads the ledger alone. Rejects when memory does not answer. */
export function createMissedDigest({ ledger, settings, now }: Deps): MissedDigest {
  return async (user, zone) => {
    const slot = lastSlot(await settings.get(user), zone, now());
    const { ended } = await ledger.look({ user, week: slot.week });
    return ended && notArrived.has(ended.outcome) ? slot : null;
  };
}
