import type { BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { AuditView } from '../kit/audit.ts';
import { context, modal } from '../kit/blocks.ts';
import { fingerprint } from '../kit/brief-card.ts';
import { type DealButton, parseDealButton, parseNotesPage } from '../kit/deal-button.ts';
import { notesView } from '../kit/note-blocks.ts';
import type { Places } from '../kit/place.ts';
import type { ShowBrief } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { md } from '../kit/text.ts';
import { moreView, whyView } from './views.ts';

interface Opening {
  readonly title: string;
  readonly view: AuditView;
  draw(brief: Brief, isStale: boolean): ModalView;
}

/** Why, Notes, More and Keep on a card. A card older than its notes is drawn again when it is touched. */
export function createCardButtons(showBrief: ShowBrief, places: Places) {
  async function redrawIfStale(brief: Brief, button: DealButton, request: Request): Promise<boolean> {
    const isStale = button.fingerprint !== undefined && button.fingerprint !== fingerprint(brief);
    if (isStale) await showBrief.card(brief, request.place);
    return isStale;
  }

  function opening({ title, view, draw }: Opening): (body: BlockAction) => Response {
    return (body) => {
      const button = parseDealButton(pressedValue(body));
      return {
        opens: modal(title, [context(md`Reading the notes…`)]),
        async work(request) {
          const brief = await showBrief.behind(button, request.member.id, view);
          const isStale = await redrawIfStale(brief, button, request);
          await request.modal.show(draw(brief, isStale));
        },
      };
    };
  }

  return {
    why: opening({ title: 'Why this score', view: 'why', draw: whyView }),
    more: opening({ title: 'The full brief', view: 'full brief', draw: moreView }),
    notes: opening({
      title: 'Notes',
      view: 'notes',
      draw: (brief, isStale) => notesView(brief, { asker: brief.asker, isStale }),
    }),

    notesPage(body: BlockAction): Response {
      const { button, from } = parseNotesPage(pressedValue(body));
      return {
        async work({ member, modal: opened }) {
          const brief = await showBrief.behind(button, member.id, 'notes');
          await opened.show(notesView(brief, { asker: member.id, isStale: false, from }));
        },
      };
    },

    /** Posts the brief in the person's DM, where it stays, and takes the offer off the card. */
    keep(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work({ member, place }) {
          const brief = await showBrief.behind(button, member.id, 'brief');
          const dm = places.ofDm(member.id);
          await showBrief.card(brief, dm);
          await showBrief.card(brief, { ...place, stays: dm.stays });
        },
      };
    },
  };
}
