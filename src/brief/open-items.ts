import type { Knowledge, OpenItem, PromiseLine } from './brief.ts';
import { daysBetween } from './calendar.ts';
import { pointsOf, type Scale } from './factors.ts';
import type { History } from './history.ts';
import type { Cited, Signal } from './testimony.ts';

const openKinds = new Set(['objection', 'budget_doubt', 'competitor']);

function isOpen(signal: Signal): boolean {
  return signal.closedBy === null;
}

/** Objections, doubts and competitors still open on the day: the weightiest first, then the newest. */
export function openItemsOf(known: History, scale: Scale): readonly OpenItem[] {
  return known.signals
    .filter((signal) => openKinds.has(signal.kind) && isOpen(signal))
    .map((signal) => ({
      kind: signal.kind,
      text: signal.text,
      points: pointsOf(signal, known, scale),
      datePassed: signal.dueOn !== null && signal.dueOn < scale.asOf,
      cited: signal.raisedBy,
    }))
    .toSorted((a, b) => a.points - b.points || b.cited.day.localeCompare(a.cited.day));
}

/** Promises of both sides not kept yet: by due date, those without one last. */
export function promisesOf(known: History, asOf: string): readonly PromiseLine[] {
  const last = '9999-12-31';
  return known.signals
    .filter((signal) => signal.kind === 'promise' && isOpen(signal))
    .map(({ who, text, dueOn, raisedBy }) => ({
      who,
      text,
      dueOn,
      overdue: dueOn !== null && dueOn < asOf,
      cited: raisedBy,
    }))
    .toSorted((a, b) => (a.dueOn ?? last).localeCompare(b.dueOn ?? last));
}

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
    const cited = newestMention(known.signals.filter((signal) => signal.kind === kind));
    const isStale = cited !== null && daysBetween(cited.day, asOf) > rubric.stale_after_days;
    const state = cited === null ? 'unknown' : isStale ? 'stale' : 'known';
    return [{ name: meddpicc, topic: topic ?? meddpicc.toLowerCase(), state, cited }];
  });
}
