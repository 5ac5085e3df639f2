import type { Signal } from '../testimony/testimony.ts';
import type { History } from './history.ts';
import { pointsOf } from './points.ts';
import type { Kind } from './rubric.ts';
import type { Scale } from './scale.ts';
import type { Factor } from './score.ts';
import { unansweredCall } from './unanswered-call.ts';

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
