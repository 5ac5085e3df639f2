import type { Raise } from './brief-lines.ts';
import { addDays } from './calendar.ts';
import { type History, historyOn } from './history.ts';
import type { Scale } from './scale.ts';
import { score } from './scoring.ts';
import type { Signal } from './testimony.ts';

/** A step agreed today is taken to lie so many days ahead. */
const stepDays = 7;

/** A signal that nobody raised: it never leaves this file. */
function supposed(kind: string, asOf: string): Signal {
  const raisedBy = { noteId: 'supposed', day: asOf, quote: '' };
  return { kind, text: '', who: 'them', raisedBy, closedBy: null, dueOn: addDays(asOf, stepDays) };
}

/** What each further step would bring, by scoring the deal as if it had happened; the most points first. */
export function raisesOf(history: History, scale: Scale): readonly Raise[] {
  const known = historyOn(scale.asOf, history);
  const value = (signals: readonly Signal[]): number =>
    score({ ...known, signals }, scale.rubric, scale.asOf).value;
  const now = value(known.signals);
  const added = Object.entries(scale.rubric.kinds).flatMap(([name, kind]) =>
    kind.raise === undefined
      ? []
      : [{ text: kind.raise, points: value([...known.signals, supposed(name, scale.asOf)]) - now }],
  );
  const settled = known.signals
    .filter((signal) => signal.closedBy === null && signal.kind === 'objection')
    .map((signal) => ({
      text: `Settle: ${signal.text}`,
      points: value(known.signals.filter((other) => other !== signal)) - now,
    }));
  return [...added, ...settled].filter((raise) => raise.points > 0).toSorted((a, b) => b.points - a.points);
}
