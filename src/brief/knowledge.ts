import type { Knowledge } from './brief-lines.ts';
import { daysBetween } from './calendar.ts';
import type { History } from './score/history.ts';
import type { Scale } from './score/scale.ts';
import type { Cited, Signal } from './testimony/testimony.ts';

function newestMention(signals: readonly Signal[]): Cited | null {
  const mentions = signals.flatMap(({ raisedBy, closedBy }) =>
    closedBy === null ? [raisedBy] : [raisedBy, closedBy],
  );
  return mentions.toSorted((a, b) => a.day.localeCompare(b.day)).at(-1) ?? null;
}

/** What is known of a deal by MEDDPICC, in the rubric's order. */
export function knowledgeOf(known: History, { rubric, asOf }: Scale): readonly Knowledge[] {
  return Object.entries(rubric.kinds).flatMap(([kind, { meddpicc, topic }]) => {
    if (meddpicc === undefined) return [];
    const ofKind = known.signals.filter((signal) => signal.kind === kind);
    const cited = newestMention(ofKind.filter(({ ruling }) => ruling?.verdict !== 'not_true'));
    const isStale = cited !== null && daysBetween(cited.day, asOf) > rubric.stale_after_days;
    const state = cited === null ? 'unknown' : isStale ? 'stale' : 'known';
    return [{ name: meddpicc, topic: topic ?? meddpicc.toLowerCase(), state, cited }];
  });
}
