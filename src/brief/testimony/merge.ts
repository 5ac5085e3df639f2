import type { Rubric } from '../score/rubric.ts';
import { saidAgain } from './mentions.ts';
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

function joined(first: Signal, { raisedBy, dueOn, closedBy }: Signal): Signal {
  const both = saidAgain(first, { ...raisedBy, dueOn });
  return { ...both, closedBy: first.closedBy ?? closedBy };
}

/** One signal per matter, oldest first: what a model lists twice is raised by its first note and counts once, and the later notes are told beside it. */
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
