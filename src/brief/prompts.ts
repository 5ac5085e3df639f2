import { readPromptFile } from './reading/prompt.ts';
import { createReadingPrompt, type ReadingPrompt } from './reading/reading-prompt.ts';
import { createWitnessPrompt, type WitnessPrompt } from './reading/witness.ts';
import { type Rubric, readRubric } from './score/rubric.ts';
import { createWordsPrompt, type WordsPrompt } from './words/words-prompt.ts';

/** What both models are asked by, and what answers count for. */
export interface Prompts {
  readonly rubric: Rubric;
  readonly reading: ReadingPrompt;
  readonly witness: WitnessPrompt;
  readonly words: WordsPrompt;
}

/** Reads `prompts/`; rejects with ConfigError that lists the rubric's faults. */
export async function readPrompts(): Promise<Prompts> {
  const rubric = readRubric(await readPromptFile('rubric.yml'));
  return {
    rubric,
    reading: createReadingPrompt(await readPromptFile('read.md'), rubric),
    witness: createWitnessPrompt(
      await readPromptFile('witness.md'),
      await readPromptFile('witness.claims.yml'),
    ),
    words: createWordsPrompt(await readPromptFile('words.md')),
  };
}
