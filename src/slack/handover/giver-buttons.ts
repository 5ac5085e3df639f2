import type { BlockAction } from '@slack/bolt';
import type { DealsToGive, HandOver } from '../../digest/hand-over.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import type { Deliver } from '../deliver.ts';
import { keptMessage, overMessage } from './messages.ts';
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

/** Withdraw before the colleague has accepted, and Keep afterwards. */
export function createGiverButtons({ handOver, deals, deliver, audit, changed, report }: Deps) {
  return {
    withdraw(body: BlockAction): Response {
      const { posted, ...ref } = pressedRef(body);
      return {
        async work({ member, place }) {
          const { handover, isNews } = await handOver.withdraw(ref, member.id);
          await place.show(overMessage(handover, 'giver'));
          if (!isNews) return;
          audit({ did: 'withdrawn', by: member.id, noteIds: [] });
          if (posted) await deliver.update(posted, overMessage(handover, 'taker')).catch(report);
        },
      };
    },

    keep(body: BlockAction): Response {
      const ref = pressedRef(body);
      return {
        async work({ member, place }) {
          const { handover, isNews } = await handOver.keep(ref, member.id);
          if (!isNews) return place.show(overMessage(handover, 'giver'));
          changed(member.id);
          const known = await deals.known(member.id, handover.deal).catch(() => undefined);
          await place.show(keptMessage(known, handover));
        },
      };
    },
  };
}
