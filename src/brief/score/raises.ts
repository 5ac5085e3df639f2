import { addDays } from '../../util/calendar.ts';
import type { Raise } from '../brief.ts';
import { gainOf } from '../gain.ts';
import { type History, type HistoryNote, historyOn } from './history.ts';
import type { Scale } from './rubric.ts';
import type { Cited, Signal } from './signal.ts';

/** A step agreed today is taken to lie so many days ahead. */
const stepDays = 7;
/** A call that nobody made: it never leaves this file. */
const supposed = 'supposed';

/** A call of today that reached somebody, as the form presets it. */
function callOf(day: string): HistoryNote {
  return { id: supposed, day, outcome: 'spoke', loggedAt: `${day}T23:59:59.999Z`, text: '' };
}

function heard(kind: string, raisedBy: Cited): Signal {
  return { kind, text: '', who: 'them', raisedBy, closedBy: null, dueOn: addDays(raisedBy.day, stepDays) };
}

/**
 * What each further step would bring: just what its author is told when logging a call of today in which it was heard.
 * A call that reaches them ends the silence, so it raises on its own, and a step is named only when it brings more.
 * The most points first; needs two notes, as a score does.
 */
export function raisesOf(history: History, scale: Scale): readonly Raise[] {
  const known = historyOn(scale.asOf, history);
  const notes = [...known.notes, callOf(scale.asOf)];
  const said: Cited = { noteId: supposed, day: scale.asOf, quote: '' };
  const gained = (signals: readonly Signal[]): number => {
    const { before, after } = gainOf(supposed, { signals, notes }, scale);
    return (after?.value ?? 0) - (before?.value ?? 0);
  };
  const reached = gained(known.signals);
  const added = Object.entries(scale.rubric.kinds).flatMap(([name, { raise }]) =>
    raise === undefined ? [] : [{ text: raise, points: gained([...known.signals, heard(name, said)]) }],
  );
  const settled = known.signals
    .filter((signal) => signal.closedBy === null && signal.kind === 'objection')
    .map((signal) => ({
      text: `Settle: ${signal.text}`,
      points: gained(known.signals.map((one) => (one === signal ? { ...one, closedBy: said } : one))),
    }));
  const steps = [...added, ...settled].filter(({ points }) => points > Math.max(0, reached));
  const any = reached > 0 ? [{ text: 'Any call that reaches them', points: reached }] : [];
  return [...steps.toSorted((a, b) => b.points - a.points), ...any];
}
