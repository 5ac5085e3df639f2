import { afterEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, guest, sales, type World } from '../support/world.ts';

const open: { world?: World } = {};
afterEach(async () => {
  await open.world?.close();
  delete open.world;
});

async function begin(isAgent: boolean, now?: () => Date) {
  const world = await createWorld({ isAgent, ...(now ? { now } : {}) });
  open.world = world;
  return { world, me: personIn(world, ava) };
}

const migration = call({
  text: 'She is nervous about the migration timeline. She promised the seat list by Friday.',
});
const raman = { name: 'Priya Raman', company: 'Northhaul' };
const pricing = call({
  ...raman,
  text: 'The pricing is too high for her budget. She promised a counter offer.',
});
const otto = call({
  name: 'Otto Lang',
  company: 'Moorgate',
  text: 'He promised the vendor form. The pricing is fine.',
});

const statuses = (world: World) =>
  world.slack.log.calls().filter(({ name }) => name === 'assistant.threads.setStatus');

const lastSaid = (me: Someone, where = me.dm) =>
  me.messages(where).findLast(({ user }) => user === me.user)?.ts;

test.each([
  ['What did Otto say about pricing?', 'The pricing is fine'],
  ['brief Otto', 'Last call'],
  ['Otto signed the order form.', 'Save this on Otto Lang'],
  ['help', 'Tell me what happened on a call'],
])(
  'an agent answers “%s” in a thread of its own, and without an agent the answer stands below',
  async (said, answer) => {
    for (const isAgent of [true, false]) {
      const { world, me } = await begin(isAgent);
      await store(world, [otto]);
      await me.say(said);
      const { thread_ts: thread } = await me.sees(answer);
      expect(thread).toBe(isAgent ? lastSaid(me) : undefined);
      await world.close();
    }
    delete open.world;
  },
);

test('Slack’s own status stands in an agent’s thread while notes are read, and nothing is posted for it', async () => {
  const { world, me } = await begin(true);
  await store(world, [otto]);
  await me.say('What did Otto say about pricing?');
  await me.sees('The pricing is fine');
  expect(statuses(world).map(({ request }) => request)).toMatchObject([
    { channel_id: me.dm, thread_ts: lastSaid(me), status: 'is looking through your notes…' },
  ]);
  expect(me.messages()).toHaveLength(2);
  expect(world.slack.look(ava).statuses).toEqual({});
});

test('without an agent no status and no prompts are asked of Slack', async () => {
  const { world, me } = await begin(false);
  await store(world, [otto]);
  await world.hand.openHome(ava, 'messages');
  await me.say('What did Otto say about pricing?');
  await me.sees('The pricing is fine');
  const asked = world.slack.log.calls().filter(({ name }) => name.startsWith('assistant.'));
  expect(asked).toEqual([]);
});

test('saved from an agent’s thread a note’s receipt stays there, and a further question is answered there', async () => {
  const { world, me } = await begin(true);
  await store(world, [otto]);
  await me.say('Otto signed the order form.');
  const { thread_ts: thread = '' } = await me.sees('Save this on Otto Lang');
  await me.press('talk_save_0');
  expect((await me.sees('Saved on Otto Lang')).thread_ts).toBe(thread);
  await me.say('And what did he say about pricing?', { thread });
  const answer = await me.sees('The pricing is fine');
  expect(answer.thread_ts).toBe(thread);
});

test('a mention of an agent in a channel is answered as ever, where it was said', async () => {
  const { world, me } = await begin(true);
  await store(world, [otto]);
  await me.say('@salesmemory brief Otto', { where: sales });
  const card = await me.sees('Last call', sales);
  expect(card).toMatchObject({ ephemeral_to: ava });
  expect(card.thread_ts).toBeUndefined();
});

const promptsOf = (world: World, user = ava) =>
  world.slack.look(user).prompts?.prompts.map(({ title }) => title) ?? [];

test('opening an agent’s messages suggests what to ask of the people called last', async () => {
  const { world, me } = await begin(true);
  await world.hand.openHome(ava, 'messages');
  await expect.poll(() => promptsOf(world)).toEqual(['What can you do?', 'Brief me before a call']);
  await store(world, [call({ day: '2026-01-01' }), call({ ...raman, day: '2025-12-01' })]);
  await world.restartBot();
  await world.hand.openHome(ava, 'messages');
  await expect
    .poll(() => promptsOf(world))
    .toEqual([
      'Brief me on Priya Sharma',
      'What is still open with Priya Sharma?',
      'What did we promise Northhaul?',
      'How many open deals are there?',
    ]);
  expect(me.texts().join()).not.toContain('Tell me what happened');
});

test('a colleague is suggested nobody whom only private notes know', async () => {
  const { world } = await begin(true);
  await store(world, [call({ visibility: 'team' }), otto]);
  await world.restartBot();
  await world.hand.openHome(ben, 'messages');
  await expect.poll(() => promptsOf(world, ben)).toContain('Brief me on Priya Sharma');
  expect(promptsOf(world, ben).join()).not.toMatch(/Otto|Moorgate/);
});

test('where Slack takes no prompts nothing breaks, and a guest is suggested none', async () => {
  const { world, me } = await begin(true);
  world.slack.faults.failWith('assistant.threads.setSuggestedPrompts', { times: 3, error: 'access_denied' });
  await world.hand.openHome(ava, 'messages');
  await world.hand.openHome(guest, 'messages');
  await me.say('help');
  await me.sees('Tell me what happened on a call');
  expect(personIn(world, guest).texts()).toEqual([]);
});

/** A card on Priya Sharma, in the DM itself. */
async function card(world: World, me: Someone): Promise<string> {
  await store(world, [migration, pricing, otto]);
  await me.type('/brief Priya Sharma');
  return (await me.sees('Last call')).ts;
}

/** The answer that has taken the place of its progress. */
async function answerTo(me: Someone, question: string) {
  await expect.poll(async () => textOf(await me.sees(`“${question}”`))).not.toContain('Looking through');
  return me.sees(`“${question}”`);
}

test.each([
  [true, 'What did she promise?'],
  [false, 'What did she promise?'],
  [false, 'What is still open?'],
  [true, 'And what did Priya promise?'],
])('agent or not (%s), under a card “%s” is of whom the card is', async (isAgent, question) => {
  const { world, me } = await begin(isAgent);
  const root = await card(world, me);
  await me.say(question, { thread: root });
  expect(textOf(await answerTo(me, question))).toContain('seat list');
  const answer = await answerTo(me, question);
  expect(answer.thread_ts).toBe(root);
  expect(textOf(answer)).not.toMatch(/Otto|Raman|vendor form|counter offer/);
});

test.each([
  [true, 'What did she promise?'],
  [false, 'What did they promise?'],
  [false, 'and what is still open?'],
])(
  'agent or not (%s), with nothing but the newest card above “%s” is of whom it is',
  async (isAgent, question) => {
    const { world, me } = await begin(isAgent);
    await card(world, me);
    await me.say(question);
    expect(textOf(await answerTo(me, question))).toContain('seat list');
    expect(textOf(await answerTo(me, question))).not.toMatch(/Otto|Raman|vendor form|counter offer/);
  },
);

test('what points at nobody is asked of everybody, and who is named is meant, whatever card stands above', async () => {
  const { world, me } = await begin(false);
  await card(world, me);
  await me.say('What did Otto promise?');
  expect(textOf(await answerTo(me, 'What did Otto promise?'))).toContain('vendor form');
  await me.say('Who spoke about pricing?');
  const all = textOf(await answerTo(me, 'Who spoke about pricing?'));
  expect(all).toContain('The pricing is fine');
  expect(all).toContain('The pricing is too high');
});

test('what points at somebody goes on with a card for half a day, and after that whom it means is asked', async () => {
  let laterMs = 0;
  const { world, me } = await begin(false, () => new Date(Date.now() + laterMs));
  await card(world, me);
  laterMs = 11 * 3_600_000;
  await me.say('And what did they promise?');
  expect(textOf(await answerTo(me, 'And what did they promise?'))).toContain('seat list');
  laterMs = 13 * 3_600_000;
  await me.say('What did they promise?');
  expect(textOf(await answerTo(me, 'What did they promise?'))).toContain('Whom do you mean?');
});

test('a note that names nobody is offered on whom the card is, in its thread and below it', async () => {
  const { world, me } = await begin(false);
  const root = await card(world, me);
  await me.say('Agreed to start in March.', { thread: root });
  expect((await me.sees('Save this on Priya Sharma')).thread_ts).toBe(root);
  await me.say('She wants two seats more.');
  const below = await me.sees('She wants two seats more.');
  await expect.poll(() => textOf(me.messages().at(-1))).toContain('Save this on Priya Sharma');
  expect(below.thread_ts).toBeUndefined();
  await me.say('The office is closed tomorrow.');
  await me.sees('Who is this about?');
});

test('under a week a name that several have is that of the one in it', async () => {
  const { world, me } = await begin(true);
  const others = [{ ...pricing, author: 'U0BEN00002', visibility: 'team' as const }];
  const day = daysAgo(20);
  await storeRead(world, [
    { ...migration, day },
    { ...otto, day },
  ]);
  await store(world, others);
  await me.type('/digest now');
  const { ts: root } = await me.sees('Your week');
  await expect.poll(() => JSON.stringify(me.messages())).toContain('Otto Lang');
  await me.say('What did Priya promise?', { thread: root });
  expect(textOf(await answerTo(me, 'What did Priya promise?'))).toContain('seat list');
  expect(textOf(await answerTo(me, 'What did Priya promise?'))).not.toContain('counter offer');
  await me.say('Priya moved the kickoff.', { thread: root });
  await me.sees('Save this on Priya Sharma');
});
