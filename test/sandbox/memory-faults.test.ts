import { expect, onTestFinished, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { openBank } from '../contracts/hindsight-wire.ts';

async function start() {
  const server = await createMemoryServer({ now: () => new Date() });
  onTestFinished(() => server.close());
  return { ...openBank(server, 'team'), server };
}

const note = { content: 'text', document_id: 'a' };

test('a lost response has done its work', async () => {
  const { server, retain, documentIds } = await start();
  server.faults.set({ kind: 'lost', times: 1, on: 'POST' });
  await expect(retain(note)).rejects.toThrow('fetch failed');
  expect(await documentIds()).toEqual(['a']);
  expect(server.faults.current()).toBeUndefined();
});

test('a refused or unavailable request has done nothing', async () => {
  const { server, ask, retain } = await start();
  server.faults.set({ kind: 'refuse', times: 1 });
  await expect(retain(note)).rejects.toThrow('fetch failed');
  server.faults.set({ kind: 'unavailable', times: 1 });
  expect((await retain(note)).status).toBe(503);
  expect((await ask('GET', '/documents')).status).toBe(404);
});

test('a request that hangs is never answered, and the next one is', async () => {
  const { server, retain } = await start();
  server.faults.set({ kind: 'hang' });
  const url = `${server.url}/health`;
  await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort/);
  server.faults.set(undefined);
  expect((await retain(note)).status).toBe(200);
});

test('a delayed request is answered later', async () => {
  const { server, retain } = await start();
  server.faults.set({ kind: 'delay', ms: 40 });
  const before = performance.now();
  expect((await retain(note)).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(35);
});

test('the log names every request and its status, not its words', async () => {
  const { server, ask, retain } = await start();
  await retain({ content: 'SECRET', document_id: 'a' });
  await ask('GET', '/documents/b');
  expect(server.faults.requests()).toEqual([
    { method: 'POST', path: '/v1/default/banks/team/memories', status: 200 },
    { method: 'GET', path: '/v1/default/banks/team/documents/b', status: 404 },
  ]);
  server.faults.forget();
  expect(server.faults.requests()).toEqual([]);
});

test('closing ends requests that hang', async () => {
  const server = await createMemoryServer({ now: () => new Date() });
  server.faults.set({ kind: 'hang' });
  const hanging = expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed');
  await expect.poll(() => server.faults.requests().length).toBe(1);
  await server.close();
  await hanging;
});
