import type { Brief, Briefer, BriefRequest } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Past, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import type { Audit, AuditView } from '../kit/audit.ts';
import { context, type Message, message, modal, section } from '../kit/blocks.ts';
import { cardMessage, nothingYetMessage } from '../kit/brief-card.ts';
import type { DealButton } from '../kit/deal-button.ts';
import { lookingMessage } from '../kit/find-person.ts';
import type { Place } from '../kit/place.ts';
import type { BriefInModal, ShowBrief } from '../kit/ports.ts';
import type { Request, Response } from '../kit/request.ts';
import { md } from '../kit/text.ts';

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
  function note({ notes, asker }: Brief, view: AuditView): void {
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
    const { deal, prospect, asOf, about } = await roster.current(button, asker);
    const wanted = { deal, prospect, asker, asOf, about };
    const notes = await briefer.gather(wanted);
    if (notesBy(asOf, notes).length === 0) throw new UserError(noneSentence(wanted, notes));
    return briefer.brief(wanted, notes);
  }

  return {
    async card(brief, place) {
      const { deal, asker, isPast, asOf } = brief;
      const prospect = brief.prospect?.key ?? null;
      const wanted = { deal: deal.key, prospect, asker, asOf: isPast ? asOf : undefined };
      await draw(brief, place, await pastOf(wanted));
    },
    async inPlace(asking, place) {
      const wanted = await roster.current(asking, asking.asker);
      const gathering = Promise.all([briefer.gather(wanted), pastOf(wanted)]);
      const [notes, past] = await showWhenSlow(gathering, () => place.progress(lookingMessage()));
      const shown = notesBy(wanted.asOf, notes);
      const [newest] = shown;
      if (!newest && past) return place.show(nothingYetMessage(past));
      if (!newest) throw new UserError(noneSentence(wanted, notes));
      const named = shown.flatMap(({ prospects }) => prospects).find(({ key }) => key === wanted.prospect);
      const name = named?.name ?? newest.deal.company ?? newest.prospects[0]?.name ?? 'this deal';
      const [, brief] = await Promise.all([
        place.progress(readingMessage(name, shown.length)),
        briefer.brief(wanted, notes),
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

const title = 'Brief';

/** In place of messages everything is shown in the modal. */
export function briefInModal(showBrief: ShowBrief, refFor: Parameters<BriefInModal>[0]): Response {
  return {
    opens: modal(title, [context(md`Reading the notes…`)]),
    async work(request) {
      const wanted = { ...(await refFor(request)), asker: request.member.id };
      await showBrief.inPlace(wanted, placeIn(request));
    },
  };
}

function placeIn({ modal: opened }: Request): Place {
  const show = async ({ blocks }: Message): Promise<void> => {
    await opened.show(modal(title, blocks));
  };
  return { show, progress: show, tell: show, stays: async () => false };
}
