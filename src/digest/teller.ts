import type { Model } from '../brief/model/model.ts';
import type { Rubric } from '../brief/score/rubric.ts';
import { type KeptTestimony, testimonyKey } from '../brief/testimony/kept.ts';
import type { Prompt } from '../brief/testimony/prompt.ts';
import { within } from '../brief/within.ts';
import { UpstreamError } from '../errors.ts';
import { type Batch, planBatches } from './batches.ts';
import { checkDigest, type ToldBatch, type ToldDeal } from './digest-check.ts';
import { digestMessage } from './digest-message.ts';
import { type Tale, type ToTell, taleOf } from './tale.ts';

export interface TellerDeps {
  readonly model: Model;
  readonly kept: KeptTestimony;
  readonly digestPrompt: Prompt;
  readonly rubric: Rubric;
  /** `GROQ_TPM`: one call never takes more. */
  readonly tokensPerMinute: number;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** What the model may take of a digest's time. */
const modelMs = 60_000;

function halves({ deals, maxOutputTokens }: Batch): readonly Batch[] {
  const middle = Math.ceil(deals.length / 2);
  const output = Math.ceil(maxOutputTokens / 2);
  return [deals.slice(0, middle), deals.slice(middle)]
    .filter((half) => half.length > 0)
    .map((half) => ({ deals: half, maxOutputTokens: output }));
}

/** Has the model say reasons, next moves, comparisons and missing signals; never rejects for its sake. */
export function createTeller(deps: TellerDeps) {
  const { model, kept, digestPrompt, rubric, report } = deps;

  const ask = async (
    { deals, maxOutputTokens }: Batch,
    toTell: ToTell,
    deadline: Date,
  ): Promise<ToldBatch> => {
    const { system, schema } = digestPrompt;
    const request = { name: 'digest', system, schema, user: digestMessage(deals), maxOutputTokens };
    const answer = await model.complete({ ...request, priority: 'digest' }, deadline);
    const notes = deals.flatMap(({ key }) => toTell.notes.get(key) ?? []);
    const originals = new Map(notes.map((note) => [note.id, note]));
    const told = checkDigest(answer, { deals, originals }, rubric);
    if (told !== null) return told;
    throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
  };

  const keep = ({ deals, notes }: ToTell, told: ReadonlyMap<string, ToldDeal>): void => {
    for (const { key } of deals.filter(({ isWhole }) => isWhole)) {
      const [testimony, read] = [told.get(key)?.testimony ?? null, notes.get(key)];
      if (testimony === null || read === undefined) continue;
      void kept.keep(testimonyKey(read, digestPrompt, model.name), testimony, read);
    }
  };

  return async function tell(toTell: ToTell): Promise<Tale> {
    const deadline = new Date(deps.now().getTime() + modelMs);
    const errors: unknown[] = [];
    let calls = 0;
    const late = () => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
    const tryOnce = (batch: Batch): Promise<ToldBatch> => {
      calls += 1;
      return within(modelMs, ask(batch, toTell, deadline), late);
    };
    /** Too large for the model: once more in halves. Any other trouble costs the batch its words. */
    const attempt = async (batch: Batch, again = true): Promise<readonly ToldBatch[]> => {
      try {
        return [await tryOnce(batch)];
      } catch (error) {
        const isTooLarge = error instanceof UpstreamError && error.status === 413;
        if (isTooLarge && again && batch.deals.length > 1) {
          return (await Promise.all(halves(batch).map((half) => attempt(half, false)))).flat();
        }
        report(error);
        errors.push(error);
        return [];
      }
    };
    const batches = planBatches(toTell.deals, digestPrompt, deps.tokensPerMinute);
    const told = (await Promise.all(batches.map((batch) => attempt(batch)))).flat();
    const tale = taleOf(toTell, told, { calls, errors });
    keep(toTell, tale.deals);
    return tale;
  };
}
