import type { LineWords } from './line.ts';
import type { Comparison, WordingSummary } from './week.ts';

/** What the model added to a week, checked. */
export interface Wording {
  /** By deal key. */
  readonly lines: ReadonlyMap<string, LineWords>;
  readonly comparisons: readonly Comparison[];
  readonly summary: WordingSummary;
}
