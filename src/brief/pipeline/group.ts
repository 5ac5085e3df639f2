import type { PipelineLine } from './pipeline-line.ts';

/** The questions a pipeline answers, in the order they are shown. */
export const sections = [
  'outcome',
  'band',
  'silent',
  'competitor',
  'objection',
  'changed',
  'closed',
] as const;
export type Section = (typeof sections)[number];

/** One number of the pipeline, and the deals behind it. */
export interface Group {
  readonly section: Section;
  /** Short, and the same as long as the group means the same: a press on an old message finds it again. */
  readonly key: string;
  /** An outcome, a band, a range of days, words of a signal, or a change. */
  readonly name: string;
  /** At least one. */
  readonly lines: readonly PipelineLine[];
}
