import type { History } from '../signals/history.ts';
import type { Scale } from './rubric.ts';
import { fewestNotes, scoreOn } from './score.ts';

/** The score on one day. */
export interface ChartPoint {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** 0 to 100. */
  readonly value: number;
}

/**
 * The score over time, oldest first: the rubric replayed on the day of each note, then on the day of the score
 * itself, so that the last point is the score. The last days win when there are more than `most`.
 */
export function chartOf(history: History, scale: Scale, most: number): readonly ChartPoint[] {
  const { rubric, asOf } = scale;
  const valueOn = (day: string) => scoreOn(history.on(day), { rubric, asOf: day }).value;
  const days = [...new Set(history.on(asOf).notes.map(({ day }) => day))]
    .filter((day) => day < asOf && history.on(day).notes.length >= fewestNotes)
    .toSorted()
    .slice(-(most - 1));
  return [...days, asOf].map((day) => ({ day, value: valueOn(day) }));
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One block character a point: the lowest for 0, the full one for 100. */
export function sparkline(points: readonly ChartPoint[]): string {
  return points
    .map(({ value }) => blocks[Math.min(blocks.length - 1, Math.floor((value / 100) * blocks.length))] ?? '')
    .join('');
}
