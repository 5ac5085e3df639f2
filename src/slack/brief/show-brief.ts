import type { Brief, Briefer, BriefRequest } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Asked } from '../answer.ts';
import { lookingMessage } from '../choices.ts';
import type { Place } from '../place.ts';
import { slowly } from '../slowly.ts';
import { cardMessage } from './card.ts';
import type { DealButton } from './deal-button.ts';
import { readingMessage } from './reading.ts';

/** Asks for a brief and shows it where the person asked. */
export interface ShowBrief {
  /** "Reading 14 notes", then the card in its place. */
  inPlace(request: BriefRequest, asked: Asked): Promise<void>;
  /** The brief behind a pressed button; rejects with UserError when its notes are gone. */
  behind(button: DealButton, asker: string): Promise<Brief>;
  card(brief: Brief, place: Place): Promise<void>;
}

const goneSentence = 'There are no notes on this any more. Log a call and the next brief starts there.';

export function createShowBrief(briefer: Briefer): ShowBrief {
  async function card(brief: Brief, place: Place): Promise<void> {
    await place.show(cardMessage(brief, { offersKeep: !(await place.stays()) }));
  }

  return {
    card,
    async inPlace(request, { place }) {
      const notes = await slowly(briefer.gather(request), () => place.show(lookingMessage()));
      const [newest] = notes;
      if (!newest) throw new UserError(goneSentence);
      const named = notes.flatMap(({ prospects }) => prospects).find(({ key }) => key === request.prospect);
      const name = named?.name ?? newest.deal.company ?? newest.prospects[0]?.name ?? 'this deal';
      const [, brief] = await Promise.all([
        place.show(readingMessage(name, notes.length)),
        briefer.brief(request, notes),
      ]);
      await card(brief, place);
    },
    async behind({ deal, prospect }, asker) {
      const request = { deal, prospect, asker };
      const notes = await briefer.gather(request);
      if (notes.length === 0) throw new UserError(goneSentence);
      return briefer.brief(request, notes);
    },
  };
}
