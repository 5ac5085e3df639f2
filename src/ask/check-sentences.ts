import { z } from 'zod';
import { createQuoteFinder } from '../brief/signals/quote.ts';
import { beforeOrders, isSafe, knownFrom, tidy } from '../brief/signals/sentence.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import { canonical } from '../memory/identity/names.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import { citedNote, type Sentence } from './answer.ts';
import { sentenceAnswer } from './ask-prompt.ts';
import { allStems, stemsOf } from './words.ts';

interface ShownNotes {
  /** As the model was shown them, numbered from 1, but whole. */
  readonly notes: readonly Note[];
  /** Of all that the asker may see: whose names a sentence must not mix up. */
  readonly headers: readonly NoteHeader[];
}

const mostSentences = 3;
const mostCited = 3;
const sentenceLength = 280;

/** Loose on purpose: one bad sentence costs that sentence, not the answer. */
const loose = z.looseObject({ found: z.boolean(), sentences: z.array(z.unknown()).catch([]) });

/** What of a model's answer its notes hold up, best first; empty when it found none, null when nothing of it holds. */
export function checkSentences(raw: unknown, shown: ShownNotes): readonly Sentence[] | null {
  const given = loose.safeParse(raw);
  if (!given.success) return null;
  if (!given.data.found) return [];
  const finders = shown.notes.map(({ text }) => createQuoteFinder(beforeOrders(text)));
  const held = given.data.sentences.slice(0, mostSentences).flatMap((one) => {
    const sentence = sentenceAnswer.safeParse(one).data;
    if (sentence === undefined) return [];
    const found = sentence.citations.slice(0, mostCited).flatMap(({ note: number, quote }) => {
      const [note, exact] = [shown.notes[number - 1], finders[number - 1]?.(quote) ?? null];
      return note === undefined || exact === null ? [] : [{ note, quote: exact }];
    });
    const text = tidy(sentence.text, sentenceLength);
    return isHeldUp(text, found, shown)
      ? [{ text, cited: found.map(({ note, quote }) => citedNote(note, quote)) }]
      : [];
  });
  if (held.length === 0) return null;
  return held.filter(({ text }, index) => held.findIndex((one) => one.text === text) === index);
}

type FoundQuotes = readonly { readonly note: Note; readonly quote: string }[];

/** A sentence says nothing that its notes do not: no other number, name or matter. */
function isHeldUp(text: string, found: FoundQuotes, { headers }: ShownNotes): boolean {
  if (found.length === 0) return false;
  const notes = found.map(({ note }) => note);
  return isSafe(text, knownFrom(notes, [])) && isOfThem(text, notes, headers) && isAboutThem(text, found);
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

/** It shares a word with its quotes, or names the people or the company that they are of. */
function isAboutThem(text: string, found: FoundQuotes): boolean {
  const own = stemsOf(text);
  return found.some(({ note, quote }) => {
    const names = [note.deal.company ?? '', ...note.prospects.map(({ name }) => name)];
    return [...stemsOf(quote), ...allStems(names.join(' '))].some((stem) => own.has(stem));
  });
}
