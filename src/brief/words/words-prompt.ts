import { z } from 'zod';
import { hashOf } from '../../util/hash.ts';
import { strictJsonSchema } from '../model/model.ts';
import { oneLine } from '../reading/prompt.ts';
import { lastSaid, type Signal } from '../signals/signal.ts';

/** What stands the same in every call for sentences. */
export interface WordsPrompt {
  readonly system: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const sentence = z.strictObject({ text: z.string(), on: z.array(z.string()) });

const wordsAnswer = z.strictObject({
  open_with: z.union([sentence, z.null()]),
  recommendation: z.array(sentence),
  changed: z.array(sentence),
  tone: z.union([sentence, z.null()]),
});

/** From `prompts/words.md`. */
export function createWordsPrompt(template: string): WordsPrompt {
  return { system: template.trim(), schema: strictJsonSchema(wordsAnswer) };
}

/** A sentence as the model gives it, unchecked, with the ids of the lines it names. */
export interface GivenSentence {
  readonly text: string;
  readonly on: readonly string[];
}

export type SentencePart = 'openWith' | 'recommendation' | 'changed' | 'tone';

const most: Readonly<Record<SentencePart, number>> = { openWith: 1, recommendation: 3, changed: 2, tone: 1 };

/** The sentences of an answer, each under its part; what has another shape is no sentence. */
export function sentencesIn(answer: unknown): readonly (GivenSentence & { readonly part: SentencePart })[] {
  const given = z.record(z.string(), z.unknown()).safeParse(answer).data ?? {};
  const of = (part: SentencePart, value: unknown) =>
    [value]
      .flat()
      .flatMap((one) => sentence.safeParse(one).data ?? [])
      .slice(0, most[part])
      .map((one) => ({ ...one, part }));
  return [
    ...of('openWith', given['open_with']),
    ...of('recommendation', given['recommendation']),
    ...of('changed', given['changed']),
    ...of('tone', given['tone']),
  ];
}

/** A signal under the name that it has in one prompt. */
export interface WordsLine {
  /** `s1`, `s2`, ... */
  readonly id: string;
  readonly signal: Signal;
}

/**
 * The user message: the buyer, then a line a signal between two delimiters with one code. Today's date is not in it, for
 * the sentences are read on later days.
 */
export function wordsMessage(buyer: string, lines: readonly WordsLine[]): string {
  const block = lines.map(lineText).join('\n');
  const code = hashOf(block, 8);
  return `Buyer: ${oneLine(buyer)}\n=== lines ${code} ===\n${block}\n=== end of lines ${code} ===`;
}

function lineText({ id, signal }: WordsLine): string {
  const { kind, who, text, closedBy, dueOn } = signal;
  const { quote, day } = lastSaid(signal);
  const state = closedBy === null ? 'open' : `${closedBy.how} ${closedBy.day} "${oneLine(closedBy.quote)}"`;
  const due = dueOn === null ? '' : ` · due ${dueOn}`;
  return `${id} ${kind} ${who}, ${state}: ${oneLine(text)} · "${oneLine(quote)}" · ${day}${due}`;
}
