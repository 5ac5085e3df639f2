import { z } from 'zod';
import { readNotes } from '../model/prompt-parts.ts';
import type { ReadNote } from '../model/prompt-parts.ts';
import type { Exchange } from './recorder.ts';
import { judge, type Verdict } from './verdicts.ts';

/** One question to the model and what became of the answer. */
export interface ModelCall {
  readonly id: number;
  readonly at: string;
  readonly ms: number;
  readonly outcome: string;
  readonly system: string;
  readonly notes: readonly ReadNote[];
  /** As said, whole or cut; empty when nothing was. */
  readonly said: string;
  /** Undefined when the model gave no answer that could be read. */
  readonly verdicts: readonly Verdict[] | undefined;
}

const requestSchema = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
});
const replySchema = z.looseObject({
  choices: z.array(z.looseObject({ message: z.looseObject({ content: z.string().nullish() }) })).min(1),
});

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function callOf({ id, at, ms, outcome, request, reply }: Exchange): ModelCall {
  const messages = parsed(requestSchema, request)?.messages ?? [];
  const spoken = (role: string) => messages.findLast((one) => one.role === role)?.content ?? '';
  const notes = readNotes(spoken('user'));
  const said = parsed(replySchema, reply)?.choices[0]?.message.content ?? '';
  return {
    id,
    at,
    ms,
    outcome,
    system: spoken('system'),
    notes,
    said,
    verdicts: judge(parsed(z.unknown(), said), notes),
  };
}

const shownCalls = 8;

/** The newest questions to the model, newest first. */
export function modelCalls(exchanges: readonly Exchange[]): readonly ModelCall[] {
  return exchanges
    .filter(({ side, name }) => side === 'model' && name.includes('/chat/completions'))
    .slice(-shownCalls)
    .reverse()
    .map(callOf);
}
