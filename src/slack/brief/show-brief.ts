import type { Brief, Briefer, BriefRequest } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Note } from '../../memory/note.ts';
import type { Asked } from '../answer.ts';
import type { Audit, View } from '../audit.ts';
import { lookingMessage } from '../choices.ts';
import { dayName } from '../dates.ts';
import type { Place } from '../place.ts';
import { slowly } from '../slowly.ts';
import { cardMessage } from './card.ts';
import type { DealButton } from './deal-button.ts';
import { readingMessage } from './reading.ts';

/** Asks for a brief and shows it where the person asked. */
export interface ShowBrief {
  /** "Reading 14 notes", then the card in its place. */
  inPlace(request: BriefRequest, asked: Asked): Promise<void>;
  /** The brief behind a pressed button, to be shown as `view` or in part; rejects with UserError when its notes are gone. */
  behind(button: DealButton, asker: string, view?: View): Promise<Brief>;
  card(brief: Brief, place: Place): Promise<void>;
}

const goneSentence = 'There are no notes on this any more. Log a call and the next brief starts there.';

function notesBy(asOf: string | undefined, notes: readonly Note[]): readonly Note[] {
  return asOf === undefined ? notes : notes.filter(({ day }) => day <= asOf);
}

/** Why there is nothing to show; `notes` are all of the deal, newest call first. */
function noneSentence({ asOf }: BriefRequest, notes: readonly Note[]): string {
  const first = notes.at(-1)?.day;
  if (asOf === undefined || first === undefined) return goneSentence;
  return `There was no note on this by ${dayName(asOf, '')}: the first is of ${dayName(first, '')}. Ask for that day or a later one.`;
}

export function createShowBrief(briefer: Briefer, audit: Audit): ShowBrief {
  function note({ notes, asker }: Brief, view: View): void {
    audit({ did: 'read', view, by: asker, noteIds: notes.map(({ id }) => id) });
  }

  async function card(brief: Brief, place: Place): Promise<void> {
    await place.show(cardMessage(brief, { offersKeep: !(await place.stays()) }));
  }

  return {
    card,
    async inPlace(request, { place }) {
      const notes = await slowly(briefer.gather(request), () => place.progress(lookingMessage()));
      const shown = notesBy(request.asOf, notes);
      const [newest] = shown;
      if (!newest) throw new UserError(noneSentence(request, notes));
      const named = shown.flatMap(({ prospects }) => prospects).find(({ key }) => key === request.prospect);
      const name = named?.name ?? newest.deal.company ?? newest.prospects[0]?.name ?? 'this deal';
      const [, brief] = await Promise.all([
        place.progress(readingMessage(name, shown.length)),
        briefer.brief(request, notes),
      ]);
      await card(brief, place);
      note(brief, 'brief');
    },
    async behind({ deal, prospect, asOf }, asker, view = 'brief') {
      const request = { deal, prospect, asker, asOf };
      const notes = await briefer.gather(request);
      if (notesBy(asOf, notes).length === 0) throw new UserError(noneSentence(request, notes));
      const brief = await briefer.brief(request, notes);
      note(brief, view);
      return brief;
    },
  };
}
