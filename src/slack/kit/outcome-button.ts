import type { Button } from '@slack/types';
import { z } from 'zod';
import type { SaidOutcome } from '../../brief/signals/history.ts';
import { button } from './blocks.ts';
import { outcomeIds } from './ids.ts';

/** What a press on the question carries: which note, and which of its words say it. */
const shape = z.object({ n: z.string(), w: z.enum(['won', 'lost', 'reopened']), q: z.string() });

export interface OutcomeAnswer {
  readonly noteId: string;
  readonly words: SaidOutcome['words'];
  readonly quote: string;
}

/** Throws when the value is not one of ours. */
export function decodeOutcome(value: string): OutcomeAnswer {
  const { n, w, q } = shape.parse(JSON.parse(value));
  return { noteId: n, words: w, quote: q };
}

/** A button has no room for more, and the beginning of the words is enough to know them again. */
const longestQuote = 240;

const names: Readonly<Record<SaidOutcome['words'], string>> = {
  won: 'Won',
  lost: 'Lost',
  reopened: 'Open again',
};

/** Whether what the words say is so: for the note's author. */
export function outcomeChoice({ words, cited }: SaidOutcome): readonly Button[] {
  const value = JSON.stringify({ n: cited.noteId, w: words, q: cited.quote.slice(0, longestQuote) });
  const name = names[words];
  return [
    button(outcomeIds.yes, name, { value, label: `${name}: that is what the note means` }),
    button(outcomeIds.no, 'No', { value, label: 'No: the note does not mean that' }),
  ];
}
