import type { Person } from '../../memory/identity/people.ts';
import type { Roster } from '../../memory/memory.ts';
import type { NoteHeader, Visibility } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Asked } from '../answer.ts';
import type { DealButton } from '../brief/deal-button.ts';
import type { Draft } from './draft.ts';
import { emptyDraft } from './opening.ts';

/** What every way into the form begins with. */
export interface Start {
  /** A form for today with an id of its own; `link` is the message it comes from. */
  draft(asked: Asked, source: string, link?: string | null): Draft;
  /** The notes' headers, or what is known of them when memory is slow: the form opens anyway. */
  headers(asked: Asked): Promise<readonly NoteHeader[]>;
  /** The people in them, and those who are known to have moved. */
  people(asked: Asked): Promise<readonly Person[]>;
  /** Whom a button stands for, else the first in its deal. */
  person(asked: Asked, button: Pick<DealButton, 'deal' | 'prospect'>): Promise<Person | undefined>;
}

interface Deps {
  readonly roster: Roster;
  readonly visibility: Visibility;
  readonly newId: () => string;
  readonly now: () => Date;
}

const rosterMs = 2_000;

export function createStart({ roster, visibility, newId, now }: Deps): Start {
  const headers = ({ member: { id } }: Asked) => soon(roster.headers(id), roster.peek(id), rosterMs);

  async function people(asked: Asked): Promise<readonly Person[]> {
    return roster.people(await headers(asked), asked.member.id);
  }

  return {
    draft({ member }, source, link = null) {
      const origin = { id: `note-${newId()}`, edits: false, zone: member.zone, source, link };
      return emptyDraft({ ...origin, today: dayIn(member.zone, now()), share: visibility === 'team' });
    },
    headers,
    people,
    async person(asked, button) {
      const known = await people(asked);
      const { deal, prospect } = await soon(roster.current(button, asked.member.id), button, rosterMs);
      const inDeal = known.filter((person) => person.deal.key === deal);
      return inDeal.find((person) => person.prospect.key === prospect) ?? inDeal[0];
    },
  };
}
