import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importSource } from '../../src/import/plan.ts';
import { progressBlock } from '../../src/slack/kit/blocks.ts';
import { call, store } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { wholeDm } from '../support/whole-dm.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
  await logNewPerson(me, amit);
});
afterEach(() => world.close());

const amit = { name: 'Amit Rao', company: 'Rentfield', text: 'He asked for a second quote.' };
const words = 'He wants the contract by Monday.';
const receiptsOf = (text: string) => me.texts().filter((one) => one.includes(text));

const changes = () => world.slack.log.named('chat.update');

/**
 * Slack hears nothing more of this process, as if it had died; the next one begins with all well. Tells how many changes
 * of messages were asked for before that.
 */
async function die(): Promise<number> {
  for (const method of ['chat.update', 'chat.postMessage', 'views.update'])
    world.slack.faults.failWith(method, { times: 999, error: 'fatal_error' });
  await world.stopBot();
  const asked = changes().length;
  world.slack.faults.clear();
  world.memory.faults.set(undefined);
  world.model.faults.clear();
  await world.restartBot();
  return asked;
}

async function submit(text = words) {
  await me.type('/log');
  await me.seesModal('What happened');
  await me.submit({ log_who: await optionFor(me, 'Amit Rao · Rentfield', 'amit'), log_text_0: text });
}

test.each(['/ask whose quote is it', '/pipeline', '/brief Amit'])(
  'what %s left at “Looking…” when the bot died is ended by the next start',
  async (line) => {
    world.memory.faults.set({ kind: 'delay', ms: 2_500 });
    await me.type(line);
    await me.sees('your');
    await expect.poll(() => me.texts().at(-1)).toContain('…');
    await die();
    await me.sees('This was interrupted before it was done. Please ask once more.');
    expect(me.texts().at(-1)).not.toContain('…');
  },
);

test('a note that was still to be tried again when the bot died is tried again by the next start, once', async () => {
  world.memory.faults.set({ kind: 'refuse' });
  await submit();
  await me.sees('will be tried again');
  await die();
  await me.sees('Saved on Amit Rao · Rentfield');
  await expect.poll(() => receiptsOf(words).join()).toContain('Saved on');
  expect(receiptsOf(words)).toHaveLength(1);
  expect(await storedNotes(world)).toHaveLength(2);
});

test('a receipt left at “Being read…” is drawn again by the next start', async () => {
  world.model.faults.set({ kind: 'stalled' });
  await submit();
  await me.sees('Being read…');
  await die();
  await expect.poll(() => receiptsOf(words).join()).not.toContain('Being read');
  expect(receiptsOf(words)).toHaveLength(1);
});

test('a stored note without a receipt gets it by the next start, and none gets a second', async () => {
  world.slack.faults.failWith('chat.postMessage', { times: 999, error: 'fatal_error' });
  await submit();
  await me.seesModal('Saved on');
  await die();
  await me.sees(words);
  await world.restartBot();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(receiptsOf(words)).toHaveLength(1);
  expect(receiptsOf(amit.text)).toHaveLength(1);
});

test.each([210, 1_010])('a receipt with %i messages after it stays the only one', async (count) => {
  await submit();
  await me.sees(words);
  const asBot = new WebClient(world.slack.tokens.bot, { slackApiUrl: world.slack.url });
  for (let sent = 0; sent < count; sent += 1)
    await asBot.chat.postMessage({ channel: me.dm, text: 'A card.' });
  world.slack.faults.failWith('chat.postMessage', { times: 999, error: 'fatal_error' });
  await submit('She signs on Monday.');
  await me.seesModal('Saved on');
  await die();
  await me.sees('She signs on Monday.');
  await world.stopBot();
  const all = await wholeDm(world.slack, me.dm);
  expect(all.filter((one) => one.includes(words))).toHaveLength(1);
  expect(all.filter((one) => one.includes(amit.text))).toHaveLength(1);
});

test('a start that brings somebody their receipt leaves those of colleagues as they are', async () => {
  const other = personIn(world, ben);
  await logNewPerson(other, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants a demo.', team: true });
  world.slack.faults.failWith('chat.postMessage', { times: 999, error: 'fatal_error' });
  await submit();
  await me.seesModal('Saved on');
  const before = await die();
  await me.sees(words);
  await world.stopBot();
  expect(
    changes()
      .slice(before)
      .filter(({ request }) => JSON.stringify(request).includes(other.dm)),
  ).toEqual([]);
  expect(other.texts()).toHaveLength(1);
});

test('a receipt that shows words which are not stored any more is drawn again by the next start', async () => {
  await submit();
  await expect.poll(() => receiptsOf(words).join()).toContain('Saved on');
  await me.press('log_edit');
  await me.seesModal('How it went');
  world.slack.faults.failWith('chat.update', { times: 999, error: 'fatal_error' });
  const later = 'He wants the contract by Tuesday.';
  await me.submit({ log_text_0: later });
  await me.seesModal('Changed on');
  expect(receiptsOf(later)).toHaveLength(0);
  await die();
  await me.sees(later);
  expect(receiptsOf(words)).toHaveLength(0);
  expect(receiptsOf(later)).toHaveLength(1);
});

test('a message that says “not saved” of a note that is stored becomes its receipt by the next start', async () => {
  world.memory.faults.set({ kind: 'refuse' });
  await submit();
  await me.sees('will be tried again');
  world.slack.faults.failWith('chat.update', { times: 999, error: 'fatal_error' });
  world.memory.faults.set(undefined);
  await expect.poll(async () => (await storedNotes(world)).length, { timeout: 12_000 }).toBe(2);
  await die();
  await expect.poll(() => receiptsOf(words).join()).toContain('Saved on');
  expect(receiptsOf(words)).toHaveLength(1);
});

test.each([1, 2])(
  'a receipt whose answer Slack lost %i times stands there once and is changed in place',
  async (times) => {
    world.slack.faults.loseResponse('chat.postMessage', times);
    await submit();
    await me.sees(words);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(receiptsOf(words)).toHaveLength(1);
    await me.press('log_edit');
    await me.seesModal('How it went');
    await me.submit({ log_text_0: 'He wants the contract by Tuesday.' });
    await me.sees('by Tuesday');
    expect(receiptsOf('He wants the contract')).toHaveLength(1);
  },
);

test('who is a guest by the next start is brought no receipt, and a colleague theirs', async () => {
  world.slack.faults.failWith('chat.postMessage', { times: 999, error: 'fatal_error' });
  await store(world, [call({ author: ben, text: 'What Ben heard.', loggedAt: new Date().toISOString() })]);
  await submit();
  await me.seesModal('Saved on');
  const tz = 'Europe/Stockholm';
  const team_id = 'T0SANDBOX1';
  world.hand.changePeople([{ id: ben, name: 'ben', real_name: 'Ben', tz, team_id, is_restricted: true }]);
  await die();
  await me.sees(words);
  await world.stopBot();
  expect(personIn(world, ben).texts()).toEqual([]);
});

test('a start ends what was left behind, and nothing that this process has begun itself', async () => {
  const asBot = new WebClient(world.slack.tokens.bot, { slackApiUrl: world.slack.url });
  const looking = (text: string) =>
    asBot.chat.postMessage({ channel: me.dm, text, blocks: [progressBlock(text)] });
  await looking('Counting before…');
  // The names come late, so that there is something new before anybody looks.
  await world.restartBot();
  world.memory.faults.set({ kind: 'delay', ms: 2_000 });
  // Of a message's stamp the seconds are time, the rest is order.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await looking('Counting now…');
  world.memory.faults.set(undefined);
  await me.sees('This was interrupted before it was done.');
  await me.sees('Counting now…');
  expect(me.texts().join()).not.toContain('Counting before…');
});

test('notes that an import brought are owed no receipts: it has a message of its own', async () => {
  const [brought] = await store(world, [
    call({ source: `${importSource}-1`, text: 'As it stood in a file.', loggedAt: new Date().toISOString() }),
  ]);
  expect(brought).toBeDefined();
  world.slack.faults.failWith('chat.postMessage', { times: 999, error: 'fatal_error' });
  await submit();
  await me.seesModal('Saved on');
  await die();
  await me.sees(words);
  await world.stopBot();
  expect(receiptsOf('As it stood in a file.')).toEqual([]);
});
