import type { DigestKey, Ledger, LedgerEntry } from './ledger.ts';
import { isOpen, type Slot, type Task } from './schedule.ts';
import { hasNews, type TeamWeek, type TeamWeeks } from './team-week.ts';
import { dealCount, type Week } from './week.ts';
import type { WeekReader } from './week-reader.ts';

export interface DigestDelivery {
  /** True when nothing is left to do for this slot: a look at the ledger, nothing more. */
  isSettled(task: Task): Promise<boolean>;
  /** Sends it, or offers it, or leaves it for later; true when nothing is left to do. Rejects when memory does not answer. */
  attend(task: Task): Promise<boolean>;
}

/** Takes a digest to its rep. One try each: nothing is sent again that may have arrived. */
export interface Post {
  post(user: string, weeks: DigestWeeks): Promise<PostResult>;
  /** One message that offers the digest of a slot that was missed, or may have been. */
  offer(user: string, slot: Slot): Promise<PostResult>;
}

/** What one digest tells: a rep's own week, and their people's where they lead some. */
interface DigestWeeks {
  readonly week: Week;
  readonly team: TeamWeek | null;
}

/** `unclear`: no answer, a timeout or a 5xx, so that it may have been posted. `refused`: it surely was not. */
export type PostResult = 'sent' | 'unclear' | 'refused';

interface DeliveryDeps {
  readonly ledger: Ledger;
  readonly weeks: WeekReader;
  readonly teamWeeks: Pick<TeamWeeks, 'of'>;
  readonly post: Post;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** After this long without an outcome whoever claimed it is gone. */
const graceMs = 15 * 60 * 1000;

/** Claim, post once, mark. What is unclear is offered later and never sent again. */
export function createDigestDelivery(deps: DeliveryDeps): DigestDelivery {
  const { ledger, weeks, teamWeeks, post, now, report } = deps;
  const periodOf = ({ user, slot }: Task): DigestKey => ({ user, week: slot.week });
  const isPast = (moment: Date): boolean => now().getTime() - moment.getTime() >= graceMs;

  /** Whatever goes wrong while posting, it may have arrived. */
  const surely = async (work: Promise<PostResult>): Promise<PostResult> => {
    try {
      return await work;
    } catch (error) {
      report(error);
      return 'unclear';
    }
  };

  const offer = async (task: Task): Promise<boolean> => {
    const period = periodOf(task);
    if (await ledger.claimOffer(period)) await surely(post.offer(task.user, task.slot));
    await ledger.endOffer(period);
    return true;
  };

  const miss = async (task: Task): Promise<boolean> => {
    await ledger.end(periodOf(task), 'missed');
    return offer(task);
  };

  /** The claim is ours: one try, and what came of it. */
  const send = async (task: Task, read: DigestWeeks): Promise<boolean> => {
    if (isEmpty(read) || (task.isQuiet && isAllClear(read))) {
      await ledger.end(periodOf(task), 'skipped');
      return true;
    }
    const result = await surely(post.post(task.user, read));
    await ledger.end(periodOf(task), result === 'unclear' ? 'unknown' : result);
    return result === 'sent';
  };

  const read = async ({ user, zone, holidays }: Task): Promise<DigestWeeks> => {
    const at = now();
    const [week, team] = await Promise.all([
      weeks.weekOf({ rep: user, zone, at, holidays }),
      teamWeeks.of({ asker: user, zone, at }),
    ]);
    return { week, team };
  };

  /** Somebody set out and left no outcome: after 15 minutes it is theirs no longer. */
  const takeOver = async (task: Task, since: Date): Promise<boolean> => {
    if (!isPast(since)) return false;
    if (!(await ledger.claim(periodOf(task)))) return offer(task);
    return isOpen(task.slot, now()) ? send(task, await read(task)) : miss(task);
  };

  const begin = async (task: Task): Promise<boolean> => {
    const found = isOpen(task.slot, now()) ? await read(task) : null;
    if (!(await ledger.claim(periodOf(task)))) return false;
    return found === null ? miss(task) : send(task, found);
  };

  return {
    isSettled: async (task) => isDone(await ledger.look(periodOf(task))),
    async attend(task) {
      const entry = await ledger.look(periodOf(task));
      if (isDone(entry)) return true;
      if (entry.ended !== null) return isPast(entry.ended.at) ? offer(task) : false;
      return entry.intendedAt === null ? begin(task) : takeOver(task, entry.intendedAt);
    },
  };
}

function isDone({ ended, isOffered }: LedgerEntry): boolean {
  return isOffered || ended?.outcome === 'sent' || ended?.outcome === 'skipped';
}

/** Nothing open and nothing closed: there is nothing to read in it. */
function isEmpty({ week: { coverage }, team }: DigestWeeks): boolean {
  return dealCount(coverage) + coverage.closedLastWeek === 0 && (team === null || team.open.length === 0);
}

function isAllClear({ week, team }: DigestWeeks): boolean {
  return week.isAllClear && (team === null || !hasNews(team));
}
