import type { Note } from '../memory/note.ts';
import type { Brief } from './brief.ts';
import { sayDay } from './calendar.ts';

/** The line under `Do next`. */
export type DoNext = Brief['doNext'];

interface Newest {
  readonly asOf: string;
  /** Newest call first. */
  readonly notes: readonly Note[];
}

const quoteLength = 120;

/** What the rep's own choice of outcome asks for. */
const byOutcome: Readonly<Partial<Record<Note['outcome'], (day: string) => string>>> = {
  no_answer: (day) => `Try again: no answer on ${day}.`,
  objection: (day) => `Answer the objection of ${day}.`,
  next_step: (day) => `Do what was agreed on ${day}.`,
  won: () => 'Nothing is open: the deal is won.',
  lost: () => 'Nothing is open: the deal is lost.',
};

/** What is left when nothing said in the notes asks for anything. */
export function fromNewest({ notes, asOf }: Newest): DoNext {
  const newest = notes[0];
  const text = newest && byOutcome[newest.outcome]?.(sayDay(newest.day, asOf));
  if (newest === undefined || text === undefined) {
    return { text: 'Agree a next step with a date.', cited: null };
  }
  const quote = newest.text.trim().slice(0, quoteLength);
  return { text, cited: { noteId: newest.id, day: newest.day, quote } };
}
