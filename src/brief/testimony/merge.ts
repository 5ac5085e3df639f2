import type { Rubric } from '../score/rubric.ts';
import type { Signal } from './testimony.ts';

/** Good news said again in a later note stays its own signal, so that it fades from its newest day. */
function isSame(first: Signal, second: Signal, rubric: Rubric): boolean {
  if (first.kind !== second.kind || first.who !== second.who) return false;
  const sameText = first.text.toLowerCase() === second.text.toLowerCase();
  if (first.raisedBy.noteId === second.raisedBy.noteId) {
    return sameText || first.raisedBy.quote === second.raisedBy.quote;
  }
  const adds = (rubric.kinds[first.kind]?.points ?? 0) > 0;
  const raisedAgain = first.closedBy !== null && first.closedBy.day <= second.raisedBy.day;
  return sameText && !adds && !raisedAgain;
}

/** The date said last holds; until the day of its note it was the one before. */
function joined(first: Signal, second: Signal): Signal {
  const dueOn = second.dueOn ?? first.dueOn;
  const both = { ...first, closedBy: first.closedBy ?? second.closedBy, dueOn };
  const on = second.raisedBy.day;
  if (dueOn === first.dueOn || on === first.raisedBy.day) return both;
  return { ...both, moved: [...(first.moved ?? []), { on, from: first.dueOn }] };
}

/** One signal per matter, oldest first: what a model lists twice is raised by its first note and counts once. */
export function merged(signals: readonly Signal[], rubric: Rubric): readonly Signal[] {
  const kept: Signal[] = [];
  for (const signal of signals.toSorted((a, b) => a.raisedBy.day.localeCompare(b.raisedBy.day))) {
    const index = kept.findIndex((other) => isSame(other, signal, rubric));
    const before = kept[index];
    if (before === undefined) kept.push(signal);
    else kept[index] = joined(before, signal);
  }
  return kept;
}
