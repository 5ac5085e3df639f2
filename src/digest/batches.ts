import { estimateTokens } from '../brief/model/tokens.ts';
import type { Prompt } from '../brief/testimony/prompt.ts';
import { dealBlock, type ShownDeal } from './digest-message.ts';

/** Deals that go to the model in one call. */
export interface Batch {
  readonly deals: readonly ShownDeal[];
  /** Thinking included. */
  readonly maxOutputTokens: number;
}

/** What thinking, delimiters and comparisons may take. */
const thinkingTokens = 1500;
const comparisonTokens = 300;
const envelopeTokens = 60;
/** Reason, next move and their quotes; with signals, so much more for each note. */
const answerTokens = { deal: 150, wanted: 80, eachNote: 60, mostWanted: 700 } as const;
/** More would take longer to say than a digest may wait. */
const mostAnswerTokens = 40_000;
/** More would be read badly, whatever the account allows. */
const mostPromptTokens = 90_000;

/** What a deal may answer. */
function answerOf({ isWanted, notes }: ShownDeal): number {
  const { deal, wanted, eachNote, mostWanted } = answerTokens;
  return deal + (isWanted ? Math.min(mostWanted, wanted + eachNote * notes.length) : 0);
}

/** Tokens that every call takes before its first deal. */
function fixedTokens(prompt: Prompt): number {
  const sent = estimateTokens(prompt.system) + estimateTokens(JSON.stringify(prompt.schema));
  return sent + thinkingTokens + comparisonTokens + envelopeTokens;
}

/**
 * As few calls as fit, the first deals first: Groq counts what may be answered as if it were. A deal that fits into no
 * call is left out, and told from facts.
 */
export function planBatches(
  deals: readonly ShownDeal[],
  prompt: Prompt,
  tokensPerMinute: number,
): readonly Batch[] {
  const room = tokensPerMinute - fixedTokens(prompt);
  const batches: { deals: ShownDeal[]; prompt: number; answer: number }[] = [];
  for (const deal of deals) {
    const cost = { prompt: estimateTokens(dealBlock(deal, 999, 9999)) + 1, answer: answerOf(deal) };
    const last = batches.at(-1);
    const [promptTokens, answer] = [(last?.prompt ?? 0) + cost.prompt, (last?.answer ?? 0) + cost.answer];
    const fits =
      promptTokens + answer <= room && answer <= mostAnswerTokens && promptTokens <= mostPromptTokens;
    if (last && fits) {
      last.deals.push(deal);
      Object.assign(last, { prompt: promptTokens, answer });
    } else if (cost.prompt + cost.answer <= room) {
      batches.push({ deals: [deal], prompt: cost.prompt, answer: cost.answer });
    }
  }
  return batches.map((batch) => ({
    deals: batch.deals,
    maxOutputTokens: thinkingTokens + comparisonTokens + batch.answer,
  }));
}

/** The prompt of one deal may take so much: all of a long deal when tokens are plenty, a few notes when they are not. */
export function dealBudget(prompt: Prompt, tokensPerMinute: number, dealCount: number): number {
  const room = tokensPerMinute - fixedTokens(prompt);
  return Math.max(
    300,
    Math.min(8000, Math.floor(room / 3), Math.floor((room / Math.max(1, dealCount)) * 1.5)),
  );
}
