import type { Post, PostResult } from '../../digest/delivery.ts';
import { linesOf } from '../../digest/week.ts';
import type { Audit } from '../audit.ts';
import type { Deliver } from '../deliver.ts';
import type { Members } from '../members.ts';
import type { Message } from '../message.ts';
import type { Sender } from '../sender.ts';
import { isRefused } from '../slack-errors.ts';
import { citedIn } from './cited-in.ts';
import { offerMessage, restMissingMessage } from './notices.ts';
import { weekMessages } from './week-messages.ts';

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
export async function postRest(
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
