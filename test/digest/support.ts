import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { createCommits } from '../../src/brief/pipeline/commits.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { createDealFlags } from '../../src/digest/deal-flags.ts';
import { createWeekReader } from '../../src/digest/week-reader.ts';
import type { WordWeek } from '../../src/digest/wording.ts';
import type { Memory, NoteRoster, StateBank } from '../../src/memory/memory.ts';
import type { Deal, Note } from '../../src/memory/note.ts';
import { dealsOver, readingsFor } from '../brief/by-hand.ts';
import { memoryOf, stateInMemory } from '../brief/memory-stand-in.ts';
import { note } from '../brief/support.ts';

export const today = '2026-11-23';
export const monday = new Date(`${today}T08:00:00Z`);

export function dealNamed(company: string): Deal {
  return { key: `deal-${company.toLowerCase()}`, company, label: null };
}

/** A note on a deal of that name, by U1. */
export function noteOn(company: string, day: string, overrides: Partial<Note> = {}): Note {
  const person = { key: `person-${company.toLowerCase()}`, name: `Ann ${company}`, company };
  return note({
    id: `note-${company.toLowerCase()}-${day}`,
    deal: dealNamed(company),
    prospects: [person],
    day,
    ...overrides,
  });
}

function rosterOf(notes: readonly Note[]): NoteRoster {
  const visible = (asker: string) =>
    notes
      .filter(({ author, visibility }) => author === asker || visibility === 'team')
      .toSorted((a, b) => b.day.localeCompare(a.day));
  return {
    headers: async (asker) => visible(asker),
    peek: visible,
    authors: async () => new Map(notes.map(({ author, loggedAt }) => [author, loggedAt])),
  };
}

interface Setting {
  readonly notes: readonly Note[];
  /** What was read in the notes. */
  readonly signals?: readonly Signal[];
  /** Ids of notes that nobody has read yet. */
  readonly unread?: readonly string[];
  readonly state?: StateBank;
  readonly memory?: Partial<Memory>;
  readonly now?: () => Date;
  /** The model's words; none are asked for when it is left out. */
  readonly word?: WordWeek;
}

/** A week reader over these notes, all of them read; everything else has a plain default. */
export function readerOver({ notes, signals = [], unread = [], state = stateInMemory(), ...rest }: Setting) {
  const errors: unknown[] = [];
  const report = (error: unknown) => void errors.push(error);
  const flags = createDealFlags(state, rest.now ?? (() => monday));
  const corrections = createCorrectionStore(state);
  const commits = createCommits(state);
  const readings = readingsFor(notes, signals).filter(({ noteId }) => !unread.includes(noteId));
  const reader = createWeekReader(
    {
      memory: { ...memoryOf(notes), ...rest.memory },
      roster: rosterOf(notes),
      ...{ flags, commits },
      deals: dealsOver({ readings, corrections, now: rest.now ?? (() => monday) }),
      report,
    },
    rest.word,
  );
  const weekOf = (at = monday, zone = 'UTC') => reader.weekOf({ rep: 'U1', zone, at, holidays: [] });
  return { reader, weekOf, flags, commits, corrections, state, errors };
}
