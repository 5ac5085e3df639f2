import { z } from 'zod';
import { strictJsonSchema } from '../brief/model/strict-json-schema.ts';
import { claimAnswer, signalAnswer } from '../brief/testimony/answer.ts';

const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** The one JSON shape of a digest's answer, for the model: every deal of a batch, and what sets two of them apart. */
export function digestJsonSchema(kinds: readonly string[]): Readonly<Record<string, unknown>> {
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
