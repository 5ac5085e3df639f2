import pMap from 'p-map';
import type { Note, NoteHeader } from '../note.ts';
import type { Bank } from './bank.ts';
import { readUnits } from './deal-units.ts';
import { noteOf, wholeText } from './same-version.ts';
import type { TextCache } from './text-cache.ts';

/** Fewer than this many are cheaper one by one. */
const fewTexts = 6;
/** At one time, so that a long list does not starve the other requests. */
const atOnce = 8;

/** The words to these headers, in their order, in as few requests as can be; what is gone is left out. */
export type ReadTexts = (headers: readonly NoteHeader[]) => Promise<readonly Note[]>;

export function createTexts(bank: Bank, cache: TextCache): ReadTexts {
  async function fill(missing: readonly NoteHeader[], into: Map<string, Note>): Promise<void> {
    const bulk = missing.length < fewTexts ? new Map() : await readUnits(bank, missing);
    const single: NoteHeader[] = [];
    for (const header of missing) {
      const text = wholeText(header, bulk.get(header.id) ?? []);
      if (text === undefined) single.push(header);
      else into.set(header.id, { ...header, text });
    }
    const read = async (header: NoteHeader): Promise<void> => {
      const note = noteOf(header, await bank.get(header.id));
      if (note) into.set(header.id, note);
    };
    await pMap(single, read, { concurrency: atOnce });
  }
  return async (headers) => {
    const found = new Map<string, Note>();
    const missing = headers.filter((header) => {
      const text = cache.get(header);
      if (text !== undefined) found.set(header.id, { ...header, text });
      return text === undefined;
    });
    const read = new Map<string, Note>();
    await fill(missing, read);
    for (const note of read.values()) cache.put(note);
    return headers.flatMap(({ id }) => found.get(id) ?? read.get(id) ?? []);
  };
}
