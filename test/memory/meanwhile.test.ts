import { afterAll, beforeEach, expect, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import type { Note, NoteHeader } from '../../src/memory/note.ts';
import { openWorkspace, type Workspace } from './connect.ts';
import { note } from './support.ts';

/** What one process does while another one of the team is in the middle of something. */
const server = await createMemoryServer({ now: () => new Date() });
let workspace: Workspace;

beforeEach(() => {
  workspace = openWorkspace({ url: server.url, apiKey: undefined });
});
afterAll(() => server.close());

const isOfNotes = (url: string) => !url.includes('-state/');

/** A process; what `happens` is over before its first request of that kind for notes is sent. */
function openBefore(method: string, happens: () => Promise<unknown>) {
  let isDone = false;
  const hooked: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const isIt = request.method === method && isOfNotes(request.url) && !request.url.endsWith('/config');
    if (isIt && !isDone) {
      isDone = true;
      await happens();
    }
    return fetch(request);
  };
  return workspace.open({ fetch: hooked });
}

const later = (one: Note, text: string): Note => ({ ...one, text, loggedAt: '2026-03-02T16:00:00.000Z' });
const headerOf = ({ text: _, ...header }: Note): NoteHeader => header;
const statusOf = async ({ id }: Note) => (await workspace.ask('GET', `/documents/${id}`)).status;

test('a note that is deleted elsewhere while it is stored is gone again, and so it is told', async () => {
  const one = note();
  const { memory, roster } = openBefore('POST', () => workspace.open().memory.remove(one.id, one.author));
  expect(await memory.save(one)).toBe('deleted');
  expect(await statusOf(one)).toBe(404);
  expect(roster.peek('U1')).toEqual([]);
});

test('of notes that are brought together the one that is deleted elsewhere meanwhile is gone again', async () => {
  const [gone, kept] = [note(), note()];
  const { arrivals, roster } = openBefore('POST', () => workspace.open().memory.remove(gone.id, gone.author));
  expect(await arrivals.bring([gone, kept])).toEqual(['deleted', 'saved']);
  expect([await statusOf(gone), await statusOf(kept)]).toEqual([404, 200]);
  expect(roster.peek('U1').map(({ id }) => id)).toEqual([kept.id]);
});

test('what came together and was edited elsewhere since is not taken away with the rest', async () => {
  const [edited, same] = [note(), note()];
  const { arrivals } = workspace.open();
  await arrivals.bring([edited, same]);
  await workspace.open().memory.edit(later(edited, 'In my own words now.'));
  expect(await arrivals.takeAway([edited, same].map(headerOf))).toEqual({
    removed: 1,
    changed: [edited.id],
  });
  expect((await workspace.open().memory.read(edited.id, 'U1'))?.text).toBe('In my own words now.');
});

test('what is kept on old words while an edit is under way goes with them', async () => {
  const one = note({ text: 'The budget is frozen.' });
  await workspace.open().memory.save(one);
  const kept = { kind: 'testimony', data: {}, noteIds: [one.id], words: 'The budget is frozen', tags: [] };
  const { memory } = openBefore('POST', () => workspace.open().state.put({ id: 'kept-1', ...kept }));
  expect(await memory.edit(later(one, 'The budget is fine.'))).toBe('saved');
  expect(await workspace.open().state.get('kept-1')).toBeUndefined();
});

test('words that are stored elsewhere while others are being shared are shared with nobody', async () => {
  const one = note({ text: 'Fit for all.' });
  const [other, third] = [workspace.open(), workspace.open()];
  await other.memory.save(one);
  const { memory, roster } = openBefore('PATCH', () => other.memory.edit(later(one, 'For me alone.')));
  expect(await memory.setVisibility(one.id, 'team', { by: 'U1', loggedAt: one.loggedAt })).toBe(false);
  expect(await third.memory.read(one.id, 'U2')).toBeUndefined();
  expect((await third.memory.read(one.id, 'U1'))?.text).toBe('For me alone.');
  expect(roster.peek('U2')).toEqual([]);
});

test('a note that is closed while names are read is not shown by what was read before', async () => {
  const one = note({ visibility: 'team' });
  let hold: Promise<void> | undefined;
  let asked = 0;
  const { memory, roster } = workspace.open({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const reply = await fetch(request);
      const isList = request.url.includes('/memories/list');
      asked += Number(isList);
      if (isList) await hold;
      return reply;
    },
  });
  await memory.save(one);
  expect(await roster.headers('U2')).toHaveLength(1);
  let go: () => void = () => undefined;
  hold = new Promise((resolve) => {
    go = resolve;
  });
  const reading = roster.headers('U2');
  await expect.poll(() => asked).toBe(2);
  await memory.setVisibility(one.id, 'private', { by: one.author });
  go();
  expect(await reading).toEqual([]);
});

test('a note that came before and was edited since keeps its words when it comes again', async () => {
  const one = note();
  const { arrivals, memory } = workspace.open();
  await arrivals.bring([one]);
  await memory.edit(later(one, 'In my own words now.'));
  expect(await workspace.open().arrivals.bring([one])).toEqual(['already']);
  expect((await workspace.open().memory.read(one.id, 'U1'))?.text).toBe('In my own words now.');
});

test('other words than those that were to be shared are not shared for a moment either', async () => {
  const one = note({ text: 'For me alone.' });
  await workspace.open().memory.save(one);
  let sent = 0;
  const counting = openBefore('PATCH', async () => {
    sent += 1;
  });
  const asked = { by: 'U1', loggedAt: '2026-03-01T09:00:00.000Z' };
  expect(await counting.memory.setVisibility(one.id, 'team', asked)).toBe(false);
  expect(sent).toBe(0);
});
