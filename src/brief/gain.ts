import type { Gain } from './brief.ts';
import type { ReadDeal } from './read-deals.ts';
import type { Rubric } from './score/rubric.ts';
import { type Factor, type Score, score } from './score/score.ts';
import type { Signal } from './score/signal.ts';

const newsKinds = new Set([
  'objection',
  'budget_doubt',
  'price_pressure',
  'competitor',
  'setback',
  'promise',
]);

/** What one note did, by scoring what was read with and without it; fewer than two notes have no score. */
export function gainOf(noteId: string, deal: ReadDeal, rubric: Rubric): Gain {
  const { history, notes, asOf, score: after } = deal;
  const before = notes.length > 2 && after ? score(history.without(noteId), rubric, asOf) : null;
  const isNews = (signal: Signal): boolean =>
    signal.raisedBy.noteId === noteId && signal.closedBy === null && newsKinds.has(signal.kind);
  return {
    before,
    after,
    parts: before === null || after === null ? [] : partsOf(before, after, 'note'),
    news: history.on(asOf).signals.filter(isNews),
  };
}

/**
 * One row per thing that can change: an addition counts once, whichever note says it; a faded row is the same thing
 * under another label.
 */
function rowKey({ kind, label, points, cited }: Factor): string {
  if (points > 0) return kind;
  return `${kind} ${cited === null ? label : cited.noteId + cited.quote}`;
}

/** How a row that is gone is named, by what took it away: "Open: Migration timeline, settled". */
const goneBy = {
  note: { bad: ', settled', good: ', no longer' },
  correction: { bad: ' no longer counts', good: ' no longer counts' },
} as const;

function goneLabel({ label, points, cited }: Factor, by: keyof typeof goneBy): string {
  if (cited === null) return label;
  return `${label}${points < 0 ? goneBy[by].bad : goneBy[by].good}`;
}

/** What turned one score into another; the parts add up. Winning or losing replaces all rows, so it is one part. */
export function partsOf(before: Score, after: Score, by: keyof typeof goneBy): Gain['parts'] {
  const closes = [before, after].some((side) => side.factors.some((row) => row.kind === 'closed'));
  if (closes) {
    const points = after.value - before.value;
    return points === 0 ? [] : [{ label: after.band, points }];
  }
  const parts = new Map<string, { label: string; points: number }>();
  const count = (factor: Factor, label: string, points: number): void => {
    const before = parts.get(rowKey(factor));
    parts.set(rowKey(factor), { label: before?.label ?? label, points: (before?.points ?? 0) + points });
  };
  for (const row of after.factors) count(row, row.label, row.points);
  for (const row of before.factors) count(row, goneLabel(row, by), -row.points);
  return [...parts.values()].filter((part) => part.points !== 0);
}
