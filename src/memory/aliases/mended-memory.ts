import { keysOf } from '../keys.ts';
import type { Memory } from '../memory.ts';
import { byNewestCall } from '../newest-call.ts';
import type { Note, NoteHeader } from '../note.ts';
import type { Lens } from './lens.ts';
import type { View } from './view.ts';

/** Memory as people have mended it: notes are stored as they were typed, and read as they are meant. */
export function createMendedMemory(memory: Memory, lens: Lens): Memory {
  return {
    save: memory.save,
    remove: memory.remove,
    setVisibility: memory.setVisibility,

    async edit(note) {
      const view = await lens.of(note.author);
      if (view.aliases.length === 0) return memory.edit(note);
      const stored = await memory.read(note.id, note.author);
      return memory.edit(stored ? asStored(note, stored, view) : note);
    },

    async read(id, asker) {
      const [note, view] = await Promise.all([memory.read(id, asker), lens.of(asker)]);
      return note && view.header(note);
    },

    async list(scope, asker) {
      const [headers, view] = await Promise.all([memory.list(scope, asker), lens.of(asker)]);
      const others = typeof scope === 'object' && 'deal' in scope ? await otherDeals(scope.deal, asker) : [];
      const more = await Promise.all(others.map((deal) => memory.list({ deal }, asker)));
      const all = more.length > 0 ? once([headers, ...more].flat()) : headers;
      return lens.through(view, all);
    },

    async texts(headers) {
      const origins = headers.map((header) => lens.stored(header));
      const views = new Map(headers.map(({ id }, index) => [id, origins[index]?.view]));
      const notes = await memory.texts(headers.map((header, index) => origins[index]?.header ?? header));
      return notes.map((note) => views.get(note.id)?.header(note) ?? note);
    },

    async recall(question) {
      // Ids are the same however notes are read: all deals are one search.
      if (question.deal === null) return memory.recall(question);
      const keys = keysOf(await lens.deal(question.deal, question.asker));
      const ranked = await Promise.all(keys.map((deal) => memory.recall({ ...question, deal })));
      return inTurn(ranked).slice(0, question.limit);
    },
  };

  async function otherDeals(deal: string, asker: string): Promise<readonly string[]> {
    return keysOf(await lens.deal(deal, asker)).filter((key) => key !== deal);
  }
}

/** Whom an edit leaves as they were shown stays stored as they were, so that undoing an alias still brings them back. */
function asStored(note: Note, stored: NoteHeader, view: View): Note {
  const shown = view.header(stored);
  const keys = ({ prospects, deal }: NoteHeader) => [deal.key, ...prospects.map(({ key }) => key)].join(' ');
  return keys(shown) === keys(note) ? { ...note, prospects: stored.prospects, deal: stored.deal } : note;
}

/** A note that changed its deal between two lists once, as it was last; newest call first. */
function once(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  const newest = new Map<string, NoteHeader>();
  for (const header of headers) {
    const known = newest.get(header.id);
    if (!known || known.loggedAt <= header.loggedAt) newest.set(header.id, header);
  }
  return [...newest.values()].sort(byNewestCall);
}

/** The first of each, then the second of each: no note is in two of these. */
function inTurn<T>(ranked: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...ranked.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, rank) =>
    ranked.flatMap((ids) => ids.slice(rank, rank + 1)),
  );
  return [...new Set(all.flat())];
}
