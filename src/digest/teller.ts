import type { KeptTestimony } from '../brief/kept.ts';
import { testimonyKey } from '../brief/kept.ts';
import type { Model } from '../brief/model.ts';
import type { Prompt } from '../brief/prompt.ts';
import type { Rubric } from '../brief/rubric.ts';
import { within } from '../brief/within.ts';
import { UpstreamError } from '../errors.ts';
import type { Note } from '../memory/note.ts';
import { type Batch, planBatches } from './batches.ts';
import { checkDigest, type ToldBatch, type ToldDeal } from './digest-check.ts';
import { digestMessage, type ShownDeal } from './digest-prompt.ts';
import type { Comparison, Telling } from './week.ts';

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

/** The deals of one rep, the most urgent first. */
export interface ToTell {
  readonly deals: readonly ShownDeal[];
  /** All notes of each deal, newest first, by deal key. */
  readonly notes: ReadonlyMap<string, readonly Note[]>;
}

export interface Tale {
  /** By deal key. */
  readonly deals: ReadonlyMap<string, ToldDeal>;
  readonly comparisons: readonly Comparison[];
  readonly telling: Telling;
}

/** What the model may take of a digest's time. */
const modelMs = 60_000;
const mostComparisons = 3;

function reasonOf(errors: readonly unknown[]): 'busy' | 'model' {
  const isBusy =
    errors.length > 0 && errors.every((error) => error instanceof UpstreamError && error.kind === 'busy');
  return isBusy ? 'busy' : 'model';
}

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

function taleOf(
  toTell: ToTell,
  told: readonly ToldBatch[],
  how: { calls: number; errors: readonly unknown[] },
): Tale {
  const deals = new Map(told.flatMap((batch) => [...batch.deals]));
  const hasWords = ({ key }: ShownDeal): boolean => {
    const words = deals.get(key)?.words;
    return words !== undefined && (words.reason !== null || words.next !== null);
  };
  const untold = toTell.deals.filter((deal) => !hasWords(deal)).map(({ key }) => key);
  const kind = untold.length === 0 ? 'all' : untold.length < toTell.deals.length ? 'some' : 'facts';
  return {
    deals,
    comparisons: told.flatMap((batch) => batch.comparisons).slice(0, mostComparisons),
    telling: { kind, reason: kind === 'all' ? null : reasonOf(how.errors), untold, calls: how.calls },
  };
}
