import pMap from 'p-map';
import type { Erasure } from './erasure.ts';
import type { Forget, ForgetRequest } from './forget.ts';
import type { Memory, Roster } from './memory.ts';
import type { NoteHeader } from './note.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
}

const atOnce = 4;

/** More than any one person's notes on a deal that a search brings up first. */
const recallLimit = 50;

export function createForget({ memory, roster, erasure }: Deps): Forget {
  const isOn = (prospect: string) => (note: NoteHeader) => note.prospects.some(({ key }) => key === prospect);

  async function notesOf({ prospect, asker, scope }: ForgetRequest): Promise<readonly NoteHeader[]> {
    if (scope === 'all') return erasure.notesOn(prospect);
    const own = await memory.list({ rep: asker }, asker);
    return own.filter(isOn(prospect)).filter(({ author }) => author === asker);
  }

  async function search(request: ForgetRequest, removed: readonly NoteHeader[]) {
    const ids = removed.map(({ id }) => id);
    const { asker } = request;
    const names = new Map(removed.map(({ deal, prospects }) => [deal.key, prospects[0]?.name ?? 'call']));
    const recalls = [...names].map(([deal, text]) =>
      memory.recall({ deal, asker, text, limit: recallLimit }),
    );
    const found = new Set((await Promise.all(recalls)).flat());
    const read = await pMap(ids, (id) => memory.read(id, asker), { concurrency: atOnce });
    return {
      listed: (await notesOf(request)).length,
      recalled: ids.filter((id) => found.has(id)).length,
      readable: read.filter((note) => note !== undefined).length,
      records: (await erasure.recordsOn(ids)).length,
    };
  }

  return {
    async plan(request) {
      const { prospect, asker } = request;
      const [notes, known] = await Promise.all([notesOf(request), roster.headers(asker)]);
      const people = [...notes, ...known].flatMap(({ prospects }) => prospects);
      const others = notes.flatMap(({ prospects }) => prospects).filter(({ key }) => key !== prospect);
      const going = new Set(notes.map(({ id }) => id));
      return {
        person: people.find(({ key }) => key === prospect),
        notes,
        recordCount: (await erasure.recordsOn([...going])).length,
        alsoOn: [...new Map(others.map((one) => [one.key, one])).values()],
        staying: known.filter(isOn(prospect)).filter(({ id }) => !going.has(id)).length,
      };
    },

    async carryOut(request) {
      const notes = await notesOf(request);
      const noteIds = notes.map(({ id }) => id);
      const recordCount = (await erasure.recordsOn(noteIds)).length;
      await pMap(noteIds, (id) => memory.remove(id), { concurrency: atOnce });
      return { noteIds, recordCount, left: await search(request, notes) };
    },
  };
}
