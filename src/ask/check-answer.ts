import { z } from 'zod';
import { tidy } from '../brief/checks/sentence.ts';
import { sentenceFault } from '../brief/checks/sentence-check.ts';
import { allStems } from '../brief/evidence/content-words.ts';
import { beforeOrders } from '../brief/quotes/orders.ts';
import { createQuoteFinder } from '../brief/quotes/quote.ts';
import { mentionsOf, type Signal } from '../brief/signals/signal.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import { canonical } from '../memory/identity/names.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import { type CitedNote, citedNote, type Sentence, whomOf } from './answer.ts';
import { sentenceAnswer } from './ask-model.ts';

/** What an answer may rest on. */
interface Shown {
  /** As the model was shown them, numbered from 1, but whole. */
  readonly notes: readonly Note[];
  /** What was read in them, as far as the model was shown it. */
  readonly signals: readonly Signal[];
  /** Of all that the asker may see: whose names a sentence must not mix up. */
  readonly headers: readonly NoteHeader[];
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly question: string;
}

const mostSentences = 3;
const mostCited = 3;
const sentenceLength = 280;
const quoteLength = 160;

/** Loose on purpose: one bad sentence costs that sentence, not the answer. */
const loose = z.looseObject({ found: z.boolean(), sentences: z.array(z.unknown()).catch([]) });

/**
 * What of a model's answer its notes hold up, best first; empty when it found none, null when no quote of it holds. Of a
 * sentence that says more than its quotes the quotes alone are left.
 */
export function checkSentences(raw: unknown, shown: Shown): readonly Sentence[] | null {
  const given = loose.safeParse(raw);
  if (!given.success) return null;
  if (!given.data.found) return [];
  const finders = shown.notes.map(({ text }) => createQuoteFinder(beforeOrders(text)));
  const held = given.data.sentences.slice(0, mostSentences).flatMap((one): readonly Sentence[] => {
    const sentence = sentenceAnswer.safeParse(one).data;
    if (sentence === undefined) return [];
    const found = sentence.citations.slice(0, mostCited).flatMap(({ note: number, quote }) => {
      const [note, exact] = [shown.notes[number - 1], finders[number - 1]?.(quote) ?? null];
      return note === undefined || exact === null ? [] : [{ note, quote: exact }];
    });
    const [first] = found;
    if (first === undefined) return [];
    const text = tidy(sentence.text, sentenceLength);
    const cited = found.map(({ note, quote }) => citedNote(note, quote));
    return [{ text: isHeldUp(text, found, shown) ? text : ownWords(first), cited }];
  });
  if (held.length === 0) return null;
  const telling = held.filter(({ cited }) => !isEcho(cited, shown.question));
  return telling.filter(({ text }, index) => telling.findIndex((one) => one.text === text) === index);
}

const asksMore = /\b(?:why|how|when|where|what|which|who|whose)\b/i;

const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** Whether the quotes say no word that the question did not: "They build it themselves" tells nobody why they do. */
function isEcho(cited: readonly CitedNote[], question: string): boolean {
  if (!asksMore.test(question)) return false;
  const asked = allStems(question);
  const isSaid = (stem: string) => asked.has(stem) || articles.has(stem);
  return cited.every(({ quote }) => [...allStems(quote)].every(isSaid));
}

interface FoundQuote {
  readonly note: Note;
  readonly quote: string;
}

/** The note in its own words: "Priya Sharma at Rentfield: “nervous about the migration”". */
function ownWords({ note, quote }: FoundQuote): string {
  return `${whomOf(note)}: “${tidy(quote, quoteLength)}”`;
}

/** A sentence says nothing that its notes do not. */
function isHeldUp(text: string, found: readonly FoundQuote[], shown: Shown): boolean {
  const notes = found.map(({ note }) => note);
  if (!isOfThem(text, notes, shown.headers)) return false;
  const deals = new Set(notes.map(({ deal }) => deal.key));
  const own = shown.headers.filter(({ deal }) => deals.has(deal.key));
  const ofDeals = shown.notes.filter(({ deal }) => deals.has(deal.key));
  const fault = sentenceFault(text, {
    signals: found.map((one) => signalOf(one, shown.signals)),
    notes: notes.map(({ id, day, text, prospects }) => {
      return { id, day, text, people: prospects.map(({ name }) => name) };
    }),
    dealText: ofDeals.map((note) => [note.deal.company, note.deal.label, note.text].join('\n')).join('\n'),
    people: [...new Set(own.flatMap(({ prospects }) => prospects.map(({ name }) => name)))],
    newestDay:
      own
        .map(({ day }) => day)
        .toSorted()
        .at(-1) ?? shown.asOf,
    today: shown.asOf,
  });
  return fault === null;
}

/** What was read in the words of a quote; of no kind where nothing was. */
function signalOf({ note, quote }: FoundQuote, signals: readonly Signal[]): Signal {
  const isSaid = (signal: Signal) =>
    mentionsOf(signal).some(
      (one) => one.noteId === note.id && (one.quote.includes(quote) || quote.includes(one.quote)),
    );
  const known = signals.find(isSaid);
  if (known) return known;
  const raisedBy = { noteId: note.id, day: note.day, quote, dueOn: null };
  const nothing = { closedBy: null, dueOn: null, dueBefore: [], again: [], isBeingChecked: false };
  return { kind: '', text: '', who: 'them', raisedBy, ...nothing };
}

/** Whoever is named in it is on a cited note, or named in one. */
function isOfThem(text: string, notes: readonly Note[], headers: readonly NoteHeader[]): boolean {
  const deals = new Set(notes.map(({ deal }) => deal.key));
  const people = new Set(notes.flatMap(({ prospects }) => prospects.map(({ key }) => key)));
  const texts = notes.map(({ text }) => text.replace(/['’]s(?![\p{L}\p{N}])/gu, ''));
  const said = ` ${canonical(texts.join(' '))} `;
  return namedIn(text, headers).every(
    ({ name, targets }) =>
      said.includes(` ${name} `) ||
      targets.some(({ prospect, deal }) => (prospect ? people.has(prospect.key) : deals.has(deal.key))),
  );
}
