import type { BlockAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Audit } from '../kit/audit.ts';
import type { Deliver, Posted, Sender } from '../kit/delivery.ts';
import type { Member } from '../kit/members.ts';
import { sentence } from '../kit/message.ts';
import { ownNote } from '../kit/own-notes.ts';
import { pressedValue } from '../kit/payload.ts';
import type { Places } from '../kit/place.ts';
import type { ShowBrief } from '../kit/ports.ts';
import type { Response } from '../kit/router.ts';
import { isRefused, slackCode } from '../kit/slack-errors.ts';
import { type Channel, notIn } from './audience.ts';
import { surely } from './look.ts';
import type { FindShareable, Shareable } from './shareables.ts';
import {
  decodeShared,
  decodeSubject,
  pickerView,
  postedMessage,
  type Shared,
  type ShareSubject,
  saidView,
  takenBackText,
} from './views.ts';

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

interface ButtonsDeps {
  readonly memory: Memory;
  readonly showBrief: ShowBrief;
  readonly find: FindShareable;
  readonly poster: Poster;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly audit: Audit;
}

const openedUp = sentence(
  'Shared with the team: every full member can read it now. It is in no channel yet.',
);
const inDm = sentence('It is in your messages with SalesMemory.');

/** What stands beside a share: the way into the DM, the way back, and the team first. */
export function createShareButtons(deps: ButtonsDeps) {
  const { memory, showBrief, find, poster, deliver, places, audit } = deps;

  /** Their own brief, private notes and all: it is for nobody else. */
  async function sendToDm(subject: ShareSubject, member: Member): Promise<void> {
    const dm = places.ofDm(member.id);
    if (subject.kind === 'brief') {
      const button = { ...subject, asOf: subject.asOf, fingerprint: undefined };
      const brief = await showBrief.behind(button, member.id);
      return showBrief.card(brief, dm);
    }
    const found = await find(subject, member);
    if (found.kind === 'private') throw new UserError('Only you can read that note: it stands in /timeline.');
    const { message } = await found.draw();
    await dm.show(message);
  }

  return {
    toDm(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return {
        async work({ member, modal }) {
          await sendToDm(subject, member);
          await modal.show(saidView(inDm));
        },
      };
    },

    takeBack(body: BlockAction): Response {
      const shared = decodeShared(pressedValue(body));
      return {
        async work({ member, modal, place }) {
          if (shared.by !== member.id) throw new UserError('Only who shared it can take it back.');
          await poster.takeBack(shared);
          const done = sentence(takenBackText(shared));
          if (shared.receipt) await deliver.update(shared.receipt, done);
          if (!(await modal.show(saidView(done))) && !shared.receipt) await place.show(done);
        },
      };
    },

    openUp(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return {
        async work(request) {
          if (subject.kind !== 'note') return;
          const { id: by } = request.member;
          await ownNote(memory, subject.id, by);
          await memory.setVisibility(subject.id, 'team');
          audit({ did: 'shared', by, noteIds: [subject.id] });
          await surely(request).view(pickerView(subject, openedUp.blocks), openedUp);
        },
      };
    },
  };
}
