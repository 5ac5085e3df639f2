import { daysBetween } from '../calendar.ts';
import type { Signal } from '../testimony/testimony.ts';
import type { History } from './history.ts';
import type { Kind } from './rubric.ts';
import type { Scale } from './scale.ts';
import { lastContactDay, quietUntil } from './silence.ts';

/** An ask weighs once nobody was reached for the kind's days, other than in the note that tells of it. */
function askWaits(signal: Signal, known: History, { rubric, asOf }: Scale): boolean {
  const afterDays = rubric.kinds[signal.kind]?.after_days;
  if (afterDays === undefined) return false;
  const others = known.notes.filter((note) => note.id !== signal.raisedBy.noteId);
  const since = lastContactDay(others) ?? signal.raisedBy.day;
  return quietUntil(known.signals, asOf) !== null || daysBetween(since, asOf) < afterDays;
}

/** Whether the date that a signal names, or lacks, takes its points away. */
function dateVoids(signal: Signal, kind: Kind, asOf: string): boolean {
  const passed = signal.dueOn !== null && signal.dueOn < asOf;
  return (kind.needs_date && (passed || signal.dueOn === null)) || (kind.until_date && passed);
}

/** What one open signal is worth on a day, before caps: the one place where points meet dates. */
export function pointsOf(signal: Signal, known: History, { rubric, asOf }: Scale): number {
  const kind = rubric.kinds[signal.kind];
  if (kind === undefined || kind.points === 0) return 0;
  if (dateVoids(signal, kind, asOf) || askWaits(signal, known, { rubric, asOf })) return 0;
  const faded = kind.fades && daysBetween(signal.raisedBy.day, asOf) > rubric.fade.after_days;
  return faded ? Math.round(kind.points * rubric.fade.to) : kind.points;
}
