import { readFile } from 'node:fs/promises';
import { createPrompt, type Prompt } from './prompt.ts';
import { readRubric } from './read-rubric.ts';
import type { Rubric } from './rubric.ts';

/** The folder beside `src` and `dist`. */
const promptsUrl = new URL('../../prompts/', import.meta.url);

/** Reads `rubric.yml` and `brief.md`; rejects with ConfigError that lists the rubric's faults. */
export async function readPrompts(folder: URL = promptsUrl): Promise<{ rubric: Rubric; prompt: Prompt }> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
  const rubric = readRubric(await read('rubric.yml'));
  return { rubric, prompt: createPrompt(await read('brief.md'), rubric) };
}
