import { readFile } from 'node:fs/promises';
import { promptsFolder } from '../../prompts-folder.ts';
import { readRubric } from '../score/read-rubric.ts';
import type { Rubric } from '../score/rubric.ts';
import { createPrompt, type Prompt } from './prompt.ts';

/** Reads `rubric.yml` and `brief.md`; rejects with ConfigError that lists the rubric's faults. */
export async function readPrompts(folder: URL = promptsFolder): Promise<{ rubric: Rubric; prompt: Prompt }> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
  const rubric = readRubric(await read('rubric.yml'));
  return { rubric, prompt: createPrompt(await read('brief.md'), rubric) };
}
