import type { Gain } from './brief.ts';
import { partsOf } from './gain-parts.ts';
import { type History, historyOn, historyWithout } from './score/history.ts';
import type { Rubric } from './score/rubric.ts';
import type { Score } from './score/score.ts';
import { score } from './score/scoring.ts';
import type { Signal } from './testimony/testimony.ts';

const newsKinds = new Set(['objection', 'budget_doubt', 'competitor', 'promise']);

function enough(history: History, rubric: Rubric, asOf: string): Score | null {
  return history.notes.length < 2 ? null : score(history, rubric, asOf);
}

/** What one note did, by scoring the same testimony with and without it; fewer than two notes have no score. */
export function gainOf(noteId: string, history: History, scale: { rubric: Rubric; asOf: string }): Gain {
  const before = enough(historyWithout(noteId, history), scale.rubric, scale.asOf);
  const after = enough(history, scale.rubric, scale.asOf);
  const isNews = (signal: Signal): boolean =>
    signal.raisedBy.noteId === noteId && signal.closedBy === null && newsKinds.has(signal.kind);
  return {
    before,
    after,
    parts: before === null || after === null ? [] : partsOf(before, after, 'note'),
    news: historyOn(scale.asOf, history).signals.filter(isNews),
  };
}
