import type { Post, PostResult } from '../../digest/digest-delivery.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import { linesOf, type Week } from '../../digest/week.ts';
import type { Progress, WeekReader } from '../../digest/week-reader.ts';
import type { Audit } from '../kit/audit.ts';
import type { Message } from '../kit/blocks.ts';
import type { Deliver, Posted, Sender } from '../kit/delivery.ts';
import type { Member, Members } from '../kit/members.ts';
import { isRefused } from '../kit/slack-errors.ts';
import { citedIn } from '../kit/week-lines.ts';
import {
  brokenOffMessage,
  offerMessage,
  restMissingMessage,
  weekMessages,
  workingMessage,
} from './week-message.ts';

interface Deps {
  readonly sender: Sender;
  readonly deliver: Pick<Deliver, 'channelOf'>;
  readonly members: Members;
  readonly audit: Audit;
  readonly report: (error: unknown) => void;
}

/** Takes digests to the DM of full members; nobody else is ever written to. */
export function createPost({ sender, deliver, members, audit, report }: Deps): Post {
  /** The time of the message, or why there is none. */
  async function first(
    user: string,
    message: Message,
  ): Promise<PostResult | { ts: string; channel: string }> {
    const channel = await dmOf(user);
    if (channel === undefined) return 'refused';
    try {
      return await sender.post(channel, message);
    } catch (error) {
      report(error);
      return isRefused(error) ? 'refused' : 'unclear';
    }
  }

  /** Undefined when there is nobody to write to or no way there: nothing was posted then. */
  async function dmOf(user: string): Promise<string | undefined> {
    try {
      const { isFull } = await members.get(user);
      return isFull ? await deliver.channelOf(user) : undefined;
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  return {
    async post(user, week) {
      const [head, ...rest] = weekMessages(week);
      if (head === undefined) return 'refused';
      const posted = await first(user, head);
      if (typeof posted === 'string') return posted;
      const deals = linesOf(week).length;
      audit({ did: 'read', view: 'week', by: user, noteIds: citedIn(week), deals });
      await postRest(sender, posted, rest).catch(report);
      return 'sent';
    },
    async offer(user, slot) {
      const posted = await first(user, offerMessage(slot));
      return typeof posted === 'string' ? posted : 'sent';
    },
  };
}

/** The rest goes into the thread. Where one part is lost the person is told how to see it all. */
async function postRest(
  sender: Sender,
  { channel, ts }: { channel: string; ts: string },
  rest: readonly Message[],
): Promise<void> {
  try {
    for (const message of rest) await sender.post(channel, message, ts);
  } catch (error) {
    await sender.post(channel, restMissingMessage(), ts);
    throw error;
  }
}

export interface ShowWeekDeps {
  readonly weeks: WeekReader;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly deliver: Pick<Deliver, 'dm' | 'update'>;
  readonly sender: Sender;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** When somebody asks: the same messages as would be sent, in their DM, in place of `at` where that is given. */
export async function showWeek(deps: ShowWeekDeps, member: Member, at?: Posted): Promise<Week> {
  const { weeks, settings, deliver, sender, audit, now } = deps;
  const show = growing(deliver, member.id, at);
  const hear = (progress: Progress) => {
    if (progress.deals > 0) show(workingMessage(progress)).catch(() => undefined);
  };
  const { holidays } = await settings.get(member.id);
  const wanted = { rep: member.id, zone: member.zone, at: now(), holidays };
  const week = await weeks.weekOf(wanted, hear).catch(async (error: unknown) => {
    await show(brokenOffMessage());
    throw error;
  });
  const [first, ...rest] = weekMessages(week);
  if (first) await postRest(sender, await show(first), rest);
  const deals = linesOf(week).length;
  audit({ did: 'read', view: 'week', by: member.id, noteIds: citedIn(week), deals });
  return week;
}

/** One message that changes as the work goes on. */
function growing(deliver: Pick<Deliver, 'dm' | 'update'>, user: string, at: Posted | undefined) {
  let last: Promise<Posted | undefined> = Promise.resolve(at);
  return (message: Message): Promise<Posted> => {
    const before = last;
    const next = before.then(async (posted) => {
      if (!posted) return deliver.dm(user, message);
      await deliver.update(posted, message);
      return posted;
    });
    // A sign of progress that is lost costs nothing.
    last = next.catch(() => before);
    return next;
  };
}

interface ReadWeekDeps {
  /** Over kept answers alone. */
  readonly known: WeekReader;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly now: () => Date;
}

/** From what is known already. */
export async function readWeek(
  { known, settings, now }: ReadWeekDeps,
  { id, zone }: Pick<Member, 'id' | 'zone'>,
): Promise<Week> {
  const { holidays } = await settings.get(id);
  return known.weekOf({ rep: id, zone, at: now(), holidays });
}
