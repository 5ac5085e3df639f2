import type { Standing } from '../standings.ts';
import { historyOn } from './history.ts';
import { score } from './score.ts';

/** The score on one day. */
export interface ChartPoint {
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
