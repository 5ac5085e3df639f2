import { readFileSync } from 'node:fs';
import { type Rubric, readRubric } from '../src/brief/score/rubric.ts';
import { type Score, score } from '../src/brief/score/score.ts';
import { type Case, readCases, type View, viewsOf } from './cases.ts';
import { historyOf, perfectReadings } from './perfect-readings.ts';

export interface Scored {
  readonly view: View;
  readonly score: Score;
}

export function scoreCases(cases: readonly Case[], rubric: Rubric): readonly Scored[] {
  return cases.flatMap((deal) =>
    viewsOf(deal).map((view) => ({
      view,
      score: score(historyOf(view, perfectReadings(deal)), rubric, deal.as_of),
    })),
  );
}
