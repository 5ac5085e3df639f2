import { kindFault } from '../src/brief/checks/kind-checks.ts';
import { isPlain, tidy } from '../src/brief/checks/sentence.ts';
import { sentenceFault } from '../src/brief/checks/sentence-check.ts';
import { isHedged } from '../src/brief/quotes/clause.ts';
import { dueDay } from '../src/brief/quotes/due-day.ts';
import { figuresIn } from '../src/brief/quotes/figures.ts';
import { beforeOrders, findOrders } from '../src/brief/quotes/orders.ts';
import { createQuoteFinder, level } from '../src/brief/quotes/quote.ts';
import { sentencesOf } from '../src/brief/quotes/sentence-bounds.ts';
import { checkReading } from '../src/brief/reading/check-reading.ts';
import { createWitnessPrompt, witnessItems, witnessMessage } from '../src/brief/reading/witness.ts';
import type { Note } from '../src/memory/note.ts';
import { printTable, verdict } from './table.ts';
import { type WorstText, worstTexts } from './worst-texts.ts';

/** A function over what people or a model write, and the longest text that it is given. */
export interface TextFunction {
  readonly name: string;
  /** In characters. */
  readonly longest: number;
  readonly run: (text: string) => unknown;
}

/** What a note, a question and a model's quote may hold. */
export const longest = { note: 9_000, question: 3_000, quote: 600, sentence: 280 } as const;

const day = '2026-11-17';
const person = { key: 'p', name: 'Priya Sharma', company: 'Rentfield' };
const plainNote: Note = {
  id: 'note-1',
  prospects: [person],
  deal: { key: 'd', company: 'Rentfield', label: null },
  author: 'U1',
  outcome: 'spoke',
  day,
  timestamp: `${day}T12:00:00Z`,
  loggedAt: `${day}T12:00:00Z`,
  visibility: 'team',
  source: 'modal',
  link: null,
  text: 'Pilot agreed: 20 seats, three weeks from 1 December. She is nervous about the migration timeline.',
};
const kinds = {
  objection: {},
  pilot_agreed: { stage: 54 },
  promise: {},
  person: {},
  amount: {},
  close_date: { adds: 3 },
};
const middle = (text: string) => ({
  start: Math.floor(text.length / 2),
  end: Math.floor(text.length / 2) + 40,
});
const signalOf = (quote: string, kind: string) => {
  return {
    id: quote,
    kind,
    who: 'them',
    text: quote.slice(0, 60),
    quote,
    due_words: quote.slice(0, 60),
    over: null,
  };
};

/** An answer of thirty signals, each with a quote of its own from the text. */
function readAnswer(text: string): unknown {
  const step = Math.max(1, Math.floor(text.length / 30));
  const names = Object.keys(kinds);
  const signals = Array.from({ length: 30 }, (_, index) =>
    signalOf(text.slice(index * step, index * step + 100), names[index % names.length] ?? 'objection'),
  );
  const notes = [{ ...plainNote, text }];
  const raw = { notes: [{ note: 1, changes: [], signals, outcome: null }] };
  return checkReading({
    raw,
    asked: { people: [], standing: [], notes },
    kinds,
    against: [],
    isMonthFirst: false,
  });
}

const claims = createWitnessPrompt('witness', 'objection: The buyer has this worry');
function witnessed(text: string): string {
  const signals = [0, 200, 400].map((at) => {
    return {
      kind: 'objection',
      who: 'them',
      text: text.slice(0, 60),
      quote: text.slice(at, at + 150),
      dueOn: null,
      over: null,
    } as const;
  });
  const note = { ...plainNote, text };
  return witnessMessage(note, [text.slice(0, 100)], witnessItems(claims, note, { signals, changes: [] }));
}

function groundsOf(text: string) {
  const cited = { noteId: 'note-1', day, quote: text.slice(0, 120) };
  const signal = {
    kind: 'objection',
    text: text.slice(0, 60),
    who: 'them',
    raisedBy: { ...cited, dueOn: null },
    closedBy: null,
    dueOn: null,
    dueBefore: [],
    again: [],
    isBeingChecked: false,
  } as const;
  const notes = [{ id: 'note-1', day, text, people: [person.name] }];
  return { signals: [signal], notes, dealText: text, people: [person.name], newestDay: day, today: day };
}
const known = { kind: 'objection', text: 'x', dueOn: null, known: [] } as const;

/** Every text function that anybody's words reach. */
export const textFunctions: readonly TextFunction[] = [
  { name: 'level', longest: longest.note, run: level },
  {
    name: 'find a quote in a note',
    longest: longest.note,
    run: (text) => createQuoteFinder(text)(text.slice(-500)),
  },
  { name: 'find a quote', longest: longest.quote, run: createQuoteFinder(plainNote.text) },
  { name: 'sentencesOf', longest: longest.note, run: sentencesOf },
  { name: 'isHedged', longest: longest.note, run: (text) => isHedged(text, middle(text)) },
  {
    name: 'dueDay in a note',
    longest: longest.note,
    run: (text) =>
      dueDay({
        words: text.slice(0, 100),
        text,
        quote: { start: 0, end: 100 },
        day,
        kind: 'promise',
        isMonthFirst: false,
      }),
  },
  {
    name: 'dueDay',
    longest: longest.quote,
    run: (words) =>
      dueDay({ words, text: words, quote: { start: 0, end: 9 }, day, kind: 'promise', isMonthFirst: false }),
  },
  {
    name: 'kindFault',
    longest: longest.note,
    run: (text) =>
      kindFault(
        { ...known, place: middle(text), note: { day, text, outcome: 'spoke', people: [person.name] } },
        {},
      ),
  },
  { name: 'findOrders', longest: longest.note, run: findOrders },
  { name: 'beforeOrders', longest: longest.note, run: beforeOrders },
  { name: 'figuresIn', longest: longest.note, run: figuresIn },
  { name: 'checkReading, 30 signals', longest: longest.note, run: readAnswer },
  { name: 'witnessMessage', longest: longest.note, run: witnessed },
  { name: 'isPlain', longest: longest.question, run: isPlain },
  { name: 'tidy', longest: longest.note, run: (text) => tidy(text, 280) },
  {
    name: 'sentenceFault over a note',
    longest: longest.note,
    run: (text) => sentenceFault('Ask Priya for the 20 seats by 3 May.', groundsOf(text)),
  },
  {
    name: 'sentenceFault',
    longest: longest.sentence,
    run: (text) => sentenceFault(text, groundsOf(plainNote.text)),
  },
];

const mostMs = 50;
const runs = 6;

/** Milliseconds of computing, of the quickest of a few runs, each on a text of its own: what others on the machine take is not counted. */
function timed(run: (text: string) => unknown, text: string): number {
  return Math.min(
    ...Array.from({ length: runs }, (_, index) => {
      const own = text.slice(index + 1);
      const from = process.cpuUsage();
      run(own);
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000;
    }),
  );
}

/** Runs every text function on the worst texts at its longest; true when none takes longer than 50 ms. */
export function benchTexts(
  functions: readonly TextFunction[] = textFunctions,
  texts: readonly WorstText[] = worstTexts,
): boolean {
  let holds = true;
  const rows = functions.map(({ name, longest: length, run }) => {
    const took = texts.map((text) => {
      const made = text.make(length + runs);
      return { name: text.name, ms: timed(run, made) };
    });
    const worst = took.reduce((a, b) => (a.ms > b.ms ? a : b));
    holds = holds && worst.ms <= mostMs;
    return [name, String(length), worst.ms.toFixed(1), worst.name];
  });
  printTable(
    `Text functions on ${texts.length} worst texts`,
    ['function', 'characters', 'slowest ms', 'on'],
    rows,
  );
  return verdict(`none takes more than ${mostMs} ms`, holds);
}
