import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryServer, type MemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createModelServer, type ModelServer } from '../../sandbox/model/model-server.ts';
import { createGroq } from '../../src/brief/model/groq.ts';
import type { Model } from '../../src/brief/model/model.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { addDays, dayIn } from '../../src/util/calendar.ts';
import { createReadingHalf } from '../support/reader.ts';
import { deal, note, priya } from './support.ts';

const now = () => new Date();
const today = dayIn('UTC', now());
const prompts = await readPrompts();
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

let calls = 0;

/** One process of a team: its own caches, the same servers. */
function processOf(team: string) {
  const where = { url: memoryServer.url, apiKey: undefined, prefix: 'brief', team };
  const { memory, state, roster } = createHindsight({ ...where, fetch, now, warn: () => undefined });
  const bucket = createTokenBucket({ tokensPerMinute: 1_000_000, now });
  const groq = createGroq({ apiKey: 'gsk_x', baseUrl: modelServer.url, model: 'm', fetch, bucket, now });
  const model: Model = {
    ...groq,
    complete(...asked) {
      calls += 1;
      return groq.complete(...asked);
    },
  };
  const { briefer } = createReadingHalf({ memory, state, roster, model, prompts, now });
  return { memory, state, ...briefer };
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
  await first.catchUp(request);
  const told = await briefOf(first);
  expect(told.reading).toMatchObject({ unread: new Set(), uncompared: 0, leftOut: 0 });
  expect(told.openItems).toHaveLength(1);
  expect(told.score).not.toBeNull();
  const made = calls;

  const second = processOf('T1');
  const again = await briefOf(second);
  expect(again.score).toEqual(told.score);

  await second.memory.remove(ids[0] ?? '', 'U1');
  expect(await second.state.list('kind:reading')).toHaveLength(3);
  expect(await briefOf(second)).toMatchObject({ openItems: [], reading: { unread: new Set() } });
  expect(calls).toBe(made);
});

test('a deal of sixty notes is read whole, six notes a call, and each quote is in its note', async () => {
  await save('T2', 60);
  const made = calls;
  const reading = processOf('T2');
  await reading.catchUp(request);
  const told = await briefOf(reading);
  expect(told.notes).toHaveLength(60);
  expect(told.reading.unread.size).toBe(0);
  expect(calls - made).toBe(10);
  const texts = new Map(told.notes.map(({ id, text }) => [id, text]));
  const quoted = [...told.openItems, ...told.promises].map(({ cited }) => cited);
  expect(quoted.length).toBeGreaterThan(0);
  for (const { noteId, quote } of quoted) expect(texts.get(noteId)).toContain(quote);
});

test('a colleague’s private notes are in no brief of mine', async () => {
  await save('T3', 3, 'U2');
  const mine = processOf('T3');
  await mine.catchUp(request);
  expect(await mine.gather(request)).toEqual([]);
});
