import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { author, begin, importRig, type RigOptions, sheetOf } from './import-rig.ts';
import { realServer } from './server.ts';

const page = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      tags: z.array(z.string()),
      content_hash: z.string(),
      document_metadata: z.unknown(),
    }),
  ),
});

/** Every document of a bank as the server lists it, but for what an undone import leaves: its tombstones and its own record. */
async function rawOf({ url, apiKey, prefix }: RigOptions, bank: '' | '-state'): Promise<readonly string[]> {
  const address = `${url}/v1/default/banks/${prefix}-t0import${bank}/documents?limit=100000`;
  const reply = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` } });
  if (reply.status === 404) return [];
  const { items } = page.parse(await reply.json());
  const kept = items.filter(({ tags }) => !tags.includes('with:import') && !tags.includes('kind:import'));
  return kept.map(({ tags, ...rest }) => JSON.stringify({ ...rest, tags: tags.toSorted() })).toSorted();
}

async function rigFor(rows: number) {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  const file = join(folder, 'calls.csv');
  await writeFile(file, sheetOf(rows));
  const options = { ...realServer(), prefix: `imp${randomUUID().slice(0, 8)}`, file };
  return { options, rig: importRig(options) };
}

/** Runs it in a process of its own, which is killed when it says that it is so far. */
async function killedAt(
  what: 'import' | 'undo',
  { url, apiKey, prefix, file }: RigOptions,
  soFar: RegExp,
): Promise<void> {
  const child = fileURLToPath(new URL('import-child.ts', import.meta.url));
  const running = spawn(process.execPath, ['--import', 'tsx', child, what, url, apiKey, prefix, file]);
  await new Promise<void>((resolve, reject) => {
    running.stdout.on('data', (data: Buffer) => {
      if (soFar.test(String(data))) resolve(void running.kill('SIGKILL'));
    });
    running.once('exit', (code) => reject(new Error(`it ended by itself with ${code}`)));
  });
}

const noteOf = (id: string) => ({
  ...{ id, prospects: [{ key: 'yrsa-holt-x', name: 'Yrsa Holt', company: 'Dunmarrow' }] },
  ...{
    deal: { key: 'dunmarrow-x', company: 'Dunmarrow', label: null },
    author: author.id,
    outcome: 'spoke' as const,
  },
  ...{ day: '2026-09-01', timestamp: '2026-09-01T12:00:00+02:00', loggedAt: '2026-09-01T10:00:00.000Z' },
  ...{ visibility: 'private' as const, source: 'modal', link: null, text: 'Logged by hand before.' },
});

test('a process killed in the middle of an import loses nothing and doubles nothing, and undo leaves both banks as before', async () => {
  const { options, rig } = await rigFor(300);
  await rig.memory.save(noteOf(`note-${randomUUID()}`));
  await rig.state.put({ id: 'setting-1', kind: 'setting', data: { on: true }, noteIds: [], tags: [] });
  const before = { notes: await rawOf(options, ''), state: await rawOf(options, '-state') };

  await killedAt('import', options, /stored (?:[5-9]\d|1\d\d)/);
  const half = (await rawOf(options, '')).length - before.notes.length;
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(300);

  const [record, ...more] = await rig.store.list(author.id);
  expect(more).toEqual([]);
  if (!record) throw new Error('the import was not written down');
  expect(record.status).toBe('running');
  const end = await rig.imports.run(record, author, () => undefined);
  expect(end).toEqual({ kind: 'done', stored: 300, refused: 0 });
  const after = await rawOf(options, '');
  expect(after).toHaveLength(before.notes.length + 300);
  const texts = await rig.memory.texts(await rig.memory.list({ rep: author.id }, author.id));
  expect(new Set(texts.map(({ text }) => text)).size).toBe(301);

  const again = await rig.imports.offer({ author, by: author.id, file: record.file, visibility: 'private' });
  expect(again.plan).toMatchObject({ have: 300, notes: [] });

  const undone = await rig.imports.undo({ ...record, status: 'done' }, () => undefined);
  expect(undone).toEqual({ kind: 'undone', removed: 300, changed: 0 });
  expect(await rawOf(options, '')).toEqual(before.notes);
  expect(await rawOf(options, '-state')).toEqual(before.state);
}, 300_000);

test('a process killed in the middle of an undo leaves what the next one undoes whole, and both banks as before', async () => {
  const { options, rig } = await rigFor(200);
  await rig.memory.save(noteOf(`note-${randomUUID()}`));
  const before = { notes: await rawOf(options, ''), state: await rawOf(options, '-state') };
  const record = await begin(rig);
  await rig.imports.run(record, author, () => undefined);
  await killedAt('undo', options, /undone (?:[4-9]\d|1\d\d)/);
  const left = (await rawOf(options, '')).length - before.notes.length;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(200);

  const [half] = await rig.store.list(author.id);
  if (!half) throw new Error('the import was not written down');
  expect(half.status).toBe('undoing');
  const undone = await rig.imports.undo(half, () => undefined);
  expect(undone).toEqual({ kind: 'undone', removed: left, changed: 0 });
  expect(await rawOf(options, '')).toEqual(before.notes);
  expect(await rawOf(options, '-state')).toEqual(before.state);
}, 300_000);

test.runIf(process.env['IMPORT_ROWS'])(
  'so many rows are stored in less than three minutes, with memory bounded',
  async () => {
    const rows = Number(process.env['IMPORT_ROWS']);
    const { rig } = await rigFor(rows);
    const record = await begin(rig);
    let most = 0;
    const started = performance.now();
    const end = await rig.imports.run(record, author, () => {
      most = Math.max(most, process.memoryUsage().rss);
    });
    const seconds = (performance.now() - started) / 1_000;
    console.log(`${rows} rows: ${seconds.toFixed(1)} s, ${(most / 1e6).toFixed(0)} MB at most`);
    expect(end).toEqual({ kind: 'done', stored: rows, refused: 0 });
    expect(seconds).toBeLessThan(180);
  },
  900_000,
);
