import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createGroq } from '../../src/brief/model/groq.ts';
import { createTokenBucket } from '../../src/brief/model/token-bucket.ts';
import { createTokenCounter } from '../../src/brief/model/tokens.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import type { Note } from '../../src/memory/note.ts';
import { plainAnswer, trustingCheck } from './plain-reader.ts';
import { createBank } from './reading-bank.ts';
import { createReaderOn, dealOfRentfield, knownOf, note, seenBy, settle } from './reading-world.ts';

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.parse('2026-03-20T09:00:00.000Z'),
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const now = () => new Date();
const tokens = createTokenCounter();
const request = z.object({
  messages: z.tuple([z.object({ content: z.string() }), z.object({ content: z.string() })]),
  response_format: z.object({ json_schema: z.object({ schema: z.unknown() }) }),
});

/** What a model thinks before it answers, by a trial's figures. */
const thinkingTokens = 150;
const callMs = 3_000;
/** Models find more in a note than the plain reader: with it a note takes some 350 tokens of an answer. */
const padding = ' as she told us on the phone on Tuesday, and twice before that in her mail'.repeat(12);

/** Groq as far as tokens go: three seconds a call, real counts, nothing cached; beyond its limits it refuses. */
function createMeteredGroq() {
  const spent: { readonly at: number; readonly tokens: number }[] = [];
  const refusals: number[] = [];
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const { messages, response_format } = request.parse(JSON.parse(String(init?.body)));
    const [system, user] = messages;
    const answer = JSON.stringify(plainAnswer({ user: user.content }));
    const said = answer.replaceAll('"note":', `"padding":"${padding}","note":`);
    const prompt =
      (await tokens.count(system.content)) +
      (await tokens.count(JSON.stringify(response_format.json_schema.schema))) +
      (await tokens.count(user.content));
    const completion = (await tokens.count(said)) + thinkingTokens;
    spent.push({ at: Date.now(), tokens: prompt + completion });
    await new Promise((resolve) => setTimeout(resolve, callMs));
    const usage = { prompt_tokens: prompt, completion_tokens: completion };
    const choices = [{ finish_reason: 'stop', message: { role: 'assistant', content: answer } }];
    return Response.json({ choices, usage });
  };
  return { fetch, spent, refusals };
}

async function createBudgetWorld(limits = { tokensPerMinute: 8000, tokensPerDay: 200_000 }) {
  const { reading: prompt } = await readPrompts();
  await tokens.count('Its tables are loaded.');
  const { fetch, spent } = createMeteredGroq();
  const bucket = createTokenBucket({ ...limits, now });
  const model = createGroq({
    apiKey: 'gsk_x',
    baseUrl: 'http://groq',
    model: 'm',
    fetch,
    bucket,
    tokens,
    now,
  });
  const bank = createBank();
  const after = (ms: number, call: () => void) => {
    const handle = setTimeout(call, ms);
    return () => clearTimeout(handle);
  };
  const clock = { now, after, pass: () => undefined };
  const world = createReaderOn({ bank, clock, model, prompt, check: trustingCheck });
  return { ...world, spent, bucket, model };
}

/** Lets simulated time pass until it is done, a second at a time; tells how many minutes that took. */
async function minutesUntil(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  const ended = work.finally(() => {
    isDone = true;
  });
  const began = Date.now();
  for (let second = 0; second < 7200 && !isDone; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    // The model's answers pass through streams, which keep their own time.
    await settle(12);
  }
  await ended;
  return (Date.now() - began) / 60_000;
}

const total = (spent: readonly { readonly tokens: number }[]) =>
  spent.reduce((sum, one) => sum + one.tokens, 0);

const prose = [
  'Spoke for twenty minutes with her and her deputy. She walked us through how the dispatch team works today and where the hours go.',
  'Short call from the car. He had read the summary and liked the second half more than the first, said he would pass it on to finance.',
  'Long one. They asked how other carriers of their size did it, I told the story of the pilot in Leeds and what went wrong in week two.',
];

/** A note as reps write them: some sentences around one or two that say something. */
function callOf(index: number, deal: number, day: string): Note {
  const matter = ['pricing', 'rollout', 'security', 'training', 'migration'][index % 5];
  const said = [
    `She is worried about ${matter}${deal}x${index}`,
    `they say ${matter}${deal}x${index - 5} is settled, and I promised sheet${deal}x${index} by 2026-04-01`,
    `still worried about ${matter}${deal}x${index - 5}`,
  ][index % 3];
  const text = `${prose[index % 3]} ${said}. ${prose[(index + 1) % 3]} Will call again next week, same time, she prefers mornings.`;
  return note({ label: `Deal ${deal}`, day, text, loggedAt: `${day}T15:00:00.000Z`, author: `U${deal % 4}` });
}

const dayOf = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

test('200 notes of 20 deals imported at once are read in under 25 minutes and 200,000 tokens of a free account', async () => {
  const world = await createBudgetWorld();
  for (let deal = 0; deal < 20; deal += 1) {
    for (let index = 0; index < 10; index += 1)
      await world.bank.memory.save(callOf(index, deal, dayOf(index * 7)));
  }
  await world.reader.start();
  expect(world.reader.progress().waiting).toBe(200);
  const minutes = await minutesUntil(world.reader.idle());
  console.log(`import: ${minutes} min, ${total(world.spent)} tokens, ${world.spent.length} calls`);
  expect(world.reader.progress()).toMatchObject({ waiting: 0, done: 200 });
  expect(minutes).toBeLessThan(25);
  expect(total(world.spent)).toBeLessThan(200_000);
  const inMinute = (from: number) => total(world.spent.filter(({ at }) => at > from && at <= from + 60_000));
  // A minute's tokens, and the full bucket that it began with.
  expect(Math.max(...world.spent.map(({ at }) => inMinute(at - 1)))).toBeLessThan(16_000);
  const deals = [...new Set([...world.bank.notes.values()].map(({ deal }) => deal.key))];
  for (const key of deals) {
    const notes = [...world.bank.notes.values()].filter(({ deal }) => deal.key === key);
    expect(await knownOf(world, notes)).toMatchObject({ readIds: { length: 10 }, uncompared: 0 });
  }
}, 120_000);

test('a deal of 40 notes has all of them read', async () => {
  const world = await createBudgetWorld();
  for (let index = 0; index < 40; index += 1)
    await world.bank.memory.save({ ...callOf(index, 1, dayOf(index * 2)) });
  const [one] = world.bank.notes.values();
  const minutes = await minutesUntil(world.reader.readFirst(one?.deal.key ?? '', 'U1'));
  console.log(`40 notes: ${minutes} min, ${total(world.spent)} tokens, ${world.spent.length} calls`);
  expect((await knownOf(world, [...world.bank.notes.values()])).readIds).toHaveLength(40);
  await minutesUntil(world.reader.idle());
  expect((await knownOf(world, [...world.bank.notes.values()])).uncompared).toBe(0);
}, 120_000);

test('six logs in a row are all read, the last a little later, and none is refused', async () => {
  const world = await createBudgetWorld();
  const after: number[] = [];
  const began = Date.now();
  const logs = Array.from({ length: 6 }, async (_, index) => {
    const one = callOf(index, index, '2026-03-19');
    await world.bank.memory.save(one);
    world.reader.noteSaved({ ...one, author: 'U1' });
    await world.reader.readFirst(one.deal.key, one.author);
    after.push(Math.round((Date.now() - began) / 1000));
  });
  const minutes = await minutesUntil(Promise.all(logs));
  console.log(
    `six logs: read after ${after.join(', ')} s, ${total(world.spent)} tokens, ${world.spent.length} calls`,
  );
  expect(world.errors).toEqual([]);
  expect(minutes).toBeLessThan(2.5);
  expect((await knownOf(world, [...world.bank.notes.values()].slice(5))).readIds).toHaveLength(1);
}, 120_000);

test('what somebody waits for is read in the midst of an import', async () => {
  const world = await createBudgetWorld();
  for (let deal = 0; deal < 10; deal += 1) {
    for (let index = 0; index < 6; index += 1)
      await world.bank.memory.save(callOf(index, deal, dayOf(index * 7)));
  }
  await world.reader.start();
  await vi.advanceTimersByTimeAsync(20_000);
  const fresh = note({ day: '2026-03-20', text: 'She is worried about pricing.' });
  await world.bank.memory.save(fresh);
  world.reader.noteSaved(fresh);
  const minutes = await minutesUntil(world.reader.readFirst(dealOfRentfield, 'U1'));
  expect(minutes).toBeLessThan(1);
  expect(world.reader.progress().waiting).toBeGreaterThan(30);
  await minutesUntil(world.reader.stop());
  expect(
    (
      await knownOf(
        world,
        seenBy(world.bank, 'U1').filter(({ id }) => id === fresh.id),
      )
    ).readIds,
  ).toHaveLength(1);
}, 120_000);

test('a day’s tokens end, and the rest is read the next day', async () => {
  const world = await createBudgetWorld({ tokensPerMinute: 8000, tokensPerDay: 12_000 });
  for (let deal = 0; deal < 6; deal += 1) await world.bank.memory.save(callOf(1, deal, dayOf(deal)));
  await world.reader.start();
  for (let second = 0; second < 1800; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    await settle(4);
  }
  const left = world.reader.progress().waiting;
  expect(left).toBeGreaterThan(0);
  expect(total(world.spent)).toBeLessThan(12_000);
  for (let hour = 0; hour < 26 * 6; hour += 1) {
    await vi.advanceTimersByTimeAsync(600_000);
    await settle(4);
  }
  expect(world.reader.progress().waiting).toBeLessThan(left);
}, 120_000);
