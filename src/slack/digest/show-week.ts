import type { SettingsStore } from '../../digest/settings.ts';
import { linesOf, type Week } from '../../digest/week.ts';
import type { Progress, WeekReader } from '../../digest/week-reader.ts';
import type { Audit } from '../audit.ts';
import type { Deliver, Posted } from '../deliver.ts';
import type { Member } from '../members.ts';
import type { Message } from '../message.ts';
import type { Sender } from '../sender.ts';
import { citedIn } from './cited-in.ts';
import { brokenOffMessage, workingMessage } from './notices.ts';
import { postRest } from './post.ts';
import { weekMessages } from './week-messages.ts';

interface Deps {
  readonly weeks: WeekReader;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly deliver: Pick<Deliver, 'dm' | 'update'>;
  readonly sender: Sender;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Shows a week when somebody asks: the same messages as would be sent. */
export interface ShowWeek {
  /** In the person's DM, in place of one of its messages where that is given. */
  inDm(member: Member, at?: Posted): Promise<Week>;
}

export function createShowWeek({ weeks, settings, deliver, sender, audit, now }: Deps): ShowWeek {
  /** One message that changes as the work goes on. */
  function growing(user: string, at: Posted | undefined) {
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

  return {
    async inDm(member, at) {
      const show = growing(member.id, at);
      const hear = (progress: Progress) => {
        if (progress.deals > 0) show(workingMessage(progress)).catch(() => undefined);
      };
      const { holidays } = await settings.get(member.id);
      const request = { rep: member.id, zone: member.zone, at: now(), holidays };
      const week = await weeks.weekOf(request, hear).catch(async (error: unknown) => {
        await show(brokenOffMessage());
        throw error;
      });
      const [first, ...rest] = weekMessages(week);
      if (first) await postRest(sender, await show(first), rest);
      const deals = linesOf(week).length;
      audit({ did: 'read', view: 'week', by: member.id, noteIds: citedIn(week), deals });
      return week;
    },
  };
}
