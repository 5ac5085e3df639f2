import type { BlockAction } from '@slack/bolt';
import type { Response } from '../answer.ts';
import { context, modal } from '../blocks.ts';
import { md } from '../mrkdwn.ts';
import { cardOf } from './cards.ts';
import type { ShowWeek } from './show-week.ts';
import { coverageText } from './week-messages.ts';

const title = 'Your week';

/** Shows the week: in place of the message that offered it, or in the DM for a press on Home. */
export function createShowButton(showWeek: ShowWeek) {
  return {
    show(body: BlockAction): Response {
      const at = cardOf(body)?.posted;
      if (at) return { work: async ({ member }) => void (await showWeek.inDm(member, at)) };
      return {
        opens: modal(title, [context(md`Reading your people…`)]),
        async work({ member, modal: shown }) {
          const week = await showWeek.inDm(member);
          await shown.show(
            modal(title, [context(md`${coverageText(week)}`), context(md`It is in your messages.`)]),
          );
        },
      };
    },
  };
}
