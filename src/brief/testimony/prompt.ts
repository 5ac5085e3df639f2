import type { Rubric } from '../score/rubric.ts';
import { answerJsonSchema } from './answer.ts';

/** What stands the same in every call for signals: rendered once, so that the model's cache can keep it. */
export interface Prompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly kinds: readonly string[];
}

const placeholder = '{{kinds}}';

function kindLine([name, kind]: [string, Rubric['kinds'][string]]): string {
  return `- ${name}: ${kind.definition}. Yes: "${kind.example}". No: ${kind.not}.`;
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
