import type { WebClient } from '@slack/web-api';
import { UserError } from '../../errors.ts';
import type { Audit } from '../audit.ts';
import type { Deliver, Posted } from '../deliver.ts';
import type { Sender } from '../sender.ts';
import { isRefused, slackCode } from '../slack-errors.ts';
import { type Channel, notIn } from './audience.ts';
import { postedMessage } from './said.ts';
import type { Shareable } from './shareables.ts';
import type { Shared } from './state.ts';

/** Brings a message into a channel, and back out. */
export interface Poster {
  /** Posts once, and leaves a receipt in the sharer's DM. Rejects with UserError when it may not stand there. */
  post(channel: Channel, what: Shareable, sharer: string): Promise<ReturnType<typeof postedMessage>>;
  /** Deletes it; a message that is gone already is fine. */
  takeBack(shared: Shared): Promise<void>;
}

interface Deps {
  readonly client: WebClient;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly audit: Audit;
  /** Hears of what Slack refused. */
  readonly report: (error: unknown) => void;
}

const safeLink = /^https:\/\/[\w.-]+\/archives\/[\w/?=&.-]+$/;

export function createPoster({ client, sender, deliver, audit, report }: Deps): Poster {
  async function linkTo({ channel, ts }: Posted): Promise<string | null> {
    try {
      const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: ts });
      return safeLink.test(permalink) ? permalink : null;
    } catch (error) {
      report(error);
      return null;
    }
  }

  async function send({ id, name }: Channel, { message }: Shareable): Promise<Posted> {
    try {
      return await sender.post(id, message);
    } catch (error) {
      report(error);
      throw new UserError(troubleWith(error, `#${name}`), { cause: error });
    }
  }

  return {
    async post(channel, what, sharer) {
      const posted = await send(channel, what);
      audit({ did: 'shared to channel', by: sharer, noteIds: what.noteIds, channel: channel.id });
      const shared = { ...posted, name: channel.name, by: sharer, receipt: null };
      const told = { title: what.title, link: await linkTo(posted) };
      try {
        const receipt = await deliver.dm(sharer, postedMessage(shared, told));
        return postedMessage({ ...shared, receipt }, told);
      } catch (error) {
        report(error);
        return postedMessage(shared, told);
      }
    },

    async takeBack({ channel, ts, by }) {
      try {
        await client.chat.delete({ channel, ts });
      } catch (error) {
        if (slackCode(error) !== 'message_not_found') throw error;
      }
      audit({ did: 'taken back from channel', by, noteIds: [], channel });
    },
  };
}

function troubleWith(error: unknown, channel: string): string {
  const code = slackCode(error) ?? '';
  if (['not_in_channel', 'channel_not_found'].includes(code)) return notIn(channel);
  if (code === 'is_archived') return `${channel} is archived, so nothing was posted.`;
  if (code.startsWith('restricted_action')) return `Only some may post in ${channel}, so nothing was posted.`;
  if (isRefused(error)) return `Slack did not take it for ${channel}: nothing was posted. Try once more.`;
  return `Slack did not say whether it arrived. Look into ${channel} before you share it again.`;
}
