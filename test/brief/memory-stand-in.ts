import type { Memory, StateBank, StateRecord } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';

/** A memory that holds these notes and lets everybody read them; recall knows nothing. */
export function memoryOf(notes: readonly Note[]): Memory {
  const byId = new Map(notes.map((note) => [note.id, note]));
  return {
    save: async () => 'saved',
    edit: async () => 'saved',
    remove: async () => undefined,
    setVisibility: async () => true,
    read: async (id) => byId.get(id),
    list: async () => notes,
    texts: async (headers) => headers.flatMap(({ id }) => byId.get(id) ?? []),
    recall: async () => [],
  };
}

/** A state bank in a Map; data passes through JSON as it does on the wire. */
export function stateInMemory(): StateBank {
  const records = new Map<string, StateRecord>();
  const claims = new Set<string>();
  return {
    put: async (record) => {
      records.set(record.id, structuredClone(record));
    },
    get: async (id) => records.get(id),
    list: async (wanted) =>
      [...records.values()].filter(({ tags, kind }) =>
        [...tags, `kind:${kind}`].some((tag) => [wanted].flat().includes(tag)),
      ),
    ids: async (tags) =>
      new Set(
        [...records.values()].flatMap((one) => (one.tags.some((tag) => tags.includes(tag)) ? [one.id] : [])),
      ),
    remove: async (id) => {
      records.delete(id);
    },
    claim: async (key) => {
      const isFirst = !claims.has(key);
      claims.add(key);
      return isFirst;
    },
  };
}
