import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Note } from '../../memory/note.ts';
import { weekdayOf } from '../../util/calendar.ts';
import { strictJsonSchema } from '../model/model.ts';
import { type Rubric, readRubric } from '../score/rubric.ts';

/** What stands the same in every call for signals: rendered once, so that the model's cache can keep it. */
export interface Prompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly kinds: readonly string[];
}

const placeholder = '{{kinds}}';

function kindLine([name, { definition, example, not }]: [string, Rubric['kinds'][string]]): string {
  const yes = example === undefined ? '' : ` Yes: "${example}".`;
  return `- ${name}: ${definition}.${yes}${not === undefined ? '' : ` No: ${not}.`}`;
}

/** Fills the kinds' definitions into a prompt file. */
export function withKinds(template: string, rubric: Rubric): string {
  const lines = Object.entries(rubric.kinds).map(kindLine);
  return template.replace(placeholder, () => lines.join('\n')).trim();
}

/** The prompt of a brief, from `prompts/brief.md`. */
export function createPrompt(template: string, rubric: Rubric): Prompt {
  const kinds = Object.keys(rubric.kinds);
  return { system: withKinds(template, rubric), schema: answerJsonSchema(kinds), kinds };
}

/** Reads `rubric.yml` and `brief.md`; rejects with ConfigError that lists the rubric's faults. */
export async function readPrompts(folder: URL = promptsFolder): Promise<{ rubric: Rubric; prompt: Prompt }> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
  const rubric = readRubric(await read('rubric.yml'));
  return { rubric, prompt: createPrompt(await read('brief.md'), rubric) };
}

/** Words of a note, to be checked: a note number as the prompt gave it, and a piece of that note to the letter. */
const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** A sentence of the model's own that rests on a quote. */
export const claimAnswer = z.strictObject({ text: z.string(), note: z.int(), quote: z.string() });

/** One signal as the model gives it, unchecked. */
export function signalAnswer(kinds: readonly string[]) {
  return z.strictObject({
    kind: z.enum(kinds),
    /** Two to eight words for a card, such as "Migration timeline". */
    text: z.string(),
    /** Whose it is: an objection or ask of theirs, a promise of ours. */
    who: z.enum(['us', 'them']),
    raised: citation,
    /** Where it was answered, kept or withdrawn. */
    closed: z.union([citation, z.null()]),
    /** `YYYY-MM-DD`: when a step is due or an agreed silence ends. */
    due_on: z.union([z.string(), z.null()]),
  });
}

/** The one JSON shape that the model may answer in; the kinds come from the rubric. */
export function answerSchema(kinds: readonly string[]) {
  return z.strictObject({
    signals: z.array(signalAnswer(kinds)),
    do_next: z.union([claimAnswer, z.null()]),
    open_with: z.union([claimAnswer, z.null()]),
    /** Two or three sentences. */
    recommendation: z.array(claimAnswer),
    /** What the last call changed. */
    changed: z.array(claimAnswer),
    tone: z.union([claimAnswer, z.null()]),
  });
}

export type Answer = z.infer<ReturnType<typeof answerSchema>>;

/** The shape of a brief's answer, for the model. */
function answerJsonSchema(kinds: readonly string[]): Readonly<Record<string, unknown>> {
  return strictJsonSchema(answerSchema(kinds));
}

function byLine(author: string, authors: readonly string[]): string {
  return authors.length < 2 ? '' : ` · by rep ${authors.indexOf(author) + 1}`;
}

/**
 * The user message. Notes are given oldest first, so that later means further down, and numbered from 1:
 *
 *     Buyer: Rentfield
 *     === notes 5f0c2a91 ===
 *     [1] 2026-11-03 Tuesday · spoke · Priya Sharma, Amit Rao
 *     the note's own words, as typed, over as many lines as they have
 *
 *     [2] 2026-11-17 Tuesday · no_answer · Priya Sharma
 *     ...
 *     === end of notes 5f0c2a91 ===
 *
 * The nonce comes from the block's hash, so no note can hold it. A note's own lines never start with `[` or `=`.
 * With several authors a header ends in ` · by rep 2`. Today's date is not in it: the answer is kept and read later.
 */
export function userMessage(notes: readonly Note[]): string {
  const authors = [...new Set(notes.map((note) => note.author))].toSorted();
  const blocks = notes.map((note, index) => noteBlock(note, index + 1, byLine(note.author, authors)));
  const block = blocks.join('\n\n');
  const nonce = createHash('sha256').update(block).digest('hex').slice(0, 8);
  const buyer = oneLine(notes[0]?.deal.company ?? 'company not known');
  return `Buyer: ${buyer}\n=== notes ${nonce} ===\n${block}\n=== end of notes ${nonce} ===`;
}

/** A line of a note that could be taken for a header or a delimiter is moved in by two spaces. */
function inert(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/^(?=[[=])/gm, '  ');
}

/** A name that cannot break out of a header. */
export function oneLine(name: string): string {
  return name.replace(/[\s·]+/g, ' ').trim();
}

/** A note under its header, as a model sees it; no line of its own can be taken for a header or a delimiter. */
export function noteBlock(note: Note, number: number, byline = ''): string {
  const names = note.prospects.map((prospect) => oneLine(prospect.name)).join(', ');
  const header = `[${number}] ${note.day} ${weekdayOf(note.day)} · ${note.outcome} · ${names}`;
  return `${header}${byline}\n${inert(note.text)}`;
}

/** What a sales manager may edit: it stands beside `src` and `dist`. */
export const promptsFolder = new URL('../../../prompts/', import.meta.url);
