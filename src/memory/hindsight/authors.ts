import type { NoteHeader } from '../note.ts';

/** Authors of these notes, each with when their oldest was logged. */
export function authorsOf(headers: readonly NoteHeader[]): ReadonlyMap<string, string> {
  const authors = new Map<string, string>();
  for (const { author, loggedAt } of headers) {
    const since = authors.get(author);
    if (since === undefined || loggedAt < since) authors.set(author, loggedAt);
  }
  return authors;
}
