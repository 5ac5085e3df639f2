import { addDays } from '../calendar.ts';
import { closingNote, type History, historyOn } from '../score/history.ts';
import type { Scale } from '../score/scale.ts';
import { score } from '../score/scoring.ts';

/** What happened on a deal in the last seven days. */
export type Change = 'new' | 'won' | 'lost' | 'up' | 'down' | 'raised' | 'settled';

const weekDays = 7;

/** All that happened in the week up to the day; `value` is the score then, undefined without one. */
export function changesOf(
  history: History,
  { rubric, asOf }: Scale,
  value: number | undefined,
): readonly Change[] {
  const since = addDays(asOf, -weekDays);
  const now = historyOn(asOf, history);
  const before = historyOn(since, history);
  const closing = closingNote(now.notes);
  const then = value !== undefined && before.notes.length > 1 ? score(before, rubric, since).value : value;
  // One that never was true was not settled.
  const objections = now.signals.filter(
    ({ kind, ruling }) => kind === 'objection' && ruling?.verdict !== 'not_true',
  );
  const raised = objections.some((one) => one.raisedBy.day > since && one.closedBy === null);
  const happened: Readonly<Record<Change, boolean>> = {
    new: before.notes.length === 0,
    won: closing?.outcome === 'won' && closing.day > since,
    lost: closing?.outcome === 'lost' && closing.day > since,
    up: (value ?? 0) > (then ?? 0),
    down: (value ?? 0) < (then ?? 0),
    raised,
    settled: objections.some((one) => one.closedBy !== null && one.closedBy.day > since),
  };
  const order: readonly Change[] = ['new', 'won', 'lost', 'up', 'down', 'raised', 'settled'];
  return order.filter((change) => happened[change]);
}
