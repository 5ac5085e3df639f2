import { estimateTokens } from '../model/tokens.ts';
import type { Prompt } from '../testimony/prompt.ts';

/** What thinking may take, beyond the answer itself. */
const thinkingTokens = 1500;
const answerTokens = { least: 600, eachNote: 90, most: 1600 } as const;
/** More would be read too slowly for a brief, whatever the account allows. */
const mostNoteTokens = 20_000;
/** With less than this nothing worth while can be read. */
export const leastNoteTokens = 400;
const envelopeTokens = 60;

/** Groq counts what may be answered as if it were, so this is kept as low as the notes allow. */
export function outputTokens(noteCount: number): number {
  const { least, eachNote, most } = answerTokens;
  return thinkingTokens + Math.min(most, least + eachNote * noteCount);
}

interface Allowance {
  readonly prompt: Prompt;
  /** Tokens a minute that the account may use. */
  readonly tokensPerMinute: number;
}

/** What prompt, schema and answer leave of a minute's tokens. */
export function noteBudget({ prompt, tokensPerMinute }: Allowance, noteCount: number): number {
  const fixed = estimateTokens(prompt.system) + estimateTokens(JSON.stringify(prompt.schema));
  const left = tokensPerMinute - fixed - envelopeTokens - outputTokens(noteCount);
  return Math.max(leastNoteTokens, Math.min(mostNoteTokens, left));
}
