import { daysBetween } from '../../util/calendar.ts';
import type { History } from './history.ts';
import type { Kind, Scale } from './rubric.ts';
import type { Factor } from './score.ts';
import type { Cited, Signal } from './signal.ts';
import { lastContactDay, quietUntil } from './silence.ts';

/** A signal that is open on the day, with the points it is worth then; zero points make no row. */
interface Worth {
  readonly signal: Signal;
  readonly points: number;
}

/** Good news counts once: the newest of the best, so that a fresh one outshines a faded one. */
function additions(label: string, worths: readonly Worth[], full: number): Factor[] {
  const best = worths.toSorted(
    (a, b) => b.points - a.points || b.signal.raisedBy.day.localeCompare(a.signal.raisedBy.day),
  )[0];
  if (best === undefined) return [];
  const faded = best.points < full;
  const { signal, points } = best;
  const { kind, raisedBy: cited } = signal;
  return [{ kind, label: faded ? `${label}, some time ago` : label, points, cited, signal }];
}

/** Bad news counts each, and the cap gives back what is too much. */
function deductions(name: string, kind: Kind, worths: readonly Worth[]): Factor[] {
  const rows = worths.map(({ signal, points }) => ({
    kind: name,
    label: `${kind.label}: ${signal.text}`,
    points,
    cited: signal.raisedBy,
    signal,
  }));
  const sum = rows.reduce((total, row) => total + row.points, 0);
  if (kind.cap === undefined || sum >= kind.cap) return rows;
  const label = `No more than ${Math.abs(kind.cap)} for ${kind.label.toLowerCase()}`;
  return [...rows, { kind: 'cap', label, points: kind.cap - sum, cited: null }];
}

/** The rows that signals make, in the rubric's order, each kind followed by its cap when that bites. */
export function signalFactors(known: History, scale: Scale): readonly Factor[] {
  const open = known.signals.filter((signal) => signal.closedBy === null);
  return Object.entries(scale.rubric.kinds).flatMap(([name, kind]) => {
    const worths = open
      .filter((signal) => signal.kind === name)
      .map((signal) => ({ signal, points: pointsOf(signal, known, scale) }))
      .filter((worth) => worth.points !== 0);
    const factors =
      kind.points > 0 ? additions(kind.label, worths, kind.points) : deductions(name, kind, worths);
    return name === 'ask_unanswered' && factors.length === 0 ? unansweredCall(known, scale) : factors;
  });
}

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

/** Whole-note words for a row that rests on a call's outcome. */
const outcomeQuoteLength = 120;

/** A call without answer counts as an unanswered ask even when the model did not say so. */
function unansweredCall(known: History, { rubric, asOf }: Scale): Factor[] {
  const kind = rubric.kinds['ask_unanswered'];
  const contact = lastContactDay(known.notes);
  const call = known.notes.findLast((note) => note.outcome === 'no_answer');
  if (kind === undefined || call === undefined || quietUntil(known.signals, asOf) !== null) return [];
  const since = contact ?? call.day;
  if (call.day < since || daysBetween(since, asOf) < (kind.after_days ?? 0)) return [];
  const quote = call.text.trim().slice(0, outcomeQuoteLength);
  const cited: Cited = { noteId: call.id, day: call.day, quote };
  return [{ kind: 'ask_unanswered', label: kind.label, points: kind.points, cited }];
}
