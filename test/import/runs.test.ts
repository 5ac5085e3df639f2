import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { author, begin, fileAtSlack, importRig, type RigOptions, sheetOf } from '../hindsight/import-rig.ts';

const server = await createMemoryServer({ now: () => new Date() });
afterAll(() => server.close());

const nobody = () => undefined;
let at = Date.parse('2026-11-23T09:00:00Z');
const now = () => new Date(at);
let options: RigOptions;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'calls.csv');
  await writeFile(file, sheetOf(160));
  options = { url: server.url, apiKey: 'none', prefix: `runs${randomUUID().slice(0, 8)}`, file };
});

const stored = ({ memory }: ReturnType<typeof importRig>) => memory.list({ rep: author.id }, author.id);

test('an import that another process undoes while it runs stores nothing more, and nothing of it is left', async () => {
  const other = importRig(options, { now });
  let undone: unknown;
  const rig = importRig(options, {
    now,
    async pause() {
      // After its first wave, and some seconds later.
      at += 6_000;
      undone ??= await other.imports.undo(record, nobody);
      return true;
    },
  });
  const record = await begin(rig);
  expect(await rig.imports.run(record, author, nobody)).toEqual({ kind: 'stopped' });
  expect(undone).toEqual({ kind: 'undone', removed: 75, changed: 0 });
  expect(await stored(other)).toEqual([]);
  expect((await other.store.get(record.id))?.status).toBe('undone');
});

test('an undo waits for what the same process has under way, and takes that back too', async () => {
  let go: () => void = nobody;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  let asked = 0;
  const rig = importRig(options, {
    now,
    async fetch(input, init) {
      const request = new Request(input, init);
      const isBatch = request.method === 'POST' && !request.url.includes('-state/');
      asked += Number(isBatch);
      if (isBatch) await held;
      return fetch(request);
    },
  });
  const record = await begin(rig);
  const running = rig.imports.run(record, author, nobody);
  await expect.poll(() => asked).toBe(3);
  const undoing = rig.imports.undo(record, nobody);
  go();
  expect(await undoing).toEqual({ kind: 'undone', removed: 75, changed: 0 });
  expect(await running).toEqual({ kind: 'stopped' });
  expect(await stored(rig)).toEqual([]);
});

test('a note that memory refuses is counted, and keeps no other of its batch', async () => {
  const rig = importRig(options, {
    now,
    async fetch(input, init) {
      const request = new Request(input, init);
      const isRefused = request.method === 'POST' && (await request.clone().text()).includes('number 33:');
      return isRefused ? Response.json({ detail: 'no' }, { status: 422 }) : fetch(request);
    },
  });
  const record = await begin(rig);
  expect(await rig.imports.run(record, author, nobody)).toEqual({ kind: 'done', stored: 159, refused: 1 });
  expect(await stored(rig)).toHaveLength(159);
});

test('notes that were stored though the answer was lost are told of, to be read with the others', async () => {
  const brought: string[] = [];
  let lost = 0;
  const rig = importRig(options, {
    now,
    onBrought: (notes) => void brought.push(...notes.map(({ id }) => id)),
    async fetch(input, init) {
      const request = new Request(input, init);
      const isBatch = request.method === 'POST' && !request.url.includes('-state/');
      const reply = await fetch(request);
      if (!isBatch || lost > 0) return reply;
      lost += 1;
      return new Response('', { status: 503 });
    },
  });
  const record = await begin(rig);
  expect(await rig.imports.run(record, author, nobody)).toEqual({ kind: 'done', stored: 160, refused: 0 });
  expect(new Set(brought).size).toBe(160);
});

test('of the colleagues whose rows a file has, whoever has most of them comes first', async () => {
  const rows = ['Lena', 'Mika', 'Mika'].map((owner, at) => `2026-11-1${at},Mona Reyes,Rang ${at},${owner}`);
  await writeFile(options.file, ['Date,Contact,Notes,Owner', ...rows].join('\n'));
  const rig = importRig(options, {
    now,
    ownersOf: async (cells) =>
      new Map(cells.map((name) => [name, { user: `U0${name}`, name, can: 'accept' as const }])),
  });
  const { others } = await rig.imports.offer({
    ...{ author, by: author.id, file: fileAtSlack, visibility: 'private' },
  });
  expect(others.map(({ name, rows: count }) => `${name} ${count}`)).toEqual(['Mika 2', 'Lena 1']);
});

test('when memory takes no note of a batch at all, that is told as trouble and the import is not called done', async () => {
  const rig = importRig(options, {
    now,
    async fetch(input, init) {
      const request = new Request(input, init);
      const isBatch = request.method === 'POST' && !request.url.includes('-state/');
      return isBatch ? Response.json({ detail: 'no' }, { status: 422 }) : fetch(request);
    },
  });
  const record = await begin(rig);
  await expect(rig.imports.run(record, author, nobody)).rejects.toThrow();
  expect((await rig.store.get(record.id))?.status).toBe('running');
});

test('what was undone does not come back by a run of the same import that comes late', async () => {
  const rig = importRig(options, { now });
  const record = await begin(rig);
  await rig.imports.run(record, author, nobody);
  expect(await rig.imports.undo(record, nobody)).toMatchObject({ removed: 160 });
  await rig.imports.run(record, author, nobody);
  expect(await stored(rig)).toEqual([]);
});

test('an import is left over once its process has been silent for more than twenty seconds, and never for who runs it', async () => {
  const [first, second] = [importRig(options, { now }), importRig(options, { now })];
  const record = await begin(first);
  const left = async () => (await second.imports.leftOver()).map(({ id }) => id);
  await first.store.put({ ...record, beat: { runner: 'another', at: now().toISOString() } });
  expect(await left()).toEqual([]);
  at += 20_000;
  expect(await left()).toEqual([]);
  at += 1;
  expect(await left()).toEqual([record.id]);
  await first.store.put({ ...record, status: 'done' });
  expect(await left()).toEqual([]);
});
