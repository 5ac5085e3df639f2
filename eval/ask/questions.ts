import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const asked = z.strictObject({
  ask: z.string(),
  by: z.enum(['first', 'second']).default('first'),
  /** Each holds one or more stories' notes, of which one is enough. */
  notes: z
    .array(z.string().transform((line) => line.split(' | ')))
    .min(1)
    .optional(),
  nothing: z.literal(true).optional(),
  count: z.int().min(0).optional(),
});

/** A question with what is known to answer it. */
export type FixedQuestion = z.infer<typeof asked>;

/** The fixed questions on the demo's notes. */
export function fixedQuestions(): readonly FixedQuestion[] {
  return z.array(asked).parse(parse(readFileSync(new URL('./questions.yml', import.meta.url), 'utf8')));
}
