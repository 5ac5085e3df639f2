import { dayIn } from '../../brief/calendar.ts';
import type { Roster } from '../../memory/memory.ts';
import type { NoteHeader, Visibility } from '../../memory/note.ts';
import type { Asked } from '../answer.ts';
import { soon } from '../soon.ts';
import type { Draft } from './draft.ts';
import { emptyDraft } from './opening.ts';

/** What every way into the form begins with. */
export interface Start {
  /** A form for today with an id of its own; `link` is the message it comes from. */
  draft(asked: Asked, source: string, link?: string | null): Draft;
  /** The notes' headers, or what is known of them when memory is slow: the form opens anyway. */
  headers(asked: Asked): Promise<readonly NoteHeader[]>;
}

interface Deps {
  readonly roster: Roster;
  readonly visibility: Visibility;
  readonly newId: () => string;
  readonly now: () => Date;
}

const rosterMs = 2_000;

export function createStart({ roster, visibility, newId, now }: Deps): Start {
  return {
    draft({ member }, source, link = null) {
      const origin = { id: `note-${newId()}`, edits: false, zone: member.zone, source, link };
      return emptyDraft({ ...origin, today: dayIn(member.zone, now()), share: visibility === 'team' });
    },
    headers: ({ member }) => soon(roster.headers(member.id), roster.peek(member.id), rosterMs),
  };
}
