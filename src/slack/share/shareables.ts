import type { Briefer } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { heading } from '../brief/phrases.ts';
import type { Member } from '../members.ts';
import type { Message } from '../message.ts';
import { createOwnNotes } from '../own-notes.ts';
import { briefPost } from './brief-post.ts';
import { notePost, noteSubject } from './note-post.ts';
import type { Subject } from './state.ts';

/** What would be posted, and the notes it rests on: the team's alone. */
export interface Shareable {
  /** Whom it is about. */
  readonly title: string;
  readonly message: Message;
  readonly noteIds: readonly string[];
}

/** `private`: the sharer has only private notes on it. `team`: drawn when it is needed, which may take a model call. */
type Found =
  | { readonly kind: 'private' }
  | { readonly kind: 'team'; readonly draw: () => Promise<Shareable> };

/** Reads afresh what may be shared; private notes are left out before anything is read from them. */
export type FindShareable = (what: Subject, sharer: Member) => Promise<Found>;

type BriefSubject = Extract<Subject, { kind: 'brief' }>;

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'current'>;
  readonly briefer: Briefer;
  readonly now: () => Date;
}

/**
 * Who reads a channel: people and deals go by the names that every full member sees, since the sharer may have said of
 * somebody what private notes alone know. No Slack user has this id, so that it reads team notes alone.
 */
const anybody = 'nobody';
const nothingLeft = 'There are no notes on this any more.';

export function createFindShareable({ memory, roster, briefer, now }: Deps): FindShareable {
  const notes = createOwnNotes(memory);

  async function ofBrief(what: BriefSubject, sharer: Member): Promise<Found> {
    const current = await roster.current(what, sharer.id);
    const all = await briefer.gather({ ...current, asker: sharer.id });
    if (all.length === 0) throw new UserError(nothingLeft);
    const newest = all.find(({ visibility }) => visibility === 'team');
    const known = newest && (await memory.read(newest.id, anybody));
    const asked = { ...current, deal: known?.deal.key ?? current.deal, asker: anybody };
    const team = known ? await briefer.gather(asked) : [];
    if (!team.some(({ day }) => what.asOf === undefined || day <= what.asOf)) return { kind: 'private' };
    return {
      kind: 'team',
      async draw() {
        const brief = await briefer.brief({ ...asked, prospect: knownBy(team, current.prospect) }, team);
        const noteIds = brief.notes.map(({ id }) => id);
        return { title: heading(brief), message: briefPost(brief, sharer.id), noteIds };
      },
    };
  }

  async function ofNote(id: string, sharer: Member): Promise<Found> {
    const note = await notes.readable(id, sharer.id);
    if (note.visibility === 'private') return { kind: 'private' };
    const known = await notes.readable(id, anybody);
    const today = dayIn(sharer.zone, now());
    return {
      kind: 'team',
      draw: async () => ({
        title: noteSubject(known),
        message: notePost(known, { by: sharer.id, today }),
        noteIds: [id],
      }),
    };
  }

  return (what, sharer) => (what.kind === 'note' ? ofNote(what.id, sharer) : ofBrief(what, sharer));
}

/** The person asked for, or whom the newest of these notes is on when they know nobody by that key. */
function knownBy(team: readonly Note[], prospect: string | null): string | null {
  const keys = team.flatMap(({ prospects }) => prospects.map(({ key }) => key));
  return prospect === null || keys.includes(prospect) ? prospect : (keys[0] ?? null);
}
