import { aboutOf, topicOf } from '../src/ask/about.ts';
import { checkSentences } from '../src/ask/check-answer.ts';
import { readCount } from '../src/ask/count/count-question.ts';
import { readListQuestion } from '../src/ask/list/list-question.ts';
import { kindFault } from '../src/brief/checks/kind-checks.ts';
import { isPlain, tidy } from '../src/brief/checks/sentence.ts';
import { sentenceFault } from '../src/brief/checks/sentence-check.ts';
import { bestPiece } from '../src/brief/evidence/best-piece.ts';
import { createTermReader, stemsOf } from '../src/brief/evidence/content-words.ts';
import { kindsAsked } from '../src/brief/evidence/kind-words.ts';
import { byAnyWord } from '../src/brief/evidence/search-notes.ts';
import { isHedged } from '../src/brief/quotes/clause.ts';
import { dueDay } from '../src/brief/quotes/due-day.ts';
import { figuresIn } from '../src/brief/quotes/figures.ts';
import { beforeOrders, findOrders } from '../src/brief/quotes/orders.ts';
import { createQuoteFinder, level } from '../src/brief/quotes/quote.ts';
import { sentencesOf } from '../src/brief/quotes/sentence-bounds.ts';
import { checkReading } from '../src/brief/reading/check-reading.ts';
import { createWitnessPrompt, witnessItems, witnessMessage } from '../src/brief/reading/witness.ts';
import { companyCore } from '../src/memory/identity/company-names.ts';
import { prospectKey } from '../src/memory/identity/keys.ts';
import { likelySame } from '../src/memory/identity/likely-same.ts';
import { namedAmong } from '../src/memory/identity/named-in.ts';
import { canonical } from '../src/memory/identity/names.ts';
import type { Person } from '../src/memory/identity/people.ts';
import { resolveAmong, suggest } from '../src/memory/identity/resolve.ts';
import type { Note } from '../src/memory/note.ts';
import { parseLogText } from '../src/slack/kit/call-draft.ts';
import { typedName } from '../src/slack/kit/find-person.ts';
import { typedQuestion } from '../src/slack/kit/question.ts';
import { readableText } from '../src/slack/kit/readable.ts';
import { clean, clip, escapeText } from '../src/slack/kit/text.ts';
import { toldOf } from '../src/slack/kit/told-call.ts';
import { intentOf } from '../src/slack/talk/what-was-said.ts';
import { secretsIn } from '../src/util/secrets.ts';

/** A function over what people or a model write, and the longest text that it is given. */
export interface TextFunction {
  readonly name: string;
  /** In characters. */
  readonly longest: number;
  readonly run: (text: string) => unknown;
}

/** What a message in the DM, a note, a question and a model's quote may hold. */
const longest = {
  message: 40_000,
  note: 9_000,
  question: 3_000,
  asked: 300,
  quote: 600,
  sentence: 280,
  name: 80,
} as const;

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

const firstNames = ['Priya', 'Will', 'Amit', 'अनिता', '민준', 'Zoë', 'Bo', 'Mark'];
const lastNames = ['Sharma', 'May', "O'Brien", 'Rao', 'Clarke-Hall', '김', 'de la Cruz'];
/** As many as a rep knows, and among them names that are words too. */
const people: readonly Person[] = firstNames.flatMap((first, index) =>
  lastNames.map((last, other): Person => {
    const [name, company] = [`${first} ${last}`, `Company ${index * lastNames.length + other}`];
    const deal = { key: `deal-${company}`, company, label: null };
    return { prospect: { key: prospectKey(name, company), name, company }, deal, lastDay: day, noteCount: 3 };
  }),
);
const headers = people.map(({ prospect, deal }, index) => {
  const { text: _, ...header } = { ...plainNote, id: `note-${index}`, prospects: [prospect], deal };
  return header;
});
const named = { asOf: day, names: ['priya sharma'], bands: ['Cold', 'Hot'] };
const about = { deals: null, people: new Set<string>(), names: [] };
const asked = { asker: 'U1', question: 'Why is she nervous?', names: ['she'] };
const shown = { about, signals: [], headers, asOf: day, ...asked };

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
  { name: 'secretsIn', longest: longest.message, run: secretsIn },
  { name: 'clean', longest: longest.message, run: clean },
  { name: 'readableText', longest: longest.message, run: readableText },
  { name: 'intentOf', longest: longest.message, run: (text) => intentOf(text, true) },
  { name: 'parseLogText', longest: longest.message, run: parseLogText },
  { name: 'typedName', longest: longest.message, run: typedName },
  { name: 'typedQuestion', longest: longest.message, run: typedQuestion },
  { name: 'toldOf', longest: longest.note, run: (text) => toldOf(text, people, day) },
  { name: 'escapeText', longest: longest.note, run: escapeText },
  { name: 'clip', longest: longest.message, run: (text) => clip(text, 120) },
  { name: 'canonical', longest: longest.note, run: canonical },
  { name: 'companyCore', longest: longest.name, run: companyCore },
  { name: 'namedAmong', longest: longest.note, run: (text) => namedAmong(text, people) },
  { name: 'resolveAmong', longest: longest.name, run: (text) => resolveAmong(text, people) },
  { name: 'suggest', longest: longest.name, run: (text) => suggest(text, people, 100) },
  { name: 'likelySame', longest: longest.name, run: (text) => likelySame(text, 'Company 3', people) },
  {
    name: 'aboutOf',
    longest: longest.asked,
    run: (text) => aboutOf(text, { earlier: [], spokenOf: [] }, headers),
  },
  { name: 'topicOf', longest: longest.asked, run: (text) => topicOf(text, named.names) },
  { name: 'readCount', longest: longest.asked, run: (text) => readCount(text, named) },
  { name: 'readListQuestion', longest: longest.asked, run: (text) => readListQuestion(text, named) },
  { name: 'kindsAsked', longest: longest.asked, run: kindsAsked },
  { name: 'words to search by', longest: longest.note, run: (text) => createTermReader()(text) },
  { name: 'byAnyWord', longest: longest.note, run: (text) => byAnyWord('migration', [{ id: '1', text }]) },
  { name: 'bestPiece', longest: longest.note, run: (text) => bestPiece(text, stemsOf('migration timeline')) },
  {
    name: 'checkSentences',
    longest: longest.note,
    run: (text) => {
      const sentence = { text: text.slice(0, 400), citations: [{ note: 1, quote: text.slice(50, 250) }] };
      const notes = [{ ...plainNote, text }];
      return checkSentences({ found: true, sentences: [sentence] }, { ...shown, notes });
    },
  },
  {
    name: 'sentenceFault',
    longest: longest.sentence,
    run: (text) => sentenceFault(text, groundsOf(plainNote.text)),
  },
];
