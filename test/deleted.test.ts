import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { layDeleted, saveDeleted } from '../src/deleted/deleted.ts';
import { createBank } from '../src/memory/hindsight/bank.ts';
import { createRequest } from '../src/memory/hindsight/http-request.ts';
import { encodeNote } from '../src/memory/hindsight/note-document.ts';
import { call, hindsightOf, store } from './support/filled.ts';
import { startMain } from './support/process.ts';
import { storedNotes } from './support/stored.ts';
import { createWorld } from './support/world.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'deleted-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('what was deleted since the backup is deleted again in the restored bank, once its list is laid there', async () => {
  const world = await createWorld();
  onTestFinished(() => world.close());
  const [kept, deleted, imported] = await store(world, [call(), call(), call()]);
  if (!kept || !deleted || !imported) throw new Error('nothing was stored');
  await hindsightOf(world).memory.remove(deleted.id, deleted.author);
  await hindsightOf(world).arrivals.takeAway([imported]);
  const file = join(await folder(), 'deleted.json');
  expect(await saveDeleted(world.config, file)).toContain('2 deleted');
  expect(await readFile(file, 'utf8')).not.toMatch(/Priya|migration/);

  // A backup of before the deletion, restored elsewhere: both notes, and no tombstone.
  const restored = await createWorld({ startsBot: false });
  onTestFinished(() => restored.close());
  const { HINDSIGHT_URL: url, HINDSIGHT_BANK: prefix } = restored.config;
  const request = createRequest({ url, apiKey: undefined, fetch: globalThis.fetch });
  const bank = createBank({ request, id: `${prefix}-t0sandbox1`, warn: () => undefined });
  for (const note of [kept, deleted, imported]) await bank.retain(encodeNote(note));
  expect(await layDeleted(restored.config, file)).toContain('2 more');
  expect(await layDeleted(restored.config, file)).toContain('0 more');
  await restored.restartBot();
  const left = async () => (await storedNotes(restored)).map(({ id }) => id);
  await expect.poll(left).toEqual([kept.id]);
  // What went with its import may still come once more with another.
  expect(await hindsightOf(restored).arrivals.deletedAlone()).toEqual(new Set([deleted.id]));
});

test('a list of another team, or a file of another kind, changes nothing and is told in words', async () => {
  const world = await createWorld({ startsBot: false });
  onTestFinished(() => world.close());
  const path = await folder();
  const [foreign, odd] = [join(path, 'foreign.json'), join(path, 'odd.json')];
  await writeFile(foreign, JSON.stringify({ team: 'T0OTHER', alone: ['note-1'], together: [] }));
  await writeFile(odd, JSON.stringify({ team: 'T0SANDBOX1', alone: ['../banks'], together: [] }));
  await expect(layDeleted(world.config, foreign)).rejects.toThrow('is of another team');
  const running = startMain(world.env, ['--import', 'tsx', 'src/deleted/main.ts', 'lay', odd]);
  expect(await running.exit).toBe(1);
  expect(running.output()).toMatch(/odd\.json is not what .* writes\./);
  expect(world.memory.faults.requests().filter(({ method }) => method === 'POST')).toEqual([]);
});
