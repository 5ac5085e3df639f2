import { createHash } from 'node:crypto';
import { dealKey, prospectKey } from '../src/memory/identity/keys.ts';
import type { Note } from '../src/memory/note.ts';
import type { Case, CaseNote } from './cases.ts';

/** Slack user ids of who writes and who looks: two reps, and a colleague without notes. */
export const users = { rep1: 'U0REP00001', rep2: 'U0REP00002', team: 'U0TEAM0001' } as const;

/** A case's notes as memory keeps them, oldest call first. */
export function storedNotes(deal: Case): readonly Note[] {
  return deal.notes.map((note) => storedNote(deal, note));
}

/** The id that a case's note has in memory. */
export function storedId({ deal }: Pick<Case, 'deal'>, id: string): string {
  const hex = createHash('sha256').update(`${deal} ${id}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return `note-${[...parts, hex.slice(20, 32)].join('-')}`;
}

function storedNote(deal: Case, note: CaseNote): Note {
  const { company } = deal;
  const place = deal.notes.indexOf(note);
  // Memory keeps no note on nobody: it is on the company.
  const people = note.people.length > 0 ? note.people : [company];
  return {
    id: storedId(deal, note.id),
    prospects: people.map((name) => ({ key: prospectKey(name, company), name, company })),
    deal: { key: dealKey({ name: company, company }, null), company, label: null },
    author: users[note.author],
    outcome: note.outcome,
    day: note.day,
    timestamp: `${note.day}T12:00:00+00:00`,
    loggedAt: `${note.logged ?? note.day}T15:${String(place).padStart(2, '0')}:00.000Z`,
    visibility: note.visibility,
    source: 'modal',
    link: null,
    text: note.text,
  };
}
