import { daysBetween } from '../../util/calendar.ts';
import type { History, HistoryNote } from './history.ts';
import type { Cited, Signal } from './signal.ts';

/** A call that nobody took and a remark to oneself reach nobody. */
const noContact = new Set(['no_answer', 'note']);

/** Day of the newest note in which somebody was reached; undefined when there is none. */
export function lastContactDay(notes: readonly HistoryNote[]): string | undefined {
  const days = notes.filter((note) => !noContact.has(note.outcome)).map((note) => note.day);
  return days.toSorted().at(-1);
}

/** The last day of an agreed silence or of a dated step that is still ahead; null when neither holds. */
export function quietUntil(signals: readonly Signal[], asOf: string): string | null {
  return lastQuiet(signals, asOf)?.end ?? null;
}

/** Where that was said. */
export function quietBy(signals: readonly Signal[], asOf: string): Cited | null {
  return lastQuiet(signals, asOf)?.raisedBy ?? null;
}

function lastQuiet(signals: readonly Signal[], asOf: string) {
  const ahead = quietSpells(signals).filter(({ end }) => end >= asOf);
  return ahead.toSorted((a, b) => a.end.localeCompare(b.end)).at(-1);
}

/** A pause or step that was closed no longer keeps anything quiet. */
function quietSpells(signals: readonly Signal[]) {
  return signals.flatMap(({ kind, closedBy, dueOn, raisedBy }) => {
    const quiets = kind === 'agreed_silence' || kind === 'next_step';
    return quiets && closedBy === null && dueOn !== null ? [{ end: dueOn, raisedBy }] : [];
  });
}

/** Days without contact, counted from the end of what was agreed; 0 while that still holds. */
export function silentDays(known: History, asOf: string): number {
  if (quietUntil(known.signals, asOf) !== null) return 0;
  const contact = lastContactDay(known.notes) ?? known.notes[0]?.day ?? asOf;
  const ends = quietSpells(known.signals).map(({ end }) => end);
  const start = [contact, ...ends].toSorted().at(-1) ?? asOf;
  return Math.max(0, daysBetween(start, asOf));
}
