import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createMemoryServer, type MemoryServer } from '../../sandbox/memory/memory-server.ts';
import { seedBank, seedId } from '../../sandbox/seed/seed-bank.ts';
import { seedNotes } from '../../sandbox/seed/seed-notes.ts';
import { decodeNote } from '../../src/memory/hindsight/note-document.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';

const bank = 'salesmemory-t0sandbox';
const apiKey = 'key';
const keys = {
  prospectKey,
  dealKey: (company: string, label: string | null) => dealKey({ name: company, company }, label),
};
const notes = seedNotes({ today: '2026-11-23', reps: ['U_FIRST', 'U_SECOND'], zone: 'UTC' });

const listed = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.string(),
      tags: z.array(z.string()),
      document_metadata: z.record(z.string(), z.string()),
    }),
  ),
});

const running: MemoryServer[] = [];

async function start(): Promise<string> {
  const server = await createMemoryServer({ apiKey, now: () => new Date('2026-11-23T10:00:00Z') });
  running.push(server);
  return server.url;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function documents(url: string) {
  const response = await fetch(`${url}/v1/default/banks/${bank}/documents?limit=1000`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return listed.parse(await response.json());
}

test('all notes are stored in the stored shape, one document each', async () => {
  const url = await start();
  expect(await seedBank({ url, apiKey, bank, notes, keys })).toBe(notes.length);
  const { total, items } = await documents(url);
  expect(total).toBe(notes.length);
  const item = items.find(({ id }) => id === seedId('Rentfield  5'));
  expect(item?.tags.toSorted()).toEqual(
    [
      `prospect:${prospectKey('Priya Sharma', 'Rentfield')}`,
      `prospect:${prospectKey('Tom Keller', 'Rentfield')}`,
      `deal:${dealKey({ name: 'Priya Sharma', company: 'Rentfield' }, null)}`,
      'outcome:next_step',
      'rep:U_FIRST',
      'type:call_log',
      'vis:team',
    ].toSorted(),
  );
  expect(item?.document_metadata).toEqual({
    prospect: 'Priya Sharma\nTom Keller',
    company: 'Rentfield',
    outcome: 'next_step',
    timestamp: '2026-11-17T12:00:00+00:00',
    logged_at: '2026-11-17T12:05:00.000Z',
    type: 'call_log',
    author: 'U_FIRST',
    source: 'modal',
    schema: '1',
  });
});

test('the bot reads every seeded note as what it is', async () => {
  const url = await start();
  await seedBank({ url, apiKey, bank, notes, keys });
  const { items } = await documents(url);
  const read = new Map(
    items.map(({ id, tags, document_metadata }) => [id, decodeNote(id, tags, document_metadata)]),
  );
  for (const note of notes) {
    expect(read.get(seedId(note.story))).toMatchObject({
      prospects: note.people.map(({ name, company }) => ({ name, company, key: prospectKey(name, company) })),
      deal: { company: note.company, label: note.dealLabel },
      author: note.author,
      outcome: note.outcome,
      day: note.day,
      visibility: note.visibility,
    });
  }
});

test('a bank that has notes is left alone', async () => {
  const url = await start();
  await seedBank({ url, apiKey, bank, notes: notes.slice(0, 1), keys });
  expect(await seedBank({ url, apiKey, bank, notes, keys })).toBe(0);
  expect((await documents(url)).total).toBe(1);
});

test('ids are uuids, one for each story, the same every time', () => {
  const ids = notes.map(({ story }) => seedId(story));
  expect(new Set(ids).size).toBe(notes.length);
  expect(
    ids.every((id) => /^note-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true);
  expect(notes.map(({ story }) => seedId(story))).toEqual(ids);
});

test('a memory that refuses the key is an error that names the key, without a word of the notes', async () => {
  const url = await start();
  await expect(seedBank({ url, apiKey: 'wrong', bank, notes, keys })).rejects.toThrow(
    /^Hindsight refuses the key: set HINDSIGHT_API_KEY/,
  );
});
