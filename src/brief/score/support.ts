import { type Known, reachesThem } from '../signals/history.ts';
import { lastSaid, type Signal } from '../signals/signal.ts';
import type { Kind, Scale } from './rubric.ts';
import type { Factor } from './score.ts';
import { passedShare } from './trouble.ts';

/** Endings that leave what was said standing. */
const endedWell: ReadonlySet<string> = new Set(['done', 'passed', 'settled']);

function holds({ isBeingChecked, closedBy }: Signal, { dated }: Kind): boolean {
  if (isBeingChecked) return false;
  return closedBy === null || (!dated && endedWell.has(closedBy.how));
}

/** What a signal adds on the day: a dated one needs its day ahead, and loses it little by little once that has passed. */
function worthOf(signal: Signal, kind: Kind, scale: Scale): number {
  if (kind.adds === undefined || !holds(signal, kind)) return 0;
  if (!kind.dated) return kind.adds;
  return signal.dueOn === null ? 0 : Math.round(kind.adds * (1 - passedShare(signal.dueOn, scale)));
}

/** Good news counts once: the best, and of equals the newest. */
function bestOf(kind: Kind, signals: readonly Signal[], scale: Scale): Factor[] {
  const worths = signals.map((signal) => ({ signal, points: worthOf(signal, kind, scale) }));
  const inOrder = worths.toSorted(
    (a, b) => b.points - a.points || lastSaid(b.signal).day.localeCompare(lastSaid(a.signal).day),
  );
  const [best] = inOrder;
  if (best === undefined || best.points === 0) return [];
  const { signal, points } = best;
  const passed = signal.dueOn !== null && kind.dated && signal.dueOn < scale.asOf;
  const label = passed ? `${kind.label}, its day has passed` : kind.label;
  return [{ kind: signal.kind, label, points, cited: lastSaid(signal), signal }];
}

function passedRow({ passed }: Kind, signals: readonly Signal[]): Factor[] {
  const cleared = signals.filter(
    ({ closedBy, isBeingChecked }) => closedBy?.how === 'passed' && !isBeingChecked,
  );
  const newest = cleared
    .toSorted((a, b) => (a.closedBy?.day ?? '').localeCompare(b.closedBy?.day ?? ''))
    .at(-1);
  if (passed === undefined || newest === undefined) return [];
  const { label, adds } = passed;
  return [{ kind: `${newest.kind} passed`, label, points: adds, cited: newest.closedBy, signal: newest }];
}

/** Several people of theirs who were on calls: a deal that does not hang on one. */
function severalRow(known: Known, { rubric }: Scale): Factor[] {
  const { label, people, adds } = rubric.support.several;
  const heard = new Set<string>();
  for (const note of known.notes) {
    if (reachesThem(note, known)) for (const { key } of note.prospects) heard.add(key);
    if (heard.size < people) continue;
    const cited = { noteId: note.id, day: note.day, quote: note.text.trim().slice(0, peopleQuoteLength) };
    return [{ kind: 'several', label, points: adds, cited }];
  }
  return [];
}

/** Words of the note in which they were heard. */
const peopleQuoteLength = 120;

/** The rows of all that speaks for the deal beside its stage, in the rubric's order, and what is over their most. */
export function supportRows(known: Known, scale: Scale): readonly Factor[] {
  const ofKinds = Object.entries(scale.rubric.kinds).flatMap(([name, kind]) => {
    const own = known.signals.filter((signal) => signal.kind === name);
    return [...bestOf(kind, own, scale), ...passedRow(kind, own)];
  });
  const rows = [...ofKinds, ...severalRow(known, scale)];
  const { at_most } = scale.rubric.support;
  const over = rows.reduce((total, { points }) => total + points, 0) - at_most;
  if (over <= 0) return rows;
  return [...rows, { kind: 'cap', label: `No more than ${at_most} for support`, points: -over, cited: null }];
}
