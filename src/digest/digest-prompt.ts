import { readFile } from 'node:fs/promises';
import type { Rubric } from '../brief/score/rubric.ts';
import { type Prompt, withKinds } from '../brief/testimony/prompt.ts';
import { promptsFolder } from '../prompts-folder.ts';
import { digestJsonSchema } from './digest-answer.ts';

/** Fills the kinds' definitions into `prompts/digest.md`. */
export function createDigestPrompt(template: string, rubric: Rubric): Prompt {
  const kinds = Object.keys(rubric.kinds);
  return { system: withKinds(template, rubric), schema: digestJsonSchema(kinds), kinds };
}

/** Reads `prompts/digest.md`. */
export async function readDigestPrompt(rubric: Rubric, folder: URL = promptsFolder): Promise<Prompt> {
  return createDigestPrompt(await readFile(new URL('digest.md', folder), 'utf8'), rubric);
}
