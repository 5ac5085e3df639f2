import { z } from 'zod';
import type { FoundSignal } from '../brief/evidence/find-signals.ts';
import { allStems, stemsOf } from '../brief/evidence/words.ts';
import { strictJsonSchema } from '../brief/model/model.ts';
import { lastSaid } from '../brief/score/signal.ts';
import { beforeOrders } from '../brief/signals/orders.ts';
import { noteBlock, oneLine, readPromptFile } from '../brief/signals/prompt.ts';
import { createQuoteFinder } from '../brief/signals/quote.ts';
import { isSafe, knownFrom, tidy } from '../brief/signals/sentence.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import { canonical } from '../memory/identity/names.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import { weekdayOf } from '../util/calendar.ts';
import { hashOf } from '../util/hash.ts';
import { citedNote, type Sentence } from './answer.ts';

/** What stands the same in every question to the model. */
export interface AskPrompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** A sentence of an answer as the model gives it, unchecked. */
const sentenceAnswer = z.strictObject({ text: z.string(), citations: z.array(citation) });

/** The one JSON shape of an answer. */
const answer = z.strictObject({
  /** False when the notes do not hold the answer. */
  found: z.boolean(),
  sentences: z.array(sentenceAnswer),
});

/** Reads `prompts/ask.md`. */
export async function readAskPrompt(): Promise<AskPrompt> {
  const system = await readPromptFile('ask.md');
  return { system: system.trim(), schema: strictJsonSchema(answer) };
}

/** What a model is asked, and of whom. */
export interface AskPromptInput {
  readonly question: string;
  /** Oldest first. */
  readonly earlier: readonly string[];
  readonly asker: string;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
}

const longestQuestion = 300;

/**
 * The user message. Notes of several deals, oldest first, numbered from 1, then what was read in them and in others, by
 * the same numbers, then the question:
 *
 *     Today: 2026-11-23 Monday
 *     === notes 5f0c2a91 ===
 *     [1] 2026-11-03 Tuesday · spoke · Priya Sharma · Rentfield · by the asker
 *     the note's own words
 *     === end of notes 5f0c2a91 ===
 *     === read 5f0c2a91 ===
 *     [1] 2026-11-03 · Priya Sharma · Rentfield · objection: Migration timeline: "nervous about migration" · open
 *     [2] 2026-09-01 · Tom Keller · Rentfield · budget_doubt: Budget frozen: "frozen until Q4" · settled 2026-10-02
 *     === end of read 5f0c2a91 ===
 *     === question 5f0c2a91 ===
 *     Before: Who is in charge at Rentfield?
 *     What worries her?
 *     === end of question 5f0c2a91 ===
 *
 * The code comes from the hash of all that it delimits; no line of a note or a question can be taken for a delimiter.
 */
export function askMessage(
  notes: readonly Note[],
  asking: AskPromptInput,
  signals: readonly FoundSignal[] = [],
): string {
  const block = notes
    .map((note, index) => noteBlock(note, index + 1, byline(note, asking.asker)))
    .join('\n\n');
  const read = readLines(notes, signals).join('\n');
  const said = [...asking.earlier.map((text) => `Before: ${line(text)}`), line(asking.question)].join('\n');
  const nonce = hashOf(`${block}\n${read}\n${said}`, 8);
  const part = (name: string, text: string) =>
    `=== ${name} ${nonce} ===\n${text}\n=== end of ${name} ${nonce} ===`;
  return [
    `Today: ${asking.asOf} ${weekdayOf(asking.asOf)}`,
    part('notes', block),
    ...(read === '' ? [] : [part('read', read)]),
    part('question', said),
  ].join('\n');
}

/** The notes that an answer may cite, by their numbers from 1: those shown, then others that signals rest on. */
export function citable(shown: readonly Note[], signals: readonly FoundSignal[]): readonly Note[] {
  const notes = new Map(shown.map((note) => [note.id, note]));
  for (const { signal, deal } of signals) {
    for (const noteId of [lastSaid(signal).noteId, ...(signal.closedBy ? [signal.closedBy.noteId] : [])]) {
      const note = deal.notes.find(({ id }) => id === noteId);
      if (note && !notes.has(noteId)) notes.set(noteId, note);
    }
  }
  return [...notes.values()];
}

/** What was read, a line each. */
export function readLines(shown: readonly Note[], signals: readonly FoundSignal[]): readonly string[] {
  const notes = citable(shown, signals);
  const numberOf = (noteId: string) => notes.findIndex(({ id }) => id === noteId) + 1;
  return signals.flatMap(({ signal }) => {
    const { kind, who, text, dueOn, closedBy } = signal;
    const { noteId, day, quote } = lastSaid(signal);
    const note = notes.find(({ id }) => id === noteId);
    if (!note) return [];
    const people = note.prospects.map(({ name }) => oneLine(name)).join(', ');
    const due = dueOn === null ? '' : ` · due ${dueOn}`;
    const end = closedBy
      ? `${closedBy.how} ${closedBy.day} in [${numberOf(closedBy.noteId)}]: "${oneLine(closedBy.quote)}"`
      : 'open';
    const whose = kind === 'promise' ? `${kind} of ${who}` : kind;
    const matter = `${whose}: ${oneLine(text)}: "${oneLine(quote)}"`;
    return [`[${numberOf(noteId)}] ${day} · ${people} · ${buyerOf(note)} · ${matter}${due} · ${end}`];
  });
}

function buyerOf({ deal }: Note): string {
  return oneLine([deal.company ?? 'company not known', deal.label ?? ''].join(' '));
}

function byline(note: Note, asker: string): string {
  return ` · ${buyerOf(note)} · by ${note.author === asker ? 'the asker' : 'a colleague'}`;
}

/** One line that begins with neither `=` nor `[`. */
function line(text: string): string {
  return tidy(text, longestQuestion).replace(/^[=[\s]+/, '');
}

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
