import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { call, daysAgo, store } from '../support/filled.ts';
import { logNewPerson, personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

const request = z.looseObject({ messages: z.array(z.looseObject({ content: z.string() })) });
const promised = 'Ben promised her the site plan by Friday';
const network = globalThis.fetch;
let world: World;
let me: Someone;
/** What the model was asked to read of Ava's note. */
let asked: string[] = [];

/** A model that takes whoever it is not told of for one of theirs. */
function answerTo(prompt: string) {
  const signal = {
    ...{ id: 'n1', kind: 'promise', who: 'them', text: 'Site plan' },
    ...{ quote: promised, due_words: 'by Friday', over: null },
  };
  const content = JSON.stringify({ notes: [{ note: 1, changes: [], signals: [signal], outcome: null }] });
  asked.push(prompt);
  return Response.json({
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 0, model: 'reader' },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 900, completion_tokens: 60, total_tokens: 960 },
  });
}

beforeEach(async () => {
  asked = [];
  vi.stubGlobal('fetch', async (...[input, init]: Parameters<typeof fetch>) => {
    const sent = new Request(input, init);
    if (!sent.url.endsWith('/chat/completions')) return network(sent);
    const prompt = request.parse(await sent.clone().json()).messages.at(-1)?.content ?? '';
    return prompt.startsWith('Buyer: Northhaul') ? answerTo(prompt) : network(sent);
  });
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(async () => {
  await world.close();
  vi.unstubAllGlobals();
});

const text = `She likes it. ${promised}.`;

test('what a colleague who logs calls here promised is owed by us, and the model is told who they are', async () => {
  await store(world, [call({ author: ben, visibility: 'team', day: daysAgo(1), text: 'They like it.' })]);
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text });
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  expect(asked[0]).toContain('\nPeople: Priya Raman\nOurs: Ben\n');
  await me.type('/brief Northhaul');
  await me.sees('You: Site plan');
});

test('somebody of theirs who bears a colleague’s name promises for them', async () => {
  await store(world, [call({ author: ben, visibility: 'team', day: daysAgo(1), text: 'They like it.' })]);
  await logNewPerson(me, { name: 'Ben Osei', company: 'Northhaul', text });
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  expect(asked[0]).not.toContain('Ours:');
  await me.type('/brief Northhaul');
  await me.sees('They: Site plan');
});
