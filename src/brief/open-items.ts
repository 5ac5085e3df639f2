import type { OpenItem, PromiseLine } from './brief.ts';
import { pointsOf } from './score/factors.ts';
import type { History } from './score/history.ts';
import type { Scale } from './score/rubric.ts';
import type { Signal } from './score/signal.ts';

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
      who: signal.who,
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
