import pMap from 'p-map';
import type { Mends } from './aliases/mends.ts';
import type { Erasure } from './erasure.ts';
import type { Forget, ForgetReceipt } from './forget.ts';
import { createForgetReach, isOn, type Wanted } from './forget-reach.ts';
import type { Memory, Roster } from './memory.ts';
import type { NoteHeader } from './note.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly erasure: Erasure;
  readonly mends: Mends;
}

const atOnce = 4;

/** More than any one person's notes on a deal that a search brings up first. */
const recallLimit = 50;

export function createForget(deps: Deps): Forget {
  const { memory, roster, erasure } = deps;
  const reach = createForgetReach(deps);

  return {
    async plan(request) {
      const wanted = await reach.of(request);
      const { keys } = wanted;
      const [notes, known, aliases] = await Promise.all([
        reach.notes(wanted),
        roster.headers(request.asker),
        reach.aliases(wanted),
      ]);
      const people = [...notes, ...known].flatMap(({ prospects }) => prospects);
      const others = notes.flatMap(({ prospects }) => prospects).filter(({ key }) => !keys.includes(key));
      const going = new Set(notes.map(({ id }) => id));
      return {
        person: people.find(({ key }) => key === keys[0]) ?? people.find(({ key }) => keys.includes(key)),
        notes,
        recordCount: (await erasure.recordsOn([...going])).length,
        aliasCount: aliases.length,
        alsoOn: [...new Map(others.map((one) => [one.key, one])).values()],
        staying: known.filter(isOn(keys)).filter(({ id }) => !going.has(id)).length,
      };
    },

    async carryOut(request) {
      const wanted = await reach.of(request);
      const notes = await reach.notes(wanted);
      const noteIds = notes.map(({ id }) => id);
      const recordCount = (await erasure.recordsOn(noteIds)).length;
      // Before the last note, since without one nobody is found again to go on with after trouble.
      await pMap(noteIds.slice(1), (id) => memory.remove(id), { concurrency: atOnce });
      const aliasCount = await dropAliases(wanted, noteIds);
      await pMap(noteIds.slice(0, 1), (id) => memory.remove(id));
      return { noteIds, recordCount, aliasCount, left: await search(deps, wanted, notes) };
    },
  };

  /** When nobody keeps a note on them, what others said of them goes too. */
  async function dropAliases(wanted: Wanted, going: readonly string[]): Promise<number> {
    const left = (await Promise.all(wanted.keys.map((key) => erasure.notesOn(key)))).flat();
    const isLast = left.every(({ id }) => going.includes(id));
    const ids = await reach.aliases(isLast ? { ...wanted, scope: 'all' } : wanted);
    await deps.mends.drop(ids);
    return ids.length;
  }
}

/** Looks for what was removed in every way there is. */
async function search(
  deps: Deps,
  wanted: Wanted,
  removed: readonly NoteHeader[],
): Promise<ForgetReceipt['left']> {
  const { memory, erasure } = deps;
  const reach = createForgetReach(deps);
  const ids = removed.map(({ id }) => id);
  const { asker } = wanted;
  const names = new Map(removed.map(({ deal, prospects }) => [deal.key, prospects[0]?.name ?? 'call']));
  const recalls = [...names].map(([deal, text]) => memory.recall({ deal, asker, text, limit: recallLimit }));
  const found = new Set((await Promise.all(recalls)).flat());
  const read = await pMap(ids, (id) => memory.read(id, asker), { concurrency: atOnce });
  return {
    listed: (await reach.notes(wanted)).length,
    recalled: ids.filter((id) => found.has(id)).length,
    readable: read.filter((note) => note !== undefined).length,
    records: (await erasure.recordsOn(ids)).length,
    aliases: (await reach.aliases(wanted)).length,
  };
}
