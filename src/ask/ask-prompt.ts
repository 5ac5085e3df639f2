import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { strictJsonSchema } from '../brief/model/strict-json-schema.ts';
import { promptsFolder } from '../prompts-folder.ts';

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
