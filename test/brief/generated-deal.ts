import fc from 'fast-check';
import type { Cited, Claim, Signal, Testimony } from '../../src/brief/score/signal.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { note, priya, rubric } from './support.ts';

/** The day it is for every generated deal. */
export const today = '2026-11-23';
const longestDays = 200;

/** A deal's notes, newest call first, and what was read in them. */
export interface GeneratedDeal {
  readonly notes: readonly Note[];
  readonly testimony: Testimony;
}

/** Stands in all that rests on a note, so that a piece of a brief tells where it is from. */
export const markOf = (id: string) => `<${id}>`;

interface Call {
  readonly back: number;
  readonly outcome: Note['outcome'];
  readonly visibility: Note['visibility'];
  readonly isPriyas: boolean;
}

interface Said {
  readonly kind: string;
  readonly who: Signal['who'];
  readonly raised: number;
  readonly closed: number | null;
  readonly due: number | null;
  /** A later note that says another date, if it is later. */
  readonly movedIn: number | null;
  /** Notes that say it too, those that are later. */
  readonly again: readonly number[];
}

const anyCall: fc.Arbitrary<Call> = fc.record({
  back: fc.nat(longestDays),
  outcome: fc.constantFrom(...outcomes),
  visibility: fc.constantFrom('private', 'team'),
  isPriyas: fc.boolean(),
});
const anySaid: fc.Arbitrary<Said> = fc.record({
  kind: fc.constantFrom(...Object.keys(rubric.kinds)),
  who: fc.constantFrom('us', 'them'),
  raised: fc.nat(99),
  closed: fc.option(fc.nat(99)),
  due: fc.option(fc.integer({ min: -60, max: 60 })),
  movedIn: fc.option(fc.nat(99)),
  again: fc.array(fc.nat(99), { maxLength: 3 }),
});

function notesOf(calls: readonly Call[]): readonly Note[] {
  const newestFirst = calls.toSorted((one, other) => one.back - other.back);
  return newestFirst.map(({ back, outcome, visibility, isPriyas }, index) => {
    const id = `note-${index}`;
    const other = { key: `person-${index}`, name: `Somebody ${markOf(id)}`, company: 'Rentfield' };
    return note({
      ...{ id, outcome, visibility },
      day: addDays(today, -back),
      loggedAt: `${today}T10:00:${String(59 - index).padStart(2, '0')}.000Z`,
      text: `words ${markOf(id)}`,
      prospects: [isPriyas ? priya : other],
    });
  });
}

function citedFrom(notes: readonly Note[], which: number): Cited {
  const { id, day } = notes[which % notes.length] ?? note();
  return { noteId: id, day, quote: `quote ${markOf(id)}` };
}

function signalFrom(notes: readonly Note[], said: Said): Signal {
  const { kind, who, raised, closed, due, movedIn } = said;
  const raisedBy = citedFrom(notes, raised);
  const answer = closed === null ? null : citedFrom(notes, closed);
  const from = due === null ? null : addDays(raisedBy.day, due);
  const on = movedIn === null ? raisedBy.day : citedFrom(notes, movedIn).day;
  const isMoved = on > raisedBy.day;
  const later = said.again.map((which) => citedFrom(notes, which)).filter(({ day }) => day > raisedBy.day);
  const again = later.toSorted((a, b) => a.day.localeCompare(b.day)).map((one) => ({ ...one, dueOn: null }));
  return {
    ...{ kind, who, raisedBy },
    text: `text ${markOf(raisedBy.noteId)}`,
    closedBy: answer && answer.day >= raisedBy.day ? answer : null,
    dueOn: isMoved ? addDays(on, 21) : from,
    ...(isMoved ? { moved: [{ on, from }] } : {}),
    ...(again.length > 0 ? { again } : {}),
  };
}

function testimonyOf(notes: readonly Note[], said: readonly Said[]): Testimony {
  const claim = (which: number): Claim => ({ ...citedFrom(notes, which), text: 'said of <now>' });
  return {
    signals: said.map((one) => signalFrom(notes, one)),
    ...{ doNext: claim(0), openWith: claim(1), tone: claim(2) },
    ...{ recommendation: [claim(0), claim(3)], changed: [claim(0)], dropped: 3 },
    readIds: notes.map(({ id }) => id),
  };
}

/** Two to twelve notes of up to 200 days with up to 25 signals, some of them settled later. */
export const anyDeal: fc.Arbitrary<GeneratedDeal> = fc
  .tuple(fc.array(anyCall, { minLength: 2, maxLength: 12 }), fc.array(anySaid, { maxLength: 25 }))
  .map(([calls, said]) => {
    const notes = notesOf(calls);
    return { notes, testimony: testimonyOf(notes, said) };
  });
