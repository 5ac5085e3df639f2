import { leastNoteTokens, outputTokens } from '../brief/evidence/note-budget.ts';
import type { Model } from '../brief/model/model.ts';
import { estimateTokens } from '../brief/model/tokens.ts';
import { within } from '../brief/within.ts';
import { UpstreamError } from '../errors.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import type { Sentence } from './answer.ts';
import { type Asking, askMessage } from './ask-message.ts';
import type { AskPrompt } from './ask-prompt.ts';
import { checkSentences } from './check-sentences.ts';
import { withinBudget } from './find-notes.ts';

export interface AskModelDeps {
  readonly model: Model;
  readonly prompt: AskPrompt;
  /** `GROQ_TPM`. */
  readonly tokensPerMinute: number;
  readonly now: () => Date;
}

/** With what memory takes this stays under 8 s. */
const modelMs = 6_000;
/** About twenty notes: more would be read too slowly, and answer no better. */
const mostNoteTokens = 3_000;
/** Today, delimiters, the question and three before it. */
const envelopeTokens = 460;

interface Evidence extends Asking {
  /** Best first. */
  readonly ranked: readonly Note[];
  /** Of all that the asker may see. */
  readonly headers: readonly NoteHeader[];
}

/** Sentences of the model's that held when checked. Rejects with UpstreamError when it does not answer in time. */
export function createAskModel(deps: AskModelDeps) {
  const { system, schema } = deps.prompt;
  const fixed = estimateTokens(system) + estimateTokens(JSON.stringify(schema)) + envelopeTokens;
  const left = deps.tokensPerMinute - fixed - outputTokens(0);
  const noteTokens = Math.max(leastNoteTokens, Math.min(mostNoteTokens, left));

  return async function sentencesOn(evidence: Evidence): Promise<readonly Sentence[]> {
    const shown = withinBudget(evidence.ranked, noteTokens);
    const request = { name: 'ask', system, schema, user: askMessage(shown, evidence) };
    const deadline = new Date(deps.now().getTime() + modelMs);
    const late = () => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
    const spent = { maxOutputTokens: outputTokens(0), priority: 'ask' as const };
    const raw = await within(modelMs, deps.model.complete({ ...request, ...spent }, deadline), late);
    // What was cut for the prompt is checked against the whole.
    const whole = new Map(evidence.ranked.map((note) => [note.id, note]));
    const notes = shown.map((note) => whole.get(note.id) ?? note);
    const sentences = checkSentences(raw, { notes, headers: evidence.headers });
    if (sentences !== null) return sentences;
    throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
  };
}
