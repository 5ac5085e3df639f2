import { leftOf, notesInParts } from '../../src/memory/hindsight/state-records.ts';
import type { Memory, NoteRoster, StateBank, StateRecord } from '../../src/memory/memory.ts';
import { byNewestCall, type Note } from '../../src/memory/note.ts';

/** Notes and records of one team in two maps, deleting and cutting as the real bank does; test/contracts hold that one to it. */
export function createBank() {
  const notes = new Map<string, Note>();
  const buried = new Set<string>();
  const records = new Map<string, StateRecord>();
  const claims = new Set<string>();

  function lose(noteId: string, text?: string): void {
    for (const record of records.values()) {
      if (![...record.noteIds, ...notesInParts(record)].includes(noteId)) continue;
      const left = leftOf(record, noteId, text);
      if (left) records.set(record.id, left);
      else records.delete(record.id);
    }
  }

  const mayRead = ({ visibility, author }: Note, asker: string) => visibility === 'team' || author === asker;
  const seen = (asker: string) =>
    [...notes.values()].filter((note) => mayRead(note, asker)).toSorted(byNewestCall);

  const memory: Memory = {
    async save(note) {
      if (buried.has(note.id)) return 'deleted';
      if (notes.has(note.id)) return 'already';
      notes.set(note.id, note);
      return 'saved';
    },
    async edit(note) {
      if (buried.has(note.id)) return 'deleted';
      notes.set(note.id, note);
      lose(note.id, note.text);
      return 'saved';
    },
    async remove(id) {
      buried.add(id);
      notes.delete(id);
      lose(id);
    },
    async setVisibility(id, visibility, { loggedAt }) {
      const note = notes.get(id);
      if (!note || (loggedAt ?? note.loggedAt) !== note.loggedAt) return false;
      notes.set(id, { ...note, visibility });
      return true;
    },
    async read(id, asker) {
      const note = notes.get(id);
      return note && mayRead(note, asker) ? note : undefined;
    },
    async list(scope, asker) {
      return seen(asker).filter(
        (note) => typeof scope !== 'object' || !('deal' in scope) || note.deal.key === scope.deal,
      );
    },
    texts: async (headers) => headers.flatMap(({ id }) => notes.get(id) ?? []),
    recall: async () => [],
  };
  const roster: Pick<NoteRoster, 'authors' | 'peek'> = {
    authors: async () => new Map([...notes.values()].map(({ author, loggedAt }) => [author, loggedAt])),
    peek: seen,
  };
  const state: StateBank = {
    async put(record) {
      records.set(record.id, structuredClone(record));
      for (const id of [...record.noteIds, ...notesInParts(record)]) if (buried.has(id)) lose(id);
    },
    get: async (id) => records.get(id),
    list: async (wanted) => {
      const tags = [wanted].flat();
      return [...records.values()].filter((one) =>
        [...one.tags, `kind:${one.kind}`].some((tag) => tags.includes(tag)),
      );
    },
    ids: async (tags) =>
      new Set(
        [...records.values()].flatMap((one) =>
          [...one.tags, `kind:${one.kind}`].some((tag) => tags.includes(tag)) ? one.id : [],
        ),
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
  return { memory, roster, state, notes, records };
}

export type Bank = ReturnType<typeof createBank>;
