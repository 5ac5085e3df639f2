import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { strictJsonSchema } from '../brief/model/model.ts';
import { noteBlock, oneLine, promptsFolder } from '../brief/signals/prompt.ts';
import { tidy } from '../brief/signals/sentence.ts';
import type { Note } from '../memory/note.ts';
import { weekdayOf } from '../util/calendar.ts';

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
export async function readAskPrompt(folder: URL = promptsFolder): Promise<AskPrompt> {
  const system = await readFile(new URL('ask.md', folder), 'utf8');
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
 * The user message. Notes of several deals, oldest first, numbered from 1, then the question:
 *
 *     Today: 2026-11-23 Monday
 *     === notes 5f0c2a91 ===
 *     [1] 2026-11-03 Tuesday · spoke · Priya Sharma · Rentfield · by the asker
 *     the note's own words
 *     === end of notes 5f0c2a91 ===
 *     === question 5f0c2a91 ===
 *     Before: Who is in charge at Rentfield?
 *     What worries her?
 *     === end of question 5f0c2a91 ===
 *
 * The code comes from the hash of all that it delimits; no line of a note or a question can be taken for a delimiter.
 */
export function askMessage(notes: readonly Note[], asking: AskPromptInput): string {
  const blocks = notes.map((note, index) => noteBlock(note, index + 1, byline(note, asking.asker)));
  const said = [...asking.earlier.map((text) => `Before: ${line(text)}`), line(asking.question)];
  const block = blocks.join('\n\n');
  const nonce = createHash('sha256')
    .update(`${block}\n${said.join('\n')}`)
    .digest('hex')
    .slice(0, 8);
  return [
    `Today: ${asking.asOf} ${weekdayOf(asking.asOf)}`,
    `=== notes ${nonce} ===\n${block}\n=== end of notes ${nonce} ===`,
    `=== question ${nonce} ===\n${said.join('\n')}\n=== end of question ${nonce} ===`,
  ].join('\n');
}

function byline({ deal, author }: Note, asker: string): string {
  const buyer = oneLine([deal.company ?? 'company not known', deal.label ?? ''].join(' '));
  return ` · ${buyer} · by ${author === asker ? 'the asker' : 'a colleague'}`;
}

/** One line that begins with neither `=` nor `[`. */
function line(text: string): string {
  return tidy(text, longestQuestion).replace(/^[=[\s]+/, '');
}
