import { daysBetween } from './calendar.ts';
import type { History, HistoryNote } from './history.ts';
import type { Signal } from './testimony.ts';

/** A call that nobody took and a remark to oneself reach nobody. */
const noContact = new Set(['no_answer', 'note']);

/** Day of the newest note in which somebody was reached; undefined when there is none. */
export function lastContactDay(notes: readonly HistoryNote[]): string | undefined {
  const days = notes.filter((note) => !noContact.has(note.outcome)).map((note) => note.day);
  return days.toSorted().at(-1);
}

/** The last day of an agreed silence or of a dated step that is still ahead; null when neither holds. */
export function quietUntil(signals: readonly Signal[], asOf: string): string | null {
  const ends = quietEnds(signals).filter((day) => day >= asOf);
  return ends.toSorted().at(-1) ?? null;
}

/** A pause or step that was closed no longer keeps anything quiet. */
function quietEnds(signals: readonly Signal[]): string[] {
  return signals.flatMap((signal) => {
    const quiets = signal.kind === 'agreed_silence' || signal.kind === 'next_step';
    return quiets && signal.closedBy === null && signal.dueOn !== null ? [signal.dueOn] : [];
  });
}

/** Days without contact, counted from the end of what was agreed; 0 while that still holds. */
export function silentDays(known: History, asOf: string): number {
  if (quietUntil(known.signals, asOf) !== null) return 0;
  const contact = lastContactDay(known.notes) ?? known.notes[0]?.day ?? asOf;
  const start = [contact, ...quietEnds(known.signals)].toSorted().at(-1) ?? asOf;
  return Math.max(0, daysBetween(start, asOf));
}
