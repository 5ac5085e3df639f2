import { WebClient } from '@slack/web-api';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { noModal } from '../../src/slack/kit/modal.ts';
import { readWords } from '../../src/slack/kit/pending-note.ts';
import { nowhere } from '../../src/slack/kit/place.ts';
import { createReadWords } from '../../src/slack/kit/readable.ts';
import type { SaidToBot } from '../../src/slack/kit/request.ts';
import { clean } from '../../src/slack/kit/text.ts';
import { readBefore } from '../../src/slack/talk/conversation.ts';
import { call, store } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const migration = call({ text: 'She is nervous about the migration timeline.' });
const pricing = call({ text: 'The pricing is too high for her budget.' });
const others = call({
  ...{ name: 'Otto Lang', company: 'Moorgate' },
  text: 'The pricing is fine, he said, and signed for it.',
});

const calls = (name: string) => world.slack.log.calls().filter((one) => one.name === name);

test.each([
  ['the bot’s answer', (answer: string) => answer],
  ['one’s own question', (_answer: string, question: string) => question],
])('in the thread of %s a question is answered in context, after a restart too', async (_root, pick) => {
  await store(world, [migration, pricing, others]);
  await me.say('What did Priya say about migration?');
  const answer = await me.sees('nervous about the migration timeline');
  const asked = me.messages().find(({ user }) => user === ava)?.ts ?? '';
  await world.restartBot();
  const root = pick(answer.ts, asked);
  await me.say('And about pricing?', { thread: root });
  const further = await me.sees('The pricing is too high');
  expect(further.thread_ts).toBe(root);
  expect(textOf(further)).toContain('“And about pricing?”');
  expect(textOf(further)).not.toContain('Otto');
});

test('a question below an answer in a thread is answered in that thread', async () => {
  await store(world, [migration, pricing]);
  await me.say('What did Priya say about migration?');
  const root = await me.sees('nervous about the migration timeline');
  await me.say('And about pricing?', { thread: root.ts });
  const further = await me.sees('The pricing is too high');
  const before = me.messages().length;
  const target = { channel: me.dm, ts: further.ts };
  await world.hand.pressButton(ava, target, { actionId: 'ask_next_0' });
  await expect.poll(() => me.messages().length).toBe(before + 1);
  expect(me.messages().at(-1)?.thread_ts).toBe(root.ts);
});

test('without the thread’s messages a question stands for itself', async () => {
  await store(world, [migration, pricing, others]);
  await me.say('What did Priya say about migration?');
  const root = await me.sees('nervous about the migration timeline');
  world.slack.faults.failWith('conversations.replies', { times: 3, error: 'ratelimited' });
  await me.say('What did Otto say about pricing?', { thread: root.ts });
  expect((await me.sees('The pricing is fine')).thread_ts).toBe(root.ts);
});

test('the last three questions of a thread are read, without those of others or what was only told', async () => {
  await me.say('help');
  const root = await me.sees('Tell me what happened on a call');
  const { hand, slack } = world;
  const thread = root.ts;
  const texts = [
    'Who raised security?',
    'What about Priya?',
    'Amit signed.',
    'and pricing',
    'When is the next call?',
  ];
  for (const text of texts) await hand.sayInChannel(ava, me.dm, { text, thread });
  const client = new WebClient(slack.tokens.bot, { slackApiUrl: slack.url });
  const log = createLog('info', { write: () => undefined });
  const member = { id: ava, zone: 'UTC', isMonthFirst: false, isFull: true, isAdmin: false, barred: null };
  const readWords = createReadWords({ client, members: { lately: async () => member } });
  const newCall = { person: async () => undefined };
  const asker = { member, place: nowhere, modal: noModal };
  const earlierIn = async (said: SaidToBot) =>
    (await readBefore({ client, newCall, readWords, log }, said, asker)).questions;
  const at = { channel: me.dm, ts: '9999999999.000001', thread, answerThread: thread };
  const here = { user: ava, ...at, text: 'And then?', passedOn: '', isMention: false };
  expect(await earlierIn(here)).toEqual(['What about Priya?', 'and pricing', 'When is the next call?']);
  const newest = me.messages().findLast(({ text }) => text === 'When is the next call?')?.ts ?? '';
  expect(await earlierIn({ ...here, ts: newest })).toEqual([
    'Who raised security?',
    'What about Priya?',
    'and pricing',
  ]);
  expect(await earlierIn({ ...here, user: ben })).toEqual(expect.not.arrayContaining(['and pricing']));
  expect(await earlierIn({ ...here, isMention: true })).toEqual([]);
});

test('in a thread Slack shows that work goes on, or a message does where Slack does not', async () => {
  await store(world, [migration]);
  await me.say('help');
  const root = await me.sees('Tell me what happened on a call');
  await me.say('What did Priya say about migration?', { thread: root.ts });
  await me.sees('nervous about the migration timeline');
  expect(calls('assistant.threads.setStatus').at(-1)?.request).toMatchObject({
    ...{ channel_id: me.dm, thread_ts: root.ts, status: 'is looking through your notes…' },
  });
  expect(calls('chat.update')).toHaveLength(0);
  world.slack.faults.failWith('assistant.threads.setStatus', { times: 3, error: 'not_allowed' });
  await me.say('What did Priya say of the timeline?', { thread: root.ts });
  await me.sees('“What did Priya say of the timeline?”');
  await expect.poll(() => calls('chat.update').length).toBe(1);
});

test('an offer that was a question is answered in its place', async () => {
  await store(world, [migration]);
  await me.say('Priya on migration');
  const offer = await me.sees('Save this on Priya Sharma');
  await world.restartBot();
  await me.press('talk_question');
  const answer = await me.sees('nervous about the migration timeline');
  expect(answer.ts).toBe(offer.ts);
  expect(textOf(answer)).toContain('“Priya on migration”');
});

test('a question by mention is answered to the asker alone, at once and without a trace of progress', async () => {
  await store(world, [migration]);
  await me.say('@salesmemory what did Priya say about migration', { where: sales });
  const answer = await me.sees('nervous about the migration timeline', sales);
  expect(answer.ephemeral_to).toBe(ava);
  expect(me.messages(sales).filter(({ ephemeral_to }) => ephemeral_to)).toHaveLength(1);
  expect(personIn(world, ben).texts(sales).join()).not.toContain('nervous');
});

test('whatever is said in the DM, something stands there afterwards, and no sentence is lost', async () => {
  await store(world, [migration, others]);
  const words = fc.constantFrom(
    'Priya',
    'Otto',
    'agreed',
    'brief',
    '?',
    '\n',
    'log',
    '&',
    '<b>',
    '*',
    'हाँ',
    '🙂',
    'what',
    ':',
  );
  const text = fc.oneof(
    fc.array(words, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  );
  const fromBot = () => world.slack.messages.seenBy(ava, me.dm).filter(({ user }) => user === 'U0BOTUSER1');
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      const before = fromBot().length;
      await me.say(typed);
      const last = await world.slack.waitFor(() => fromBot()[before]);
      const blocks: unknown[] = last.blocks ?? [];
      if (!JSON.stringify(blocks).includes('"talk_question"')) return;
      const shown = JSON.stringify(blocks);
      const length = Number(/\\"length\\":(\d+)/.exec(shown)?.[1]);
      const held = readWords(blocks, length);
      // "log Priya: she agreed" is offered on Priya without what stood before it.
      const whole = clean(typed).trim();
      expect(whole.endsWith(held)).toBe(true);
      const name = whole.slice(0, whole.length - held.length).replace(/^log\b/, '');
      expect(textOf(blocks)).toContain(name.replace(/^\s+|[^\p{L}]+$/gu, ''));
    }),
    { numRuns: 40 },
  );
});
