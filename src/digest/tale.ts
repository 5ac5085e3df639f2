import { UpstreamError } from '../errors.ts';
import type { Note } from '../memory/note.ts';
import type { ToldBatch, ToldDeal } from './digest-check.ts';
import type { ShownDeal } from './digest-message.ts';
import type { Comparison, Telling } from './week.ts';

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

const mostComparisons = 3;

function reasonOf(errors: readonly unknown[]): 'busy' | 'model' {
  const isBusy =
    errors.length > 0 && errors.every((error) => error instanceof UpstreamError && error.kind === 'busy');
  return isBusy ? 'busy' : 'model';
}

/** What held of all calls together, and what was left untold and why. */
export function taleOf(
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
