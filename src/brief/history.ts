import type { Note } from '../memory/note.ts';
import { daysBetween } from './calendar.ts';
import type { Signal } from './testimony.ts';

/** All that a score is made of: what the notes say, and the notes' own days and outcomes. */
export interface History {
  readonly signals: readonly Signal[];
  readonly notes: readonly Pick<Note, 'id' | 'day' | 'outcome' | 'loggedAt' | 'text'>[];
}

export type HistoryNote = History['notes'][number];

/** A call that nobody took and a remark to oneself reach nobody. */
const noContact = new Set(['no_answer', 'note']);

/** Oldest first; calls of one day in the order they were logged. */
function inOrder(a: HistoryNote, b: HistoryNote): number {
  return a.day.localeCompare(b.day) || a.loggedAt.localeCompare(b.loggedAt) || a.id.localeCompare(b.id);
}

/** Newest call first, the same on every machine: the order that all of a brief counts on. */
export function newestFirst<T extends HistoryNote>(notes: readonly T[]): readonly T[] {
  return notes.toSorted((a, b) => inOrder(b, a));
}

/** What was known on a day: later notes are gone, and what they closed is open again. */
export function historyOn(day: string, history: History): History {
  const notes = history.notes.filter((note) => note.day <= day).toSorted(inOrder);
  const signals = history.signals
    .filter((signal) => signal.raisedBy.day <= day)
    .map((signal) =>
      signal.closedBy !== null && signal.closedBy.day > day ? { ...signal, closedBy: null } : signal,
    );
  return { notes, signals };
}

/** What would be known without one note: for the gain of logging it. */
export function historyWithout(noteId: string, history: History): History {
  const notes = history.notes.filter((note) => note.id !== noteId);
  const signals = history.signals
    .filter((signal) => signal.raisedBy.noteId !== noteId)
    .map((signal) => (signal.closedBy?.noteId === noteId ? { ...signal, closedBy: null } : signal));
  return { notes, signals };
}

/** Day of the newest note in which somebody was reached; undefined when there is none. */
export function lastContactDay(notes: readonly HistoryNote[]): string | undefined {
  const days = notes.filter((note) => !noContact.has(note.outcome)).map((note) => note.day);
  return days.toSorted().at(-1);
}

/** The note that won or lost the deal; null while it is open or since a later next step reopened it. */
export function closingNote(notes: readonly HistoryNote[]): HistoryNote | null {
  const last = notes
    .toSorted(inOrder)
    .findLast((note) => ['won', 'lost', 'next_step'].includes(note.outcome));
  return last === undefined || last.outcome === 'next_step' ? null : last;
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
