import fc from 'fast-check';
import type { History } from '../../src/brief/signals/history.ts';
import type { LeftOut, ReadChange, Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import { createHistory } from '../../src/brief/signals/replay.ts';
import { endings, type Signal, type Who } from '../../src/brief/signals/signal.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { note, priya, rubric } from './support.ts';

/** The day it is for every generated deal. */
export const readOn = '2026-11-23';
const longestDays = 200;

/** A deal's notes, oldest first, and what was read in each. */
export interface ReadDeal {
  readonly notes: readonly Note[];
  readonly readings: readonly Reading[];
}

/** What is known of a deal by its readings; one still being checked is so at any time before its witness. */
export function historyFrom({ notes, readings }: ReadDeal): History {
  const at = `${readOn}T12:00:00.000Z`;
  return createHistory({
    notes,
    readings,
    comparisons: [],
    at,
    correct: ({ signals }): readonly Signal[] => signals,
  });
}

interface Said {
  readonly kind: string;
  readonly who: Who;
  readonly due: number | null;
  readonly isOver: boolean;
}

interface Changed {
  readonly which: number;
  readonly how: ReadChange['how'];
  readonly due: number | null;
}

interface Call {
  readonly back: number;
  readonly outcome: Note['outcome'];
  readonly visibility: Note['visibility'];
  readonly person: number;
  readonly leftOut: number;
  readonly said: readonly Said[];
  readonly changed: readonly Changed[];
}

const anyDue = fc.option(fc.integer({ min: -30, max: 60 }));

const anyCall: fc.Arbitrary<Call> = fc.record({
  back: fc.nat(longestDays),
  outcome: fc.constantFrom(...outcomes),
  visibility: fc.constantFrom('private', 'team'),
  person: fc.nat(2),
  leftOut: fc.nat(2),
  said: fc.array(
    fc.record({
      kind: fc.constantFrom(...Object.keys(rubric.kinds)),
      who: fc.constantFrom<Who>('us', 'them'),
      due: anyDue,
      isOver: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  changed: fc.array(
    fc.record({ which: fc.nat(99), how: fc.constantFrom(...endings, 'again' as const), due: anyDue }),
    { maxLength: 3 },
  ),
});

/** Stands in all that rests on a note, so that a piece of a brief tells where it is from; too short to be a word of it. */
export const markIn = (noteId: string) => `<${noteId.replace('note-', 'n')}>`;

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A word that no other signal has, so that none is taken for another said again. */
function wordFor(noteIndex: number, index: number): string {
  return `${letters[noteIndex]}${letters[index]}`.repeat(3);
}

function leftOutIn(id: string): readonly LeftOut[] {
  return ['quote', 'clause'].map((why) => ({
    ...{ kind: 'objection', who: 'them', text: `not so ${markIn(id)}`, quote: '', dueOn: null },
    why: why === 'quote' ? why : 'clause',
  }));
}

function dealOf(calls: readonly Call[]): ReadDeal {
  const inOrder = calls.toSorted((a, b) => b.back - a.back);
  const notes = inOrder.map(({ back, outcome, visibility, person }, index) =>
    note({
      id: `note-${index}`,
      outcome,
      visibility,
      text: `words ${markIn(`note-${index}`)}`,
      day: addDays(readOn, -back),
      loggedAt: `${readOn}T10:00:${String(index).padStart(2, '0')}.000Z`,
      prospects: [person === 0 ? priya : { ...priya, key: `person-${person}`, name: `Other ${person}` }],
    }),
  );
  const given: { ref: ReadChange['of'] }[] = [];
  const readings = inOrder.map(({ said, changed, leftOut }, at): Reading => {
    const { id, day } = notes[at] ?? note();
    const dayAfter = (due: number | null) => (due === null ? null : addDays(day, due));
    const changes = changed.flatMap(({ which, how, due }, index) => {
      const target = given[which % Math.max(1, given.length)];
      return target
        ? [{ of: target.ref, how, quote: `change ${index} ${markIn(id)}`, dueOn: dayAfter(due) }]
        : [];
    });
    const signals = said.map(({ kind, who, due, isOver }, index): ReadSignal => {
      const word = wordFor(at, index);
      const over =
        isOver && index % 3 === 0 ? { how: 'settled' as const, quote: `over ${word} ${markIn(id)}` } : null;
      const quote = `said ${word} ${markIn(id)}`;
      return { kind, who, text: `${word} ${markIn(id)}`, quote, dueOn: dayAfter(due), over };
    });
    for (const { kind, who, quote, text } of signals)
      given.push({ ref: { noteId: id, kind, who, quote, text } });
    const out = leftOutIn(id).slice(0, leftOut);
    return { noteId: id, signals, changes, outcome: null, leftOut: out, against: [], checkingUntil: null };
  });
  return { notes, readings };
}

/** Two to twelve notes of up to 200 days, with up to five signals each and what they change in earlier ones. */
export const anyReadDeal: fc.Arbitrary<ReadDeal> = fc
  .array(anyCall, { minLength: 2, maxLength: 12 })
  .map(dealOf);
