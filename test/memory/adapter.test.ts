import { afterAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import type { UpstreamError } from '../../src/errors.ts';
import type { Note } from '../../src/memory/note.ts';
import { openWorkspace, storedAs, type Workspace } from './connect.ts';
import { note, person } from './support.ts';

const server = await createMemoryServer({ now: () => new Date() });
let workspace: Workspace;

beforeEach(() => {
  workspace = openWorkspace({ url: server.url, apiKey: undefined });
  server.faults.set(undefined);
  server.faults.forget();
});
afterAll(() => server.close());

/** What was asked since the last look, without the bank. */
function asked(): readonly string[] {
  const lines = server.faults
    .requests()
    .map(({ method, path }) => `${method} ${path.replace(/^.*\/banks\/[^/]+/, '')}`);
  server.faults.forget();
  return lines.map((line) => line.replace(/\?.*/, ''));
}

/** A server that forgets every filter it is given. */
const forgetful: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  url.searchParams.delete('tags');
  const text = await request.text();
  const { tag_groups: _, ...body } = z.looseObject({}).parse(JSON.parse(text || '{}'));
  return fetch(url, {
    method: request.method,
    headers: request.headers,
    ...(text === '' ? {} : { body: JSON.stringify(body) }),
  });
};

test('what a lying server hands out beyond the question is dropped', async () => {
  const { memory } = workspace.open();
  const [own, foreign, secret] = [
    note(),
    note({ who: [person('Priya Sharma', 'Northgate')] }),
    note({ author: 'U2' }),
  ];
  for (const one of [own, foreign, secret]) await memory.save(one);
  const lied = workspace.open({ fetch: forgetful });
  const ids = (headers: readonly { id: string }[]) => headers.map(({ id }) => id);
  expect(ids(await lied.memory.list({ deal: own.deal.key }, 'U1'))).toEqual([own.id]);
  expect(ids(await lied.memory.list({ rep: 'U2' }, 'U1'))).toEqual([]);
  expect(ids(await lied.memory.list('everyone', 'U3'))).toEqual([]);
  expect(ids(await lied.roster.headers('U2'))).toEqual([secret.id]);
  expect(ids(await lied.memory.texts([own]))).toEqual([own.id]);
  const question = { deal: own.deal.key, asker: 'U1', text: 'nervous', limit: 10 };
  expect(await lied.memory.recall(question)).toEqual([own.id]);
});

test('both banks are told once to keep texts as they are, before the first write', async () => {
  const { memory, state } = workspace.open();
  await memory.list('everyone', 'U1');
  await Promise.all([memory.save(note()), memory.save(note())]);
  await state.put({ id: 'a', kind: 'a', data: 1, noteIds: [], tags: [] });
  const lines = asked();
  const set = lines.filter((line) => line === 'PATCH /config');
  expect(set).toHaveLength(2);
  expect(lines.indexOf('PATCH /config')).toBeLessThan(lines.indexOf('POST /memories'));
});

test('a bank that cannot be set up is a warning, and the note is stored', async () => {
  const warnings: UpstreamError[] = [];
  const { memory } = workspace.open({ warn: (error) => warnings.push(error), wait: () => Promise.resolve() });
  server.faults.set({ kind: 'unavailable', on: '/config' });
  expect(await memory.save(note())).toBe('saved');
  expect(warnings.map(({ operation, kind }) => `${operation} ${kind}`)).toEqual(['configure busy']);
  server.faults.set(undefined);
  asked();
  await memory.save(note());
  await memory.save(note());
  expect(asked().filter((line) => line === 'PATCH /config')).toHaveLength(1);
});

async function fill(count: number, of: (index: number) => Note): Promise<readonly Note[]> {
  const { memory } = workspace.open();
  const notes = Array.from({ length: count }, (_, index) => of(index));
  await Promise.all(notes.map((one) => memory.save(one)));
  asked();
  return notes;
}

test('the texts of a deal take one request when cold and none when warm', async () => {
  const notes = await fill(60, (index) => note({ text: `note ${index}` }));
  const { memory } = workspace.open();
  const headers = await memory.list({ deal: notes[0]?.deal.key ?? '' }, 'U1');
  expect(asked()).toEqual(['GET /memories/list', 'GET /memories/list']);
  expect(await memory.texts(headers)).toHaveLength(60);
  expect(asked()).toEqual([]);
  expect(await memory.texts(headers)).toHaveLength(60);
  expect(asked()).toEqual([]);
});

test('the texts of many deals take one request', async () => {
  const notes = await fill(80, (index) => note({ who: [person('Ann', `Company ${index % 30}`)] }));
  expect(await workspace.open().memory.texts(notes)).toEqual(notes);
  expect(asked()).toEqual(['GET /memories/list']);
});

test('a first reading of the roster takes the notes and the tombstones, a later one what changed of both, and concurrent ones share it', async () => {
  await fill(250, (index) => note({ who: [person('Ann', `Company ${index}`)] }));
  const { roster } = workspace.open();
  const lists = await Promise.all(['U1', 'U1', 'U2'].map((asker) => roster.headers(asker)));
  expect(lists.map((headers) => headers.length)).toEqual([250, 250, 0]);
  expect(asked()).toEqual(['GET /documents', 'GET /documents']);
  await fill(3, () => note());
  expect(await roster.headers('U1')).toHaveLength(253);
  expect(asked()).toEqual(['GET /memories/list', 'GET /memories/list']);
  expect(await roster.headers('U1')).toHaveLength(253);
  expect(asked()).toEqual(['GET /memories/list', 'GET /memories/list']);
});

test('names are the same list while nothing changes, a deletion a moment ago or not', async () => {
  const [kept, gone] = await fill(2, () => note());
  const { roster, memory } = workspace.open();
  expect(await roster.headers('U1')).toHaveLength(2);
  if (gone) await workspace.open().memory.remove(gone.id, gone.author);
  const after = await roster.headers('U1');
  expect(after.map(({ id }) => id)).toEqual([kept?.id]);
  await memory.list({ deal: kept?.deal.key ?? '' }, 'U1');
  expect(await roster.headers('U1')).toBe(after);
});

test('a change of an hour ago is not read again', async () => {
  const old = await createMemoryServer({ now: () => time });
  let time = new Date('2026-03-02T08:00:00Z');
  const elsewhere = openWorkspace({ url: old.url, apiKey: undefined });
  await elsewhere.open().memory.save(note());
  time = new Date('2026-03-02T09:00:00Z');
  await elsewhere.open().memory.save(note());
  const sizes: number[] = [];
  const counting: typeof fetch = async (...given) => {
    const reply = await fetch(...given);
    const body = z.looseObject({ items: z.array(z.unknown()).default([]) }).parse(await reply.clone().json());
    sizes.push(body.items.length);
    return reply;
  };
  const { roster } = elsewhere.open({ fetch: counting });
  expect(await roster.headers('U1')).toHaveLength(2);
  sizes.length = 0;
  expect(await roster.headers('U1')).toHaveLength(2);
  expect(sizes.toSorted()).toEqual([0, 1]);
  await old.close();
});

test('what nobody tells of, a note without a piece and one deleted without a tombstone, is seen within a minute', async () => {
  const [kept, gone, hollow] = [note(), note(), note()];
  const other = workspace.open();
  for (const one of [kept, gone, hollow]) await other.memory.save(one);
  const { metadata, tags } = await storedAs(workspace, hollow.id);
  await other.memory.remove(hollow.id, hollow.author);
  let time = new Date();
  const { roster } = workspace.open({ now: () => time });
  const ids = async () => (await roster.headers('U1')).map(({ id }) => id).toSorted();
  expect(await ids()).toEqual([kept.id, gone.id].toSorted());
  const late = note();
  const item = { document_id: late.id, content: '\u0000', metadata, tags, timestamp: late.timestamp };
  await workspace.ask('POST', '/memories', { items: [item] });
  await workspace.ask('DELETE', `/documents/${gone.id}`);
  time = new Date(time.getTime() + 60_000);
  await expect.poll(ids).toEqual([kept.id, late.id].toSorted());
});

test('a note that went without a tombstone is gone within a minute, though nothing else changed', async () => {
  const [kept, gone] = await fill(2, (index) => note({ day: `2026-03-0${index + 1}` }));
  let time = new Date();
  const { roster } = workspace.open({ now: () => time });
  const ids = async () => (await roster.headers('U1')).map(({ id }) => id);
  expect(await ids()).toHaveLength(2);
  await workspace.ask('DELETE', `/documents/${gone?.id}`);
  time = new Date(time.getTime() + 60_000);
  await expect.poll(ids).toEqual([kept?.id]);
});

test('a note that is there only after one that was stored later is not missed', async () => {
  const [late] = await fill(1, () => note({ day: '2026-03-01' }));
  const [early] = await fill(1, () => note({ day: '2026-03-02' }));
  let isThere = false;
  const page = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })), total: z.number() });
  const withoutLate: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (isThere || !reply.ok || !reply.url.includes('/documents?')) return reply;
    const { items, ...rest } = page.parse(await reply.json());
    const seen = items.filter(({ id }) => id !== late?.id);
    return Response.json({ ...rest, items: seen, total: seen.length });
  };
  const { roster } = workspace.open({ fetch: withoutLate });
  const ids = async () => (await roster.headers('U1')).map(({ id }) => id);
  expect(await ids()).toEqual([early?.id]);
  isThere = true;
  expect(await ids()).toEqual([early?.id, late?.id]);
});

test('more changes than a page holds are all read', async () => {
  await fill(20, () => note());
  const { roster } = workspace.open();
  expect(await roster.headers('U1')).toHaveLength(20);
  await fill(230, () => note());
  expect(await roster.headers('U1')).toHaveLength(250);
});

test('a note that this process writes while the roster is being read is not forgotten', async () => {
  const { memory, roster } = workspace.open();
  const [kept, gone] = [note(), note()];
  await memory.save(gone);
  server.faults.set({ kind: 'delay', ms: 80, on: 'GET', times: 1 });
  const reading = roster.headers('U1');
  server.faults.set(undefined);
  await memory.save(kept);
  await memory.remove(gone.id, gone.author);
  await reading;
  expect(roster.peek('U1').map(({ id }) => id)).toEqual([kept.id]);
});

test('a write that was on its way when its note was deleted is not seen and is buried again', async () => {
  const { memory, roster } = workspace.open();
  const ghost = note();
  await memory.save(ghost);
  const { tags, metadata } = await storedAs(workspace, ghost.id);
  await memory.remove(ghost.id, ghost.author);
  const item = { document_id: ghost.id, content: ghost.text, tags, metadata, timestamp: ghost.timestamp };
  await workspace.ask('POST', '/memories', { items: [item] });
  expect(await memory.texts([ghost])).toEqual([]);
  expect(await memory.list('everyone', 'U1')).toEqual([]);
  expect(await roster.headers('U1')).toEqual([]);
  expect(await memory.read(ghost.id, 'U1')).toBeUndefined();
  await expect.poll(async () => (await workspace.ask('GET', `/documents/${ghost.id}`)).status).toBe(404);
});

test('a note that the server keeps though it was told to delete it is shown to nobody, and not called gone', async () => {
  const keeping: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const isOfNote = request.method === 'DELETE' && request.url.includes('/documents/note-');
    return isOfNote ? Response.json({ success: true }) : fetch(request);
  };
  const { memory } = workspace.open({ fetch: keeping });
  const kept = note();
  await memory.save(kept);
  await expect(memory.remove(kept.id, kept.author)).rejects.toMatchObject({ kind: 'conflict' });
  expect(await memory.read(kept.id, kept.author)).toBeUndefined();
  expect(await memory.list('everyone', kept.author)).toEqual([]);
});

test('what rests on a note of an import goes with it when the import is taken away', async () => {
  const { arrivals, state } = workspace.open();
  const [first, second] = [note(), note()];
  await arrivals.bring([first, second]);
  for (const [id, noteIds] of [
    ['read-first', [first.id]],
    ['read-other', ['note-other']],
  ] as const)
    await state.put({ id, kind: 'reading', data: 'nervous', noteIds, tags: [] });
  expect(await arrivals.takeAway([first, second])).toEqual({ removed: 2, changed: [] });
  expect([await state.get('read-first'), (await state.get('read-other'))?.id]).toEqual([
    undefined,
    'read-other',
  ]);
});

test('a process that begins later does not see such a write either', async () => {
  const ghost = note();
  const { memory } = workspace.open();
  await memory.save(ghost);
  const { tags, metadata } = await storedAs(workspace, ghost.id);
  await memory.remove(ghost.id, ghost.author);
  const item = { document_id: ghost.id, content: ghost.text, tags, metadata, timestamp: ghost.timestamp };
  await workspace.ask('POST', '/memories', { items: [item] });
  const later = workspace.open();
  expect(await later.roster.headers('U1')).toEqual([]);
  expect(await later.memory.list('everyone', 'U1')).toEqual([]);
});

test('when memory is down reads and writes say so, and peek still answers', async () => {
  const { memory, roster } = workspace.open({ wait: () => Promise.resolve() });
  await memory.save(note());
  server.faults.set({ kind: 'refuse' });
  await expect(roster.headers('U1')).rejects.toMatchObject({ service: 'hindsight', kind: 'network' });
  await expect(memory.save(note())).rejects.toMatchObject({ kind: 'network' });
  await expect(memory.list('everyone', 'U1')).rejects.toMatchObject({ kind: 'network' });
  expect(roster.peek('U1')).toHaveLength(1);
  server.faults.set(undefined);
  expect(await roster.headers('U1')).toHaveLength(1);
});

test('records that did not change are not asked for again, few or many', async () => {
  const { state } = workspace.open();
  const all = Array.from({ length: 8 }, (_, index) => ({
    ...{ id: `settings-u${index}`, kind: 'settings', data: { index }, noteIds: [], tags: ['rep:U1'] },
  }));
  for (const one of all) await state.put(one);
  const other = workspace.open().state;
  asked();
  expect(await other.list('rep:U1')).toHaveLength(8);
  expect(asked()).toEqual(['GET /memories/list']);
  await other.list('rep:U1');
  expect(asked()).toEqual(['GET /memories/list']);
  await state.put({
    id: 'settings-u3',
    kind: 'settings',
    data: { index: 33 },
    noteIds: [],
    tags: ['rep:U1'],
  });
  asked();
  expect((await other.list('rep:U1')).find(({ id }) => id === 'settings-u3')?.data).toEqual({ index: 33 });
  expect(asked()).toEqual(['GET /memories/list']);
});

test('a long record that did not change is not asked for again either', async () => {
  const { state } = workspace.open();
  const long = { kind: 'settings', data: 'All of it, please. '.repeat(400), noteIds: [], tags: ['rep:U1'] };
  await state.put({ id: 'settings-long', ...long });
  const other = workspace.open().state;
  asked();
  expect(await other.list('rep:U1')).toHaveLength(1);
  expect(asked()).toEqual(['GET /memories/list', 'GET /documents/settings-long']);
  expect(await other.list('rep:U1')).toHaveLength(1);
  expect(asked()).toEqual(['GET /memories/list']);
  await state.put({ id: 'settings-long', ...long, tags: ['rep:U1', 'rep:U2'] });
  asked();
  expect((await other.list('rep:U1'))[0]?.tags.toSorted()).toEqual(['rep:U1', 'rep:U2']);
});
