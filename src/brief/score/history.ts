import { byNewestCall, type Note } from '../../memory/note.ts';
import { type Correction, withCorrections } from '../corrections/corrections.ts';
import { mentionsOf, ofMentions, type Signal } from './signal.ts';

/** All that a score is made of: what the notes say, what people said of that, and the notes' own days and outcomes. */
export interface History {
  readonly signals: readonly Signal[];
  readonly notes: readonly Pick<Note, 'id' | 'day' | 'outcome' | 'loggedAt' | 'text'>[];
  /** What people said of the signals; gone once they are applied to them. */
  readonly corrections?: readonly Correction[];
}

export type HistoryNote = History['notes'][number];

/** Newest call first: the order that all of a brief counts on. */
export function newestFirst<T extends HistoryNote>(notes: readonly T[]): readonly T[] {
  return notes.toSorted(byNewestCall);
}

function oldestFirst(notes: readonly HistoryNote[]): readonly HistoryNote[] {
  return newestFirst(notes).toReversed();
}

/** What was known on a day: later notes and corrections are gone, and what they closed is open again. */
export function historyOn(day: string, history: History): History {
  const notes = oldestFirst(history.notes.filter((note) => note.day <= day));
  const corrections = (history.corrections ?? []).filter((correction) => correction.day <= day);
  const signals = withCorrections(history.signals, corrections, history.notes)
    .filter((signal) => signal.raisedBy.day <= day)
    .map((signal) => signalOn(day, signal));
  return { notes, signals };
}

/** What was settled, put off or said again later was not yet. */
function signalOn(day: string, { moved = [], again = [], ...signal }: Signal): Signal {
  const later = moved.find(({ on }) => on > day);
  const before = moved.filter(({ on }) => on <= day);
  const said = again.filter((mention) => mention.day <= day);
  return {
    ...signal,
    closedBy: signal.closedBy !== null && signal.closedBy.day > day ? null : signal.closedBy,
    dueOn: later ? later.from : signal.dueOn,
    ...(before.length > 0 ? { moved: before } : {}),
    ...(said.length > 0 ? { again: said } : {}),
  };
}

/** What would be known without one note: for the gain of logging it. */
export function historyWithout(noteId: string, history: History): History {
  const notes = history.notes.filter((note) => note.id !== noteId);
  const signals = history.signals
    .flatMap((signal) => {
      const others = mentionsOf(signal).filter((mention) => mention.noteId !== noteId);
      return ofMentions(signal, others) ?? [];
    })
    .map((signal) => (signal.closedBy?.noteId === noteId ? { ...signal, closedBy: null } : signal));
  return { ...history, notes, signals };
}

/** The note that won or lost the deal; null while it is open or since a later next step reopened it. */
export function closingNote(notes: readonly HistoryNote[]): HistoryNote | null {
  const last = newestFirst(notes).find((note) => ['won', 'lost', 'next_step'].includes(note.outcome));
  return last === undefined || last.outcome === 'next_step' ? null : last;
}
