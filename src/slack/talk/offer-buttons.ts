import type { BlockAction } from '@slack/bolt';
import type { Asked, Response } from '../answer.ts';
import { formView, loadingView } from '../log/form.ts';
import type { Receipts } from '../log/receipts.ts';
import type { Start } from '../log/start.ts';
import { withTypedName } from '../log/typed-name.ts';
import type { Said } from '../said.ts';
import { decodeCarried } from './carried.ts';

interface Deps {
  readonly start: Start;
  readonly receipts: Receipts;
  readonly answer: (said: Said, asked: Asked) => Promise<void>;
}

/** The ways out of an offer besides Save; each needs nothing but the pressed message. */
export function createOfferButtons({ start, receipts, answer }: Deps) {
  return {
    /** The form with the text in it, under the id of the offer: whichever way it is saved, it is stored once. */
    else(body: BlockAction): Response {
      const { id, text, link, stranger, at } = decodeCarried(body);
      return {
        opens: loadingView(false),
        async work(asked) {
          if (at) receipts.found(id, at);
          const draft = { ...start.draft(asked, 'dm', link), id, text };
          const { notice, ...filled } = withTypedName(draft, stranger, await start.people(asked));
          await asked.modal.show(formView(filled.draft, notice ? { notice } : {}));
        },
      };
    },

    question(body: BlockAction): Response {
      const { text, at, thread } = decodeCarried(body);
      const user = body.user.id;
      const said = { user, channel: at?.channel ?? '', ts: at?.ts ?? '', thread, text, isMention: false };
      return { work: (asked) => answer(said, asked) };
    },
  };
}
