import type { Note, NoteHeader } from '../note.ts';
import { decodeNote } from './decode-note.ts';
import type { Unit, WholeDocument } from './wire.ts';

/** Undefined when the text is in several pieces or is not of this version: then the document itself must be read. */
export function wholeText(header: NoteHeader, units: readonly Unit[]): string | undefined {
  const [unit] = units;
  if (!unit || units.length > 1 || !isSameVersion(header, decodeNote(header.id, unit.tags, unit.metadata))) {
    return undefined;
  }
  return unit.text;
}

/** The note as it is now; undefined when it is gone or opened to fewer people since. */
export function noteOf(header: NoteHeader, document: WholeDocument | undefined): Note | undefined {
  if (!document || document.original_text === null) return undefined;
  const fresh = decodeNote(document.id, document.tags, document.document_metadata);
  // Whoever asked could read the note as it was; as it is now they may not.
  if (!fresh || !isAsOpen(header, fresh)) return undefined;
  return { ...fresh, text: document.original_text };
}

function isSameVersion(header: NoteHeader, fresh: NoteHeader | undefined): boolean {
  return fresh !== undefined && fresh.loggedAt === header.loggedAt && isAsOpen(header, fresh);
}

function isAsOpen(before: NoteHeader, fresh: NoteHeader): boolean {
  return fresh.author === before.author && (fresh.visibility === 'team' || before.visibility === 'private');
}
