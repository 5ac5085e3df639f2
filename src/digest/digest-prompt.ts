import { readFile } from 'node:fs/promises';
import { type Prompt, withKinds } from '../brief/prompt.ts';
import type { Rubric } from '../brief/rubric.ts';
import { digestJsonSchema } from './digest-answer.ts';

/** The folder beside `src` and `dist`. */
const promptsUrl = new URL('../../prompts/', import.meta.url);

/** Fills the kinds' definitions into `prompts/digest.md`. */
export function createDigestPrompt(template: string, rubric: Rubric): Prompt {
  const kinds = Object.keys(rubric.kinds);
  return { system: withKinds(template, rubric), schema: digestJsonSchema(kinds), kinds };
}

/** Reads `prompts/digest.md`. */
export async function readDigestPrompt(rubric: Rubric, folder: URL = promptsUrl): Promise<Prompt> {
  return createDigestPrompt(await readFile(new URL('digest.md', folder), 'utf8'), rubric);
}
