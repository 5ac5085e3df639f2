import type { Asked, Response } from '../answer.ts';
import { context, modal } from '../blocks.ts';
import { cardMessage } from '../brief/card.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import { md } from '../mrkdwn.ts';
import type { DealRef } from './deal-ref.ts';

/** A brief in a modal, for a press where no message could hold it. */
export type BriefModal = (refFor: (asked: Asked) => Promise<DealRef>) => Response;

export function createBriefModal(showBrief: ShowBrief): BriefModal {
  return (refFor) => ({
    opens: modal('Brief', [context(md`Reading the notes…`)]),
    async work(asked) {
      const ref = await refFor(asked);
      const found = await showBrief.behind(
        { ...ref, fingerprint: undefined, asOf: undefined },
        asked.member.id,
        'brief',
      );
      await asked.modal.show(modal('Brief', cardMessage(found, { offersKeep: true }).blocks));
    },
  });
}
