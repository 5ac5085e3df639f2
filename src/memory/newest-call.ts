import type { NoteHeader } from './note.ts';

/** Newest call first; of one day the one logged last. */
export function byNewestCall(a: NoteHeader, b: NoteHeader): number {
  return compare(b.day, a.day) || compare(b.loggedAt, a.loggedAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
