import type { DealKeys, Note } from '../memory/note.ts';
import { dayIn } from '../util/calendar.ts';
import type { CorrectionStore } from './corrections/correction-store.ts';
import { type Correction, saidBy } from './corrections/corrections.ts';
import { type History, historyOn, newestFirst } from './score/history.ts';
import type { Rubric } from './score/rubric.ts';
import { dayOfScore, type Score, score } from './score/score.ts';
import { type KeptTestimony, testimonyKey } from './signals/kept.ts';
import type { Prompt } from './signals/prompt.ts';

interface Deps {
  readonly corrections: CorrectionStore;
  readonly kept: KeptTestimony;
  /** Of briefs, then of weeks: an answer to either tells where a deal stands. */
  readonly prompts: readonly Prompt[];
  readonly rubric: Rubric;
  /** Name of the model whose testimony counts. */
  readonly model: string;
  /** IANA zone in which days are counted, the same for all reps. */
  readonly zone: string;
  readonly now: () => Date;
}

export function createStandings({ corrections, kept, prompts, rubric, model, zone, now }: Deps): Standings {
  const dayFor = (notes: readonly Note[]) => dayOfScore(notes, dayIn(zone, now()));

  const known = async (given: readonly Note[], all: readonly Correction[]) => {
    const notes = newestFirst(given);
    for (const prompt of prompts) {
      const testimony = await kept.find(testimonyKey(notes, prompt, model));
      if (testimony) return { signals: testimony.signals, notes, corrections: saidBy(dayFor(notes), all) };
    }
    return undefined;
  };
  const knownOf = async (notes: readonly Note[]) => {
    const [newest] = notes;
    return newest && known(notes, await corrections.on([newest.deal]));
  };

  return {
    known,
    correctionsOn: corrections.on,
    dayFor,
    rubric,
    async of(notes) {
      const history = notes.length < 2 ? undefined : await knownOf(notes);
      if (!history) return undefined;
      const asOf = dayFor(notes);
      return { history, score: score(history, rubric, asOf), rubric, asOf };
    },
  };
}

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
  correctionsOn(deals: readonly DealKeys[]): Promise<readonly Correction[]>;
  /** What the notes say as far as it was read before, put right. Undefined when a model has not read just these notes yet. */
  known(notes: readonly Note[], corrections: readonly Correction[]): Promise<History | undefined>;
  /** One deal's notes, all that the asker may see. Undefined when nothing is known, or with fewer than two. */
  of(notes: readonly Note[]): Promise<Standing | undefined>;
  /** The day on which these notes are judged, `YYYY-MM-DD`. */
  dayFor(notes: readonly Note[]): string;
  /** What the scores are counted by. */
  readonly rubric: Rubric;
}

/** The score on one day. */
interface ChartPoint {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** 0 to 100. */
  readonly value: number;
}

/** A deal of one note has no score, so the line begins with the second. */
const fewestNotes = 2;

/**
 * The score over time, oldest first: the rubric replayed on the day of each note, then on the day of the score
 * itself, so that the last point is the score. The last days win when there are more than `most`.
 */
export function chartOf(standing: Standing, most: number): readonly ChartPoint[] {
  const { history, rubric, asOf, score: now } = standing;
  const days = [...new Set(history.notes.map(({ day }) => day))]
    .filter((day) => day < asOf && historyOn(day, history).notes.length >= fewestNotes)
    .toSorted()
    .slice(-(most - 1));
  const before = days.map((day) => ({ day, value: score(history, rubric, day).value }));
  return [...before, { day: asOf, value: now.value }];
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One block character a point: the lowest for 0, the full one for 100. */
export function sparkline(points: readonly ChartPoint[]): string {
  return points
    .map(({ value }) => blocks[Math.min(blocks.length - 1, Math.floor((value / 100) * blocks.length))] ?? '')
    .join('');
}
