import { contradictionsOf } from './contradictions.ts';
import { knowledgeOf } from './knowledge.ts';
import { openItemsOf, promisesOf } from './open-items.ts';
import type { History } from './score/history.ts';
import type { Scale } from './score/scale.ts';
import { quietBy, quietUntil } from './score/silence.ts';
import type { Signal } from './testimony/testimony.ts';

const settling = new Set(['objection', 'budget_doubt']);

function ofKinds(signals: readonly Signal[], ...kinds: readonly string[]): readonly Signal[] {
  return signals.filter((signal) => kinds.includes(signal.kind));
}

/** Answered by a note: what somebody put right stands with the corrections. */
function isSettled({ kind, closedBy, ruling }: Signal): boolean {
  return settling.has(kind) && closedBy !== null && ruling === undefined;
}

/** Half of a brief: what checked signals say on the day. */
export function fromSignals(known: History, scale: Scale) {
  const { signals } = known;
  return {
    signals,
    contradictions: contradictionsOf(known, scale),
    openItems: openItemsOf(known, scale),
    settled: signals.filter(isSettled),
    promises: promisesOf(known, scale.asOf),
    budget: ofKinds(signals, 'budget_confirmed', 'budget_doubt'),
    competitors: ofKinds(signals, 'competitor'),
    quietUntil: quietUntil(signals, scale.asOf),
    quietBy: quietBy(signals, scale.asOf),
    knowledge: knowledgeOf(known, scale),
  };
}
