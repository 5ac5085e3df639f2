import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { openBank } from '../contracts/hindsight-wire.ts';

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'memory-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'notes.jsonl');
}

async function start(file: string, workerDelayMs = 5) {
  const server = await createMemoryServer({ file, now: () => new Date(0), workerDelayMs });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await server.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...openBank(server, 'team'), close };
}

test('notes, tags, deletions, settings and the order of changes survive a restart', async () => {
  const file = await newFile();
  const before = await start(file);
  await before.ask('PATCH', '/config', { updates: { retain_extraction_mode: 'chunks' } });
  for (const id of ['a', 'b', 'c', 'd']) {
    await before.retain({ content: `text of ${id}`, document_id: id, metadata: { id } });
  }
  await before.ask('PATCH', '/documents/b', { tags: ['t'] });
  await before.ask('DELETE', '/documents/c');
  const state = async ({ ask, documents, units }: typeof before) => [
    await documents(),
    await units(),
    (await ask('GET', '/config')).body,
    (await ask('GET', '/documents/a')).body,
  ];
  const seen = await state(before);
  await before.close();
  const after = await start(file);
  expect(await state(after)).toEqual(seen);
  await after.retain({ content: 'text of e', document_id: 'e' });
  expect(await after.documentIds()).toEqual(['e', 'b', 'd', 'a']);
});

test('an operation id stays used after a restart, and what was accepted is carried out', async () => {
  const file = await newFile();
  const operation = '7b0d5f3e-9a43-4b7e-8a50-0d7c9f0f7a11';
  const before = await start(file, 60_000);
  await before.retainLater({ content: 'first', document_id: 'claim' }, operation);
  await before.close();
  const after = await start(file);
  await after.retainLater({ content: 'second', document_id: 'claim' }, operation);
  await vi.waitUntil(async () => (await after.documentIds()).length === 1, { interval: 5, timeout: 8_000 });
  expect((await after.ask('GET', '/documents/claim')).body).toMatchObject({ original_text: 'first' });
});

test('a last line that was cut short is forgotten, a damaged line before it is an error', async () => {
  const file = await newFile();
  const before = await start(file);
  await before.retain({ content: 'text', document_id: 'a' });
  await before.close();
  await appendFile(file, '{"kind":"retain","bank":"te');
  const after = await start(file);
  expect(await after.documentIds()).toEqual(['a']);
  await after.retain({ content: 'text', document_id: 'b' });
  await after.close();
  expect(await (await start(file)).documentIds()).toEqual(['b', 'a']);
  await writeFile(file, `nonsense\n${await readFile(file, 'utf8')}`);
  await expect(start(file)).rejects.toThrow(/damaged at .*:1/);
});

test('the file holds no words of a deleted or replaced note after a restart', async () => {
  const file = await newFile();
  const before = await start(file);
  await before.retain({ content: 'SECRET one', document_id: 'a' });
  await before.retain({ content: 'SECRET two', document_id: 'b' });
  await before.retain({ content: 'harmless', document_id: 'b' });
  await before.ask('DELETE', '/documents/a');
  await before.close();
  await (await start(file)).close();
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain('SECRET');
  expect(text).toContain('harmless');
});

test('killing the process in the middle of writing loses no note that was acknowledged', async () => {
  const file = await newFile();
  const script = fileURLToPath(new URL('./memory-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const url = String(await once(child.stdout, 'data').then(([line]) => line)).trim();
  const { retain } = openBank({ url }, 'team');
  const acknowledged: string[] = [];
  const write = async (lane: number) => {
    for (let n = 0; ; n += 1) {
      const id = `n-${lane}-${n}`;
      await retain({ content: `Text of ${id}`, document_id: id });
      acknowledged.push(id);
      if (acknowledged.length === 60) child.kill('SIGKILL');
    }
  };
  await Promise.allSettled([1, 2, 3, 4].map(write));
  const kept = await (await start(file)).documentIds('?limit=1000');
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(kept).toEqual(expect.arrayContaining(acknowledged));
});
