import type { DealKeys, Note } from '../memory/note.ts';
import type { Ruling } from './rulings/ruling.ts';
import type { History } from './score/history.ts';
import type { Rubric } from './score/rubric.ts';
import type { Score } from './score/score.ts';

/** Where a deal stands by what was read of it before. */
export interface Standing {
  readonly history: History;
  /** The same as on a brief of these notes. */
  readonly score: Score;
  readonly rubric: Rubric;
  /** The day the score counts from, `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** Scores from kept testimony alone: no model is asked. */
export interface Standings {
  /** What people said of signals on these deals. Rejects when memory does not answer. */
  rulingsOn(deals: readonly DealKeys[]): Promise<readonly Ruling[]>;
  /** What the notes say as far as it was read before, put right. Undefined when a model has not read just these notes yet. */
  known(notes: readonly Note[], rulings: readonly Ruling[]): Promise<History | undefined>;
  /** One deal's notes, all that the asker may see. Undefined when nothing is known, or with fewer than two. */
  of(notes: readonly Note[]): Promise<Standing | undefined>;
  /** The day on which these notes are judged, `YYYY-MM-DD`. */
  dayFor(notes: readonly Note[]): string;
  /** What the scores are counted by. */
  readonly rubric: Rubric;
}
