import type { Brief, Briefer, BriefRequest } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Past, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import type { Audit, View } from '../kit/audit.ts';
import { section } from '../kit/blocks.ts';
import { cardMessage, nothingYetMessage } from '../kit/brief-card.ts';
import { dayName } from '../kit/dates.ts';
import type { DealButton } from '../kit/deal-button.ts';
import { lookingMessage } from '../kit/find-person.ts';
import { type Message, message } from '../kit/message.ts';
import { md } from '../kit/mrkdwn.ts';
import type { Place } from '../kit/place.ts';
import type { Asked } from '../kit/router.ts';

/** Asks for a brief and shows it where the person asked. */
export interface ShowBrief {
  /** "Reading 14 notes", then the card in its place. */
  inPlace(request: BriefRequest, asked: Asked): Promise<void>;
  /** The brief behind a pressed button, to be shown as `view` or in part; rejects with UserError when its notes are gone. */
  behind(button: DealButton, asker: string, view?: View): Promise<Brief>;
  /** The same for code to count with, shown to nobody. */
  unseen(button: DealButton, asker: string): Promise<Brief>;
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

interface Deps {
  readonly briefer: Briefer;
  readonly roster: Roster;
  readonly audit: Audit;
}

export function createShowBrief({ briefer, roster, audit }: Deps): ShowBrief {
  function note({ notes, asker }: Brief, view: View): void {
    audit({ did: 'read', view, by: asker, noteIds: notes.map(({ id }) => id) });
  }

  /** Where else the person was known before; a brief of a past day is as it was then. */
  async function pastOf({ prospect, asker, asOf }: BriefRequest): Promise<Past | undefined> {
    return prospect === null || asOf !== undefined ? undefined : roster.past(prospect, asker);
  }

  async function draw(brief: Brief, place: Place, past: Past | undefined): Promise<void> {
    await place.show(cardMessage(brief, { offersKeep: !(await place.stays()), past }));
  }

  async function unseen(button: DealButton, asker: string): Promise<Brief> {
    const { deal, prospect, asOf } = await roster.current(button, asker);
    const request = { deal, prospect, asker, asOf };
    const notes = await briefer.gather(request);
    if (notesBy(asOf, notes).length === 0) throw new UserError(noneSentence(request, notes));
    return briefer.brief(request, notes);
  }

  return {
    async card(brief, place) {
      const { deal, asker, isPast, asOf } = brief;
      const prospect = brief.prospect?.key ?? null;
      const request = { deal: deal.key, prospect, asker, asOf: isPast ? asOf : undefined };
      await draw(brief, place, await pastOf(request));
    },
    async inPlace(asking, { place }) {
      const request = await roster.current(asking, asking.asker);
      const gathering = Promise.all([briefer.gather(request), pastOf(request)]);
      const [notes, past] = await showWhenSlow(gathering, () => place.progress(lookingMessage()));
      const shown = notesBy(request.asOf, notes);
      const [newest] = shown;
      if (!newest && past) return place.show(nothingYetMessage(past));
      if (!newest) throw new UserError(noneSentence(request, notes));
      const named = shown.flatMap(({ prospects }) => prospects).find(({ key }) => key === request.prospect);
      const name = named?.name ?? newest.deal.company ?? newest.prospects[0]?.name ?? 'this deal';
      const [, brief] = await Promise.all([
        place.progress(readingMessage(name, shown.length)),
        briefer.brief(request, notes),
      ]);
      await draw(brief, place, past);
      note(brief, 'brief');
    },
    unseen,
    async behind(button, asker, view = 'brief') {
      const brief = await unseen(button, asker);
      note(brief, view);
      return brief;
    },
  };
}

/** While notes are read. */
export function readingMessage(name: string, count: number): Message {
  const notes = count === 1 ? '1 note' : `${count} notes`;
  return message(`Reading ${notes} on ${name}…`, [section(md`Reading ${notes} on *${name}*…`)]);
}
