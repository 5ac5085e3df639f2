import pMap from 'p-map';
import { z } from 'zod';
import type { Aliases } from '../memory/identity/aliases.ts';
import type { Erasure, StateBank } from '../memory/memory.ts';
import { addDays, dayIn, dayName } from '../util/calendar.ts';
import { counted } from '../util/counted.ts';
import {
  type Announcement,
  type DueNote,
  dueOn,
  type Facts,
  isRipe,
  type Limits,
  noticeDays,
  peopleLeft,
  type Reason,
  stillTold,
  tellsOf,
} from './due.ts';

/** What Slack knows of people and takes to them. */
interface Colleagues {
  /** How the accounts of these people stand now, by Slack user id; whoever Slack tells nothing of is left out. Rejects when it does not answer. */
  standings(users: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** Takes a message to each admin of the workspace; how many have it. Rejects when nobody can tell who they are. */
  tellAdmins(words: string): Promise<number>;
}

interface Deps {
  readonly limits: Limits;
  readonly erasure: Pick<Erasure, 'everyNote' | 'remove'>;
  readonly aliases: Pick<Aliases, 'idsOnlyOn' | 'remove'>;
  readonly state: StateBank;
  readonly colleagues: Colleagues;
  /** Days are counted in this IANA zone. */
  readonly zone: string;
  readonly now: () => Date;
  /** Calls `work` every so many milliseconds until what it returns is called. */
  readonly every: (ms: number, work: () => void) => () => void;
  /** Hears which notes are gone. */
  readonly onErased: (reason: Reason, noteIds: readonly string[]) => void;
  /** Tells the operator, in words of ours. */
  readonly warn: (words: string) => void;
  readonly report: (error: unknown) => void;
}

/** Erases what has had its time, once a day, on one replica, a week after the admins were told. */
export interface Retention {
  start(): void;
  /** Erases no further note; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** So long a replica that claimed the day's work has it to itself; after it another one may go on. */
const turnMs = 15 * 60_000;
/** It stops before the next one may begin. */
const longestMs = 10 * 60_000;
const mostInATurn = 500;
const atOnce = 4;
/** One note that can not be erased keeps no other; when so many can not, memory is away. */
const mostFailures = 5;
const recordId = 'retention';
const kind = 'retention';

const days = z.number().nullable();
const announcement = z.object({ at: z.string(), retentionDays: days, leaverDays: days });
const progress = z.object({
  /** The last day, `YYYY-MM-DD`, on which nothing was left to do. */
  done: z.string().nullable(),
  told: z.array(announcement),
});

type Progress = z.infer<typeof progress>;

export function createRetention(deps: Deps): Retention {
  const { limits, state, now, every, report, zone } = deps;
  const isWanted = limits.retentionDays !== null || limits.leaverDays !== null;
  let [doneOn, isStopped] = ['', false];
  let underWay: Promise<void> | undefined;
  let silence: () => void = () => undefined;

  async function turn(): Promise<void> {
    const today = dayIn(zone, now());
    if (doneOn === today) return;
    const before = await read(state);
    if (before.done !== today) {
      const slot = Math.floor(now().getTime() / turnMs);
      if (!(await state.claim(`retention ${today} ${slot}`))) return;
      if (!(await doTheDay(deps, today, () => isStopped))) return;
    }
    doneOn = today;
  }

  /** Who sets it again after it was taken out is told of it again. */
  async function forgetWhatWasTold(): Promise<void> {
    if (doneOn !== '') return;
    if (await state.get(recordId)) await state.remove(recordId);
    doneOn = dayIn(zone, now());
  }

  return {
    start() {
      silence = every(turnMs, () => {
        underWay ??= (isWanted ? turn() : forgetWhatWasTold()).catch(report).finally(() => {
          underWay = undefined;
        });
      });
    },
    async stop() {
      isStopped = true;
      silence();
      await underWay;
    },
  };
}

async function read(state: Pick<StateBank, 'get'>): Promise<Progress> {
  return progress.safeParse((await state.get(recordId))?.data).data ?? { done: null, told: [] };
}

/** False while something is left for the next turn. Rejects, with nothing erased, when memory or Slack can not be read. */
async function doTheDay(deps: Deps, today: string, isStopped: () => boolean): Promise<boolean> {
  const { state, limits, now } = deps;
  const facts = await look(deps);
  const before = await read(state);
  const held = stillTold(before.told, limits, now());
  const told = await tellAdmins(deps, { facts, today, held });
  const write = (done: string | null) =>
    state.put({ id: recordId, kind, data: { done, told }, noteIds: [], tags: [] });
  if (JSON.stringify(told) !== JSON.stringify(before.told)) await write(before.done);
  const ripe = told.filter((one) => isRipe(one, now()));
  const due = dueOn(facts, today).filter((note) => ripe.some((one) => tellsOf(facts, note, one, today)));
  const taken = due.slice(0, mostInATurn);
  const isDone = (await erase(deps, { facts, taken, isStopped })) && taken.length === due.length;
  if (isDone) await write(today);
  return isDone;
}

async function look({ erasure, colleagues, state, limits, zone, now }: Deps): Promise<Facts> {
  const notes = await erasure.everyNote();
  const isAskedFor = limits.leaverDays !== null;
  const authors = isAskedFor ? [...new Set(notes.map(({ author }) => author))] : [];
  const leavers = isAskedFor
    ? await createLeavers({ state, now }).see(await colleagues.standings(authors))
    : new Map<string, string>();
  return { notes, leavers, limits, zone };
}

interface Telling {
  readonly facts: Facts;
  readonly today: string;
  /** What was told before and still holds. */
  readonly held: readonly Announcement[];
}

/** Tells of what falls due within the notice and was not told of; what nobody could be told of was not told. */
async function tellAdmins(
  { colleagues, limits, state, now, warn, zone }: Deps,
  { facts, today, held }: Telling,
): Promise<readonly Announcement[]> {
  const at = now();
  // A day's work is done early in the day: what is told now is acted on when the eighth day begins.
  const horizon = addDays(today, noticeDays + 1);
  const news = dueOn(facts, horizon).filter(
    (note) => !held.some((one) => tellsOf(facts, note, one, horizon)),
  );
  if (news.length === 0) return held;
  // Once a day at the most, however many replicas and restarts there are.
  if (!(await state.claim(`retention told ${today}`))) return held;
  const from = dayIn(zone, new Date(at.getTime() + noticeDays * 86_400_000));
  const count = (reason: Reason) => news.filter((one) => one.reason === reason).length;
  const counts = { retention: count('retention'), leaver: count('leaver') };
  const reached = await colleagues.tellAdmins(announcementOf({ limits, counts, from, today }));
  if (reached > 0) return [...held, { at: at.toISOString(), ...limits }];
  warn('No admin could be told of the notes that fall due, so none of them is erased.');
  return held;
}

interface Erasing {
  readonly facts: Facts;
  readonly taken: readonly DueNote[];
  readonly isStopped: () => boolean;
}

/** False while some are left: it was stopped, took too long, or memory refused. What people said of somebody on whom no note is left goes first, as names stand in it. */
async function erase(
  { erasure, aliases, now, onErased, report }: Deps,
  { facts, taken, isStopped }: Erasing,
): Promise<boolean> {
  if (taken.length === 0) return true;
  const endsAt = now().getTime() + longestMs;
  let failures = 0;
  const isOver = () => isStopped() || failures >= mostFailures || now().getTime() > endsAt;
  const going = new Set(taken.map(({ header }) => header.id));
  const { gone, kept } = peopleLeft(facts.notes, going);
  if (gone.size > 0 && !isOver()) await aliases.remove(await aliases.idsOnlyOn(gone, kept));
  const erased: DueNote[] = [];
  const remove = async (note: DueNote) => {
    if (isOver()) return;
    try {
      await erasure.remove(note.header);
      erased.push(note);
    } catch (error) {
      failures += 1;
      report(error);
    }
  };
  await pMap(taken, remove, { concurrency: atOnce });
  for (const reason of ['retention', 'leaver'] as const) {
    const ids = erased.filter((one) => one.reason === reason).map(({ header }) => header.id);
    if (ids.length > 0) onErased(reason, ids);
  }
  return erased.length === taken.length;
}

interface Told {
  readonly limits: Limits;
  /** What was not told of before. */
  readonly counts: Readonly<Record<Reason, number>>;
  /** The first day on which anything of it may go, and the day of telling, `YYYY-MM-DD`. */
  readonly from: string;
  readonly today: string;
}

/** What the admins are told: numbers, days and settings alone, never whose notes or on whom. */
function announcementOf({ limits, counts, from, today }: Told): string {
  const { retentionDays, leaverDays } = limits;
  const old =
    counts.retention > 0 && retentionDays !== null
      ? [
          `${counted(counts.retention, 'note')} of calls more than ${counted(retentionDays, 'day')} ago (RETENTION_DAYS=${retentionDays}), and from then on, day by day, what grows as old`,
        ]
      : [];
  const left =
    counts.leaver > 0 && leaverDays !== null
      ? [
          `${counted(counts.leaver, 'private note')} of people whose accounts were deactivated ${counted(leaverDays, 'day')} before or earlier (LEAVER_DAYS=${leaverDays})`,
        ]
      : [];
  return [
    `From ${dayName(from, today)} on these are erased for good, with all that was read in them:`,
    ...[...old, ...left].map((row) => `• ${row}.`),
    'Nothing goes before that day, and nothing brings it back later but a backup. To keep it, have the setting raised or taken out and the bot restarted by then.',
  ].join('\n');
}

/** Whether an account is in use; whoever Slack tells nothing of is in neither state. */
export type Standing = 'here' | 'left';

/** Since when people are gone. */
export interface Leavers {
  /** Writes down who is first seen to be gone, forgets who is back; since when all others are gone, ISO 8601, by Slack user id. */
  see(standings: ReadonlyMap<string, Standing>): Promise<ReadonlyMap<string, string>>;
}

const leaverKind = 'leaver';
const leaverData = z.object({ user: z.string(), since: z.string() });

interface LeaversDeps {
  readonly state: Pick<StateBank, 'list' | 'put' | 'remove'>;
  readonly now: () => Date;
}

/** Slack tells that an account is deactivated, and not since when: a record of each says when it was first seen. */
export function createLeavers({ state, now }: LeaversDeps): Leavers {
  return {
    async see(standings) {
      const stored = (await state.list(`kind:${leaverKind}`)).flatMap(
        (one) => leaverData.safeParse(one.data).data ?? [],
      );
      const known = new Map(stored.map(({ user, since }) => [user, since]));
      for (const [user, standing] of standings) {
        if (standing === 'here' && known.delete(user)) await state.remove(leaverId(user));
        if (standing === 'here' || known.has(user)) continue;
        const since = now().toISOString();
        await state.put({
          id: leaverId(user),
          kind: leaverKind,
          data: { user, since },
          noteIds: [],
          tags: [],
        });
        known.set(user, since);
      }
      // Whoever is not known to be gone today is no leaver today, whatever was seen before.
      return new Map([...known].filter(([user]) => standings.get(user) === 'left'));
    },
  };
}

function leaverId(user: string): string {
  return `${leaverKind}-${user.toLowerCase()}`;
}
