import { z } from 'zod';
import { strictJsonSchema } from '../model/strict-json-schema.ts';

/** Words of a note, to be checked: a note number as the prompt gave it, and a piece of that note to the letter. */
const citation = z.strictObject({ note: z.int(), quote: z.string() });

/** A sentence of the model's own that rests on a quote. */
export const claimAnswer = z.strictObject({ text: z.string(), note: z.int(), quote: z.string() });

/** One signal as the model gives it, unchecked. */
export function signalAnswer(kinds: readonly string[]) {
  return z.strictObject({
    kind: z.enum(kinds),
    /** Two to eight words for a card, such as "Migration timeline". */
    text: z.string(),
    /** Whose it is: an objection or ask of theirs, a promise of ours. */
    who: z.enum(['us', 'them']),
    raised: citation,
    /** Where it was answered, kept or withdrawn. */
    closed: z.union([citation, z.null()]),
    /** `YYYY-MM-DD`: when a step is due or an agreed silence ends. */
    due_on: z.union([z.string(), z.null()]),
  });
}

/** The one JSON shape that the model may answer in; the kinds come from the rubric. */
export function answerSchema(kinds: readonly string[]) {
  return z.strictObject({
    signals: z.array(signalAnswer(kinds)),
    do_next: z.union([claimAnswer, z.null()]),
    open_with: z.union([claimAnswer, z.null()]),
    /** Two or three sentences. */
    recommendation: z.array(claimAnswer),
    /** What the last call changed. */
    changed: z.array(claimAnswer),
    tone: z.union([claimAnswer, z.null()]),
  });
}

export type Answer = z.infer<ReturnType<typeof answerSchema>>;

/** The shape of a brief's answer, for the model. */
export function answerJsonSchema(kinds: readonly string[]): Readonly<Record<string, unknown>> {
  return strictJsonSchema(answerSchema(kinds));
}
