import { z } from 'zod';
import type { StatePart, StateRecord } from '../memory.ts';

/** Parts as they are stored. */
export const partsSchema = z.array(
  z.object({ data: z.unknown(), words: z.record(z.string(), z.array(z.string())) }),
);

/** Notes that parts alone rest on. */
export function notesInParts({
  noteIds,
  parts = [],
}: Pick<StateRecord, 'noteIds' | 'parts'>): readonly string[] {
  const all = new Set(parts.flatMap(({ words }) => Object.keys(words)));
  return [...all].filter((id) => !noteIds.includes(id));
}

function stands({ words }: StatePart, noteId: string, text: string | undefined): boolean {
  const own = words[noteId];
  return own === undefined || (text !== undefined && own.every((one) => text.includes(one)));
}

/**
 * What is left of a record once a note is gone, or reads `text` now: the very same record where nothing is lost,
 * undefined where all is.
 */
export function leftOf(
  record: StateRecord,
  noteId: string,
  text: string | undefined,
): StateRecord | undefined {
  const { noteIds, words, parts } = record;
  if (parts !== undefined) {
    if (text === undefined && noteIds.includes(noteId)) return undefined;
    const left = parts.filter((part) => stands(part, noteId, text));
    return left.length === parts.length ? record : { ...record, parts: left };
  }
  const isKept = text !== undefined && words !== undefined && noteIds.length === 1 && text.includes(words);
  return isKept ? record : undefined;
}
