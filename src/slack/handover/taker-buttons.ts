import type { BlockAction } from '@slack/bolt';
import type { RepDeal } from '../../digest/deals-of.ts';
import type { Answered, DealsToGive, HandOver } from '../../digest/hand-over.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import type { Deliver } from '../deliver.ts';
import type { Message } from '../message.ts';
import { acceptedMessage, declinedMessage, overMessage, takenMessage } from './messages.ts';
import { pressedRef } from './state.ts';

interface Deps {
  readonly handOver: HandOver;
  readonly deals: DealsToGive;
  readonly deliver: Deliver;
  readonly audit: Audit;
  /** Hears whose week changed. */
  readonly changed: (user: string) => void;
  /** Hears what could not be told; holds no text. */
  readonly report: (error: unknown) => void;
}

/** Accept and Decline, on the colleague's message. */
export function createTakerButtons({ handOver, deals, deliver, audit, changed, report }: Deps) {
  const known = (user: string, mark: string) => deals.known(user, mark).catch(() => undefined);

  /** What moved has moved: trouble with telling the giver is logged. */
  async function tell(giver: string, message: Message): Promise<void> {
    await deliver.dm(giver, message).catch(report);
  }

  async function spread({ handover, shared }: Answered, deal: RepDeal | undefined): Promise<void> {
    const { from, to } = handover;
    audit({ did: 'accepted', by: to, noteIds: [] });
    if (shared.length > 0) audit({ did: 'shared', by: from, noteIds: shared });
    for (const user of [from, to]) changed(user);
    await tell(from, acceptedMessage(deal, handover, shared.length));
  }

  return {
    accept(body: BlockAction): Response {
      const ref = pressedRef(body);
      return {
        async work({ member, place }) {
          // Named as it was offered: what is shared now may name somebody else first.
          const deal = await known(member.id, ref.deal);
          const answered = await handOver.accept(ref, member.id);
          const { handover, isNews } = answered;
          if (isNews) await spread(answered, deal);
          const isTaken = handover.state === 'done' && deal !== undefined;
          await place.show(isTaken ? takenMessage(deal, handover) : overMessage(handover, 'taker'));
        },
      };
    },

    decline(body: BlockAction): Response {
      const ref = pressedRef(body);
      return {
        async work({ member, place }) {
          const { handover, isNews } = await handOver.decline(ref, member.id);
          await place.show(overMessage(handover, 'taker'));
          if (!isNews) return;
          const { from, deal } = handover;
          audit({ did: 'declined', by: member.id, noteIds: [] });
          await tell(from, declinedMessage(await known(from, deal), handover));
        },
      };
    },
  };
}
