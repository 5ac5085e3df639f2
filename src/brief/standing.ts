import type { Note } from '../memory/note.ts';
import type { StateBank } from '../memory/state-bank.ts';
import { dayOfScore } from './briefer.ts';
import { dayIn } from './calendar.ts';
import { type History, newestFirst } from './history.ts';
import { createKept, testimonyKey } from './kept.ts';
import type { Prompt } from './prompt.ts';
import type { Rubric } from './rubric.ts';
import type { Score } from './score.ts';

import { score } from './scoring.ts';

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
  /** What the notes say as far as it was read before. Undefined when a model has not read just these notes yet. */
  known(notes: readonly Note[]): Promise<History | undefined>;
  /** One deal's notes, all that the asker may see. Undefined when nothing is known, or with fewer than two. */
  of(notes: readonly Note[]): Promise<Standing | undefined>;
  /** The day on which these notes are judged, `YYYY-MM-DD`. */
  dayFor(notes: readonly Note[]): string;
  /** What the scores are counted by. */
  readonly rubric: Rubric;
}

interface Deps {
  readonly state: StateBank;
  readonly prompt: Prompt;
  readonly rubric: Rubric;
  /** Name of the model whose testimony counts. */
  readonly model: string;
  /** IANA zone in which days are counted, the same for all reps. */
  readonly zone: string;
  readonly now: () => Date;
  /** Hears of state trouble; never holds note text. */
  readonly report: (error: unknown) => void;
}

export function createStandings({ state, prompt, rubric, model, zone, now, report }: Deps): Standings {
  const kept = createKept(state, report);
  const dayFor = (notes: readonly Note[]) => dayOfScore(notes, dayIn(zone, now()));

  const known = async (given: readonly Note[]) => {
    const notes = newestFirst(given);
    const testimony = await kept.find(testimonyKey(notes, prompt, model));
    return testimony && { signals: testimony.signals, notes };
  };

  return {
    known,
    dayFor,
    rubric,
    async of(notes) {
      const history = notes.length < 2 ? undefined : await known(notes);
      if (!history) return undefined;
      const asOf = dayFor(notes);
      return { history, score: score(history, rubric, asOf), rubric, asOf };
    },
  };
}
