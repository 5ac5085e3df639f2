import { afterAll, expect, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { withChanges } from '../../src/memory/changes.ts';
import { openWorkspace } from './connect.ts';
import { note } from './support.ts';

const server = await createMemoryServer({ now: () => new Date() });
afterAll(() => server.close());

test('each change that went through is told once, with its deal where the note was seen, and none that did not', async () => {
  const { memory, erasure, onChange } = withChanges(
    openWorkspace({ url: server.url, apiKey: undefined }).open(),
  );
  const told: string[] = [];
  const one = note();
  onChange(({ author, deal, saved }) => {
    told.push(
      `${author} ${deal === one.deal.key ? 'its deal' : deal} ${saved ? saved.text : 'gone or other readers'}`,
    );
  });
  const heard = () => told.splice(0);
  const later = { ...one, text: 'Better.', loggedAt: '2026-03-02T16:00:00.000Z' };

  await memory.save(one);
  expect(heard()).toEqual([`U1 its deal ${one.text}`]);
  await memory.save(one);
  expect(heard()).toEqual([]);
  await memory.edit(later);
  expect(heard()).toEqual(['U1 its deal Better.']);
  await memory.setVisibility(one.id, 'team', { by: 'U1', loggedAt: one.loggedAt });
  expect(heard()).toEqual([]);
  await memory.setVisibility(one.id, 'team', { by: 'U1', loggedAt: later.loggedAt });
  expect(heard()).toEqual(['U1 its deal gone or other readers']);
  await expect(memory.remove(one.id, 'U2')).rejects.toThrow('Only the author');
  expect(heard()).toEqual([]);
  await memory.remove(one.id, 'U1');
  expect(heard()).toEqual(['U1 its deal gone or other readers']);

  const unseen = note();
  await openWorkspace({ url: server.url, apiKey: undefined }).open().memory.save(unseen);
  await erasure.remove(unseen);
  expect(heard()).toEqual(['U1 undefined gone or other readers']);
});
