import type { SectionBlock } from '@slack/types';
import { z } from 'zod';
import { plain } from './blocks.ts';
import { askIds } from './ids.ts';
import { undoEntities } from './readable.ts';
import { clean, clip } from './text.ts';

/** Longer questions are asked as far as this, and it is said so. */
export const longestQuestion = 300;

/** A question as typed, fit to be asked and shown. */
export interface TypedQuestion {
  /** One line; empty when there is nothing to ask. */
  readonly text: string;
  readonly isCut: boolean;
}

/** On one line, cut to 300 characters. */
export function typedQuestion(typed: string): TypedQuestion {
  const line = clean(typed).replace(/\s+/g, ' ').trim();
  return { text: clip(line, longestQuestion), isCut: line.length > longestQuestion };
}

/** The question above its answer, to the letter. */
export function questionBlock(question: string): SectionBlock {
  return { type: 'section', block_id: askIds.question, text: plain(`“${question}”`), expand: true };
}

const shown = z.object({
  block_id: z.literal(askIds.question),
  text: z.object({ text: z.string().regex(/^“.*”$/su) }),
});

/** The question that a message of blocks answers, which Slack may hand back escaped; undefined when it is no answer. */
export function questionIn(blocks: readonly unknown[] | undefined): string | undefined {
  for (const block of blocks ?? []) {
    const found = shown.safeParse(block).data?.text.text;
    if (found !== undefined) return undoEntities(found.slice(1, -1));
  }
  return undefined;
}
