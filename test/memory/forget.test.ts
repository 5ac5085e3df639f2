import { afterAll, expect, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createForget } from '../../src/memory/forget.ts';
import { createAliasedMemory } from '../../src/memory/identity/aliased-memory.ts';
import type { Memory } from '../../src/memory/memory.ts';
import { openWorkspace } from './connect.ts';
import { note, person } from './support.ts';

const server = await createMemoryServer({ now: () => new Date() });
afterAll(() => server.close());

const short = person('Priya S.', 'Rentfield');
const own = { prospect: short.key, asker: 'U1', scope: 'own' } as const;

/** A colleague has put the name of somebody right whom both have notes on. */
async function renamedByColleague() {
  const plain = openWorkspace({ url: server.url, apiKey: undefined }).open();
  const team = createAliasedMemory({ ...plain, now: () => new Date() });
  const [mine, theirs] = [
    note({ who: [short], visibility: 'team' }),
    note({ who: [short], author: 'U2', visibility: 'team' }),
  ];
  for (const one of [mine, theirs]) await plain.memory.save(one);
  const to = person('Priya Sharma', 'Rentfield');
  const alias = await team.aliases.add({ type: 'rename', from: short, to, by: 'U2' });
  return { ...team, theirs, alias, forget: createForget(team) };
}

test('what a colleague said of somebody stays while there is a note on them', async () => {
  const { forget, aliases, alias, theirs, roster } = await renamedByColleague();
  const receipt = await forget.carryOut(own);
  expect(receipt).toMatchObject({ aliasCount: 0, left: { listed: 0, readable: 0, records: 0, aliases: 0 } });
  expect(await aliases.idsOn(short.key)).toEqual([alias.id]);
  expect((await roster.headers('U2')).map(({ id }) => id)).toEqual([theirs.id]);
});

test('trouble on the way leaves the newest note, so that they are found again and forgotten whole', async () => {
  const plain = openWorkspace({ url: server.url, apiKey: undefined }).open();
  const team = createAliasedMemory({ ...plain, now: () => new Date() });
  const [newest, older] = [
    note({ who: [short], day: '2026-03-02' }),
    note({ who: [short], day: '2026-02-02' }),
  ];
  for (const one of [newest, older]) await plain.memory.save(one);
  let isAway = true;
  const tried: string[] = [];
  const remove: Memory['remove'] = async (id, by) => {
    tried.push(id);
    if (isAway && id === older.id) throw new RangeError('away');
    await team.memory.remove(id, by);
  };
  const forget = createForget({ ...team, memory: { ...team.memory, remove } });
  await expect(forget.carryOut(own)).rejects.toThrow('away');
  expect((await forget.plan(own)).notes.map(({ id }) => id)).toEqual([newest.id, older.id]);
  expect(tried).toEqual([older.id]);
  isAway = false;
  expect((await forget.carryOut(own)).noteIds).toEqual([newest.id, older.id]);
  expect((await forget.plan(own)).notes).toEqual([]);
});

test('what a colleague said of somebody goes with the last note on them', async () => {
  const { forget, aliases, theirs, memory } = await renamedByColleague();
  await memory.remove(theirs.id, theirs.author);
  expect((await forget.carryOut(own)).noteIds).toHaveLength(1);
  expect(await aliases.idsOn(short.key)).toEqual([]);
});
