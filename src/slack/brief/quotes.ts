import type { Brief } from '../../brief/brief.ts';
import type { Cited } from '../../brief/score/signal.ts';

/** The pieces of a note that this brief rests on, without repeats. */
export function quotesOf(brief: Brief, noteId: string): readonly string[] {
  const signals = [...brief.settled, ...brief.budget, ...brief.competitors];
  const all: readonly (Cited | null)[] = [
    ...(brief.score?.factors ?? []).map(({ cited }) => cited),
    ...[...brief.openItems, ...brief.promises, ...brief.people, ...brief.knowledge].map(({ cited }) => cited),
    ...signals.flatMap(({ raisedBy, closedBy }) => [raisedBy, closedBy]),
    ...[...brief.recommendation, ...brief.changed, brief.openWith, brief.tone, brief.doNext.cited],
  ];
  const here = all.flatMap((cited) => (cited?.noteId === noteId ? [cited.quote] : []));
  return [...new Set(here)];
}
