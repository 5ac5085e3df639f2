import { byNewestCall, type Note } from '../../memory/note.ts';
import { type Cited, mentionsOf, type Signal } from './signal.ts';

export type HistoryNote = Pick<
  Note,
  'id' | 'day' | 'outcome' | 'loggedAt' | 'text' | 'prospects' | 'author' | 'visibility'
>;

/** What the words of a note say became of the deal, though nobody has said so by its outcome. */
export interface SaidOutcome {
  readonly words: 'won' | 'lost' | 'reopened';
  readonly cited: Cited;
}

/** "the newest note says: lost?": a question beside what is told of its deal, until somebody has answered it. */
export function outcomeAsked(words: SaidOutcome['words']): string {
  return `the newest note says: ${words}?`;
}

/** What was known at the end of one day, to somebody who may see these notes. */
export interface Known {
  /** Oldest first; calls of one day in the order they were logged. */
  readonly notes: readonly HistoryNote[];
  /** What was read in them, as people have put it right; each as it stood on that day. */
  readonly signals: readonly Signal[];
  /** Ids of those of the notes that are read. */
  readonly readIds: ReadonlySet<string>;
  /** What the newest note's words say and no outcome does; left out where there is no such thing. */
  readonly outcomeSaid?: SaidOutcome;
}

/** A deal's past, to be asked for any day: later notes are gone, and what they closed is open again. */
export interface History {
  on(day: string): Known;
  /** The same without one note and all that it changed. */
  without(noteId: string): History;
}

/** Oldest first; calls of one day in the order they were logged. */
export function oldestFirst<T extends Pick<HistoryNote, 'id' | 'day' | 'loggedAt'>>(
  notes: readonly T[],
): readonly T[] {
  return notes.toSorted((a, b) => byNewestCall(b, a));
}

/** Where the newest note's words say lost and nobody has marked it so yet; null elsewhere. */
export function lostSaid({ outcomeSaid }: Known): SaidOutcome | null {
  return outcomeSaid?.words === 'lost' ? outcomeSaid : null;
}

/** Whether the deal is lost, or its newest note's words say so. */
export function isLostOrSaid(known: Known): boolean {
  return closingNote(known.notes)?.outcome === 'lost' || lostSaid(known) !== null;
}

/**
 * The note that won or lost the deal; null while it is open. A next step after a lost one opens it again; after a won one
 * it is work that is owed, so only a later lost one, or somebody who says that it is open again, changes that.
 */
export function closingNote(notes: readonly HistoryNote[]): HistoryNote | null {
  return oldestFirst(notes).reduce(closingAfter, null);
}

/** The same after one more note, the newest. */
export function closingAfter(closing: HistoryNote | null, note: HistoryNote): HistoryNote | null {
  if (note.outcome === 'won' || note.outcome === 'lost') return note;
  return closing !== null && opensAgain(note, closing.outcome) ? null : closing;
}

/** Tells whether something was said, or said again, with the note that closed the deal or after it; true of all while it is open. */
export function saidSinceClosing({ notes }: Pick<Known, 'notes'>): (signal: Signal) => boolean {
  const closing = closingNote(notes);
  if (closing === null) return () => true;
  const since = new Set(notes.filter((note) => byNewestCall(note, closing) <= 0).map(({ id }) => id));
  return (signal) => mentionsOf(signal).some(({ noteId }) => since.has(noteId));
}

/** The note that opened the deal again; null where it never was over, or is. */
export function reopeningNote(notes: readonly HistoryNote[]): HistoryNote | null {
  let closing: HistoryNote | null = null;
  let opener: HistoryNote | null = null;
  for (const note of oldestFirst(notes)) {
    const after = closingAfter(closing, note);
    if (closing !== null && after === null) opener = note;
    closing = after;
  }
  return closing === null ? opener : null;
}

/** Whether a note opens the deal again that an earlier one closed with this outcome. */
export function opensAgain(
  { outcome }: Pick<HistoryNote, 'outcome'>,
  closing: HistoryNote['outcome'],
): boolean {
  return outcome === 'reopened' || (outcome === 'next_step' && closing === 'lost');
}

/**
 * The newest call, where its author chose that a step was agreed and nothing was read of that step: a step is agreed,
 * whatever is not known of it. Null where there is none, or where what was agreed then is known, open or over.
 */
export function stepNotRead({ notes, signals }: Known): HistoryNote | null {
  const call = notes.findLast(({ outcome }) => outcome !== 'note');
  if (call?.outcome !== 'next_step') return null;
  const isKnown = signals.some(
    (signal) => signal.kind === 'next_step' && mentionsOf(signal).some(({ noteId }) => noteId === call.id),
  );
  return isKnown ? null : call;
}

/** Those of the notes that nobody has read yet, oldest first: they may say what seems to be missing. */
export function unreadNotes({ notes, readIds }: Known): readonly HistoryNote[] {
  return notes.filter(({ id }) => !readIds.has(id));
}

/** Whether a remark of the rep's own tells of something that came from them: a mail, a sign-off. */
function bringsTheirWords({ id, prospects }: HistoryNote, signals: readonly Signal[]): boolean {
  if (prospects.length === 0) return false;
  return signals.some(
    (signal) =>
      signal.who === 'them' &&
      !signal.isBeingChecked &&
      [...mentionsOf(signal), signal.closedBy].some((cited) => cited?.noteId === id),
  );
}

/** A call that nobody took reaches nobody; a bare note does only where it brings words of theirs. */
export function reachesThem(note: HistoryNote, { signals }: Pick<Known, 'signals'>): boolean {
  if (note.outcome === 'no_answer') return false;
  return note.outcome !== 'note' || bringsTheirWords(note, signals);
}
