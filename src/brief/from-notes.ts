import type { Note } from '../memory/note.ts';
import type { Findings } from './findings.ts';
import { peopleOf } from './people-in-deal.ts';
import type { Signal } from './testimony/testimony.ts';

/** Her words first; the deal is read whole all the same. */
function askedFirst(notes: readonly Note[], prospect: string | null): readonly Note[] {
  const isTheirs = (note: Note): boolean => note.prospects.some((one) => one.key === prospect);
  return [...notes.filter(isTheirs), ...notes.filter((note) => !isTheirs(note))];
}

/** Half of a brief: what notes alone say. */
export function fromNotes({ request, notes, testimony, source }: Findings, signals: readonly Signal[]) {
  const all = notes.flatMap((note) => note.prospects);
  return {
    prospect: all.find((one) => one.key === request.prospect) ?? null,
    source,
    notes: askedFirst(notes, request.prospect),
    readCount: testimony?.readIds.length ?? 0,
    privateCount: notes.filter((note) => note.visibility === 'private').length,
    droppedCount: testimony?.dropped ?? 0,
    people: peopleOf(notes, signals),
  };
}
