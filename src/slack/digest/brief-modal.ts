import type { Asked, Response } from '../answer.ts';
import { context, modal } from '../blocks.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Message } from '../message.ts';
import { md } from '../mrkdwn.ts';
import type { Place } from '../place.ts';
import type { DealRef } from './deal-ref.ts';

/** A brief in a modal, for a press where no message could hold it. */
export type BriefModal = (refFor: (asked: Asked) => Promise<DealRef>) => Response;

const title = 'Brief';

export function createBriefModal(showBrief: ShowBrief): BriefModal {
  return (refFor) => ({
    opens: modal(title, [context(md`Reading the notes…`)]),
    async work(asked) {
      const request = { ...(await refFor(asked)), asker: asked.member.id };
      await showBrief.inPlace(request, { ...asked, place: placeIn(asked) });
    },
  });
}

function placeIn({ modal: opened }: Asked): Place {
  const show = async ({ blocks }: Message): Promise<void> => {
    await opened.show(modal(title, blocks));
  };
  return { show, progress: show, tell: show, stays: async () => false };
}
