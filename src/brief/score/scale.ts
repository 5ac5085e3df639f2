import type { Rubric } from './rubric.ts';

/** The table and the day that a score counts by. */
export interface Scale {
  readonly rubric: Rubric;
  readonly asOf: string;
}
