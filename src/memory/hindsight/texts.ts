import type { Note, NoteHeader } from '../note.ts';
import { dealTag } from './access.ts';
import type { Bank } from './bank.ts';
import { decodeNote } from './stored-note.ts';
import type { TextCache } from './text-cache.ts';
import type { Unit, WholeDocument } from './wire.ts';

/** Fewer than this many are cheaper one by one. */
const fewTexts = 6;
/** What one address holds comfortably. */
const dealsAtOnce = 40;
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
    await inTurns(single, async (header) => {
      const note = noteOf(header, await bank.get(header.id));
      if (note) into.set(header.id, note);
    });
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

async function readUnits(bank: Bank, headers: readonly NoteHeader[]): Promise<Map<string, Unit[]>> {
  const wanted = new Set(headers.map(({ id }) => id));
  const tags = [...new Set(headers.map(({ deal }) => dealTag(deal.key)))];
  const units = new Map<string, Unit[]>();
  for (let start = 0; start < tags.length; start += dealsAtOnce) {
    const filter = { tags: tags.slice(start, start + dealsAtOnce), match: 'any' as const };
    for (const unit of await bank.units(filter)) {
      const id = unit.document_id ?? '';
      if (wanted.has(id)) units.set(id, [...(units.get(id) ?? []), unit]);
    }
  }
  return units;
}

/** Undefined when the text is in several pieces or is not of this version: then the document itself must be read. */
function wholeText(header: NoteHeader, units: readonly Unit[]): string | undefined {
  const [unit] = units;
  if (!unit || units.length > 1 || !isSameVersion(header, decodeNote(header.id, unit.tags, unit.metadata))) {
    return undefined;
  }
  return unit.text;
}

function noteOf(header: NoteHeader, document: WholeDocument | undefined): Note | undefined {
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

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce) {
    await Promise.all(items.slice(start, start + atOnce).map(work));
  }
}
