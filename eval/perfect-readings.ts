import type { History, HistoryNote, Known } from '../src/brief/signals/history.ts';
import type { ReadChange, Reading, ReadSignal, SignalRef } from '../src/brief/signals/reading.ts';
import { createHistory } from '../src/brief/signals/replay.ts';
import type { Case, CaseNote, Fact, View } from './cases.ts';

/** What a careful reader reports of each note: the case's own facts, their endings and repeats as changes. */
export function perfectReadings({ notes, facts }: Pick<Case, 'notes' | 'facts'>): readonly Reading[] {
  const placeOf = (id: string): number => notes.findIndex((note) => note.id === id);
  return notes.map(({ id }) => ({
    noteId: id,
    signals: facts.filter(({ note }) => note === id).map(toSignal),
    changes: facts.flatMap((fact) => changesIn(id, fact)),
    outcome: null,
    leftOut: [],
    against: notes.filter((other) => placeOf(other.id) < placeOf(id)).map((other) => other.id),
    checkingUntil: null,
  }));
}

function toSignal({ note, kind, who, text, quote, due_on, due_note, closed }: Fact): ReadSignal {
  const over = closed?.note === note ? { how: closed.how, quote: closed.quote } : null;
  const isDueHere = due_note === undefined || due_note === note;
  return { kind, who, text, quote, dueOn: (isDueHere ? due_on : null) ?? null, over };
}

function changesIn(noteId: string, fact: Fact): readonly ReadChange[] {
  const { note, kind, who, text, quote, again, closed, due_on, due_note, due_words } = fact;
  const ref: SignalRef = { noteId: note, kind, who, quote };
  const of = { ...ref, text };
  const dueOn = due_note === noteId && due_on !== undefined ? due_on : null;
  const repeats = again.filter((one) => one.note === noteId);
  const dated = dueOn !== null && repeats.length === 0 ? [{ quote: due_words ?? quote }] : repeats;
  const said = dated.map((one): ReadChange => ({ of, how: 'again', quote: one.quote, dueOn }));
  if (closed?.note !== noteId || closed.note === note) return said;
  return [...said, { of, how: closed.how, quote: closed.quote, dueOn: null }];
}

/** A case's note as memory keeps it. */
function historyNote(note: CaseNote, company: string): HistoryNote {
  return {
    id: note.id,
    day: note.day,
    outcome: note.outcome,
    loggedAt: `${note.logged ?? note.day}T15:00:00.000Z`,
    text: note.text,
    prospects: note.people.map((name) => ({ key: `${name}-${company}`, name, company })),
    author: note.author,
    visibility: note.visibility,
  };
}

/** What one viewer knows of a deal from readings of the notes that they may see. */
export function historyOf({ deal, noteIds }: View, readings: readonly Reading[]): History {
  return createHistory({
    notes: deal.notes.filter(({ id }) => noteIds.has(id)).map((note) => historyNote(note, deal.company)),
    readings: readings.filter(({ noteId }) => noteIds.has(noteId)),
    comparisons: [],
    at: `${deal.as_of}T23:59:59.999Z`,
    correct: ({ signals }: Known) => signals,
  });
}
