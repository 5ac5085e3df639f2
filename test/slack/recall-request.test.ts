import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ask } from '../support/asking.ts';
import { call, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

const recall = z.looseObject({ query: z.string(), tag_groups: z.array(z.unknown()) });
const network = globalThis.fetch;
let world: World;
let me: Someone;
/** What memory was asked to find by meaning, as it went over the wire. */
let asked: z.infer<typeof recall>[] = [];

beforeEach(async () => {
  asked = [];
  vi.stubGlobal('fetch', async (...[input, init]: Parameters<typeof fetch>) => {
    const request = new Request(input, init);
    if (request.url.endsWith('/memories/recall')) asked.push(recall.parse(await request.clone().json()));
    return network(request);
  });
  world = await createWorld();
  me = personIn(world, ava);
  await store(world, [
    call({ text: 'Their security review takes six weeks.' }),
    call({ author: ben, visibility: 'team', text: 'They trust our security.' }),
    call({ author: ben, text: 'Hush, security is a pretext.' }),
  ]);
});
afterEach(async () => {
  await world.close();
  vi.unstubAllGlobals();
});

/** Of a note of the asker's own or of the team's, and nothing else: what code filters out must not fill the answer. */
const readable = { or: [['rep:U0AVA00001'], ['vis:team']].map((tags) => ({ tags, match: 'all_strict' })) };

test('a search by meaning asks memory for nothing but notes that the asker may read', async () => {
  await me.type('/timeline Priya');
  await me.seesModal('2 notes, newest call first');
  await me.submit({ timeline_query: 'security' });
  await me.seesModal('“security” is in 2 of 2 notes');
  // A memory that is slow to answer is asked once more.
  expect(asked.length).toBeGreaterThan(0);
  for (const { tag_groups } of asked) expect(tag_groups).toContainEqual(readable);
  expect(me.all()).not.toContain('Hush');
});

test('a question to all notes asks memory for nothing but notes that the asker may read', async () => {
  await ask(me, '/ask What did they say about security?', /six weeks/);
  expect(asked.length).toBeGreaterThan(0);
  for (const { tag_groups } of asked) expect(tag_groups).toContainEqual(readable);
  expect(me.all()).not.toContain('Hush');
});
