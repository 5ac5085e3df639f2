import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createMemoryServer, type MemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createModelServer, type ModelServer } from '../../sandbox/model/model-server.ts';
import { createBriefer } from '../../src/brief/briefer.ts';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { createGroq } from '../../src/brief/model/groq.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { createKept } from '../../src/brief/signals/kept.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { addDays, dayIn } from '../../src/util/calendar.ts';
import { deal, note, priya, prompt, rubric } from './support.ts';

const now = () => new Date();
const today = dayIn('UTC', now());
let memoryServer: MemoryServer;
let modelServer: ModelServer;

beforeAll(async () => {
  memoryServer = await createMemoryServer({ now });
  modelServer = await createModelServer({ now });
});
afterAll(async () => {
  await modelServer.close();
  await memoryServer.close();
});

/** One process of a team: its own caches, the same servers. */
function processOf(team: string, tokensPerMinute = 60_000) {
  const { memory, state } = createHindsight({
    url: memoryServer.url,
    apiKey: undefined,
    prefix: 'brief',
    warn: () => undefined,
    ...{ team, fetch, now },
  });
  const bucket = createTokenBucket({ tokensPerMinute, now });
  const model = createGroq({ apiKey: 'gsk_x', baseUrl: modelServer.url, model: 'm', fetch, bucket, now });
  const report = () => undefined;
  const stores = { corrections: createCorrectionStore(state), kept: createKept(state, report) };
  const parts = { memory, ...stores, model, prompt, rubric, tokensPerMinute };
  return { memory, state, ...createBriefer({ ...parts, zone: 'UTC', now, report }) };
}

const words = [
  'She is nervous about the migration timeline.',
  'Pilot agreed with 20 seats, start in March.',
  'I promised to send the ROI sheet.',
  'We talked about their new office for a while.',
];

async function save(team: string, count: number, author = 'U1'): Promise<readonly string[]> {
  const { memory } = processOf(team);
  const ids = Array.from({ length: count }, () => `note-${randomUUID()}`);
  for (const [index, id] of ids.entries()) {
    const text = `${words[index % words.length]} Call number ${index}.`;
    await memory.save(
      note({ id, author, day: addDays(today, -3 * index), loggedAt: now().toISOString(), text }),
    );
  }
  return ids;
}

const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };

async function briefOf({ gather, brief }: ReturnType<typeof processOf>) {
  return brief(request, await gather(request));
}

test('a second process gives the same score without a model call, and a deleted note is read no more', async () => {
  const ids = await save('T1', 4);
  const first = processOf('T1');
  const told = await briefOf(first);
  expect(told).toMatchObject({ source: { kind: 'model' }, readCount: 4, droppedCount: 0 });
  expect(told.openItems).toHaveLength(1);
  await vi.waitFor(async () => expect(await first.state.list(`deal:${deal.key}`)).toHaveLength(1));

  const second = processOf('T1');
  const again = await briefOf(second);
  expect(again.source).toEqual({ kind: 'kept' });
  expect(again.score).toEqual(told.score);

  await second.memory.remove(ids[0] ?? '', 'U1');
  expect(await second.state.list(`deal:${deal.key}`)).toEqual([]);
  expect(await briefOf(second)).toMatchObject({ source: { kind: 'model' }, openItems: [] });
});

test('a deal past the budget is read in part, and each quote is in its note', async () => {
  await save('T2', 60);
  const told = await briefOf(processOf('T2', 6500));
  expect(told.notes).toHaveLength(60);
  expect(told.readCount).toBeGreaterThan(5);
  expect(told.readCount).toBeLessThan(60);
  const texts = new Map(told.notes.map(({ id, text }) => [id, text]));
  const quoted = [...told.openItems, ...told.promises].map(({ cited }) => cited);
  expect(quoted.length).toBeGreaterThan(0);
  for (const { noteId, quote } of quoted) expect(texts.get(noteId)).toContain(quote);
});

test('a colleague’s private notes are in no brief of mine', async () => {
  await save('T3', 3, 'U2');
  expect(await processOf('T3').gather(request)).toEqual([]);
});
