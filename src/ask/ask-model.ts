import { z } from 'zod';
import { tidy } from '../brief/checks/sentence.ts';
import type { FoundSignal } from '../brief/evidence/find-signals.ts';
import { strictJsonSchema } from '../brief/model/model.ts';
import { noteBlock, oneLine, readPromptFile } from '../brief/reading/prompt.ts';
import { lastSaid } from '../brief/signals/signal.ts';
import type { Note } from '../memory/note.ts';
import { weekdayOf } from '../util/calendar.ts';
import { hashOf } from '../util/hash.ts';

/** What stands the same in every question to the model. */
export interface AskPrompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** A sentence of an answer as the model gives it, unchecked. */
export const sentenceAnswer = z.strictObject({ text: z.string(), citations: z.array(citation) });

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
