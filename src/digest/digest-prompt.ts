import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { strictJsonSchema } from '../brief/model/model.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import {
  claimAnswer,
  noteBlock,
  oneLine,
  type Prompt,
  promptsFolder,
  signalAnswer,
  withKinds,
} from '../brief/signals/prompt.ts';
import type { Note } from '../memory/note.ts';

/** Fills the kinds' definitions into `prompts/digest.md`. */
export function createDigestPrompt(template: string, rubric: Rubric): Prompt {
  const kinds = Object.keys(rubric.kinds);
  return { system: withKinds(template, rubric), schema: digestJsonSchema(kinds), kinds };
}

/** Reads `prompts/digest.md`. */
export async function readDigestPrompt(rubric: Rubric, folder: URL = promptsFolder): Promise<Prompt> {
  return createDigestPrompt(await readFile(new URL('digest.md', folder), 'utf8'), rubric);
}

/** One deal as the model is shown it. */
export interface ShownDeal {
  /** Key of the deal. */
  readonly key: string;
  readonly buyer: string;
  readonly daysAgo: number;
  /** Whether its signals are to be found too. */
  readonly isWanted: boolean;
  /** Whether all of its notes are shown uncut: only then does an answer stand for the deal. */
  readonly isWhole: boolean;
  /** Oldest first, at least one; long ones may be cut. */
  readonly notes: readonly Note[];
}

/** A deal with its notes, numbered from `first`; a note's own lines never start with `=`. */
export function dealBlock(
  { buyer, daysAgo, isWanted, notes }: ShownDeal,
  number: number,
  first: number,
): string {
  const since = `${daysAgo} days since contact`;
  const signals = `signals: ${isWanted ? 'wanted' : 'known'}`;
  const header = `=== deal ${number} · ${oneLine(buyer)} · ${since} · ${signals}`;
  return [header, ...notes.map((note, index) => noteBlock(note, first + index))].join('\n');
}

/** The number of each deal's first note: numbers run on, so that a claim on another deal's note is found out. */
export function firstNumbers(deals: readonly ShownDeal[]): readonly number[] {
  let next = 1;
  return deals.map(({ notes }) => {
    const first = next;
    next += notes.length;
    return first;
  });
}

/** The user message of one batch; its nonce comes from the hash of what it delimits, so no note can hold it. */
export function digestMessage(deals: readonly ShownDeal[]): string {
  const numbers = firstNumbers(deals);
  const block = deals.map((deal, index) => dealBlock(deal, index + 1, numbers[index] ?? 1)).join('\n\n');
  const nonce = createHash('sha256').update(block).digest('hex').slice(0, 8);
  return `=== deals ${nonce} ===\n${block}\n=== end of deals ${nonce} ===`;
}

const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** The one JSON shape of a digest's answer, for the model: every deal of a batch, and what sets two of them apart. */
function digestJsonSchema(kinds: readonly string[]): Readonly<Record<string, unknown>> {
  const deal = z.strictObject({
    deal: z.int(),
    reason: z.union([claimAnswer, z.null()]),
    next: z.union([claimAnswer, z.null()]),
    signals: z.array(signalAnswer(kinds)),
  });
  const comparison = z.strictObject({ text: z.string(), first: citation, second: citation });
  return strictJsonSchema(z.strictObject({ deals: z.array(deal), comparisons: z.array(comparison) }));
}

/** The same, loosely: one bad item costs that item, not the answer. */
export const looseAnswer = z.looseObject({
  deals: z.array(z.unknown()).catch([]),
  comparisons: z.array(z.unknown()).catch([]),
});

/** A deal's item, to be checked further against its notes. */
export const looseDeal = z.looseObject({ deal: z.int(), signals: z.array(z.unknown()).catch([]) });

export const looseComparison = z.object({ text: z.string(), first: citation, second: citation });
