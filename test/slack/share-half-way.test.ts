import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { storedRecords } from '../support/stored.ts';
import { ava, ben, createWorld, deals, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
  await storeRead(world, [
    call({ visibility: 'team', day: daysAgo(9) }),
    call({ visibility: 'team', day: daysAgo(4), text: 'They agreed to a pilot with 20 seats in March.' }),
  ]);
});
afterEach(() => world.close());

const posts = () =>
  me.messages(deals).filter(({ blocks }) => JSON.stringify(blocks ?? '').includes('share_take_back'));
const receipts = () => me.texts().filter((text) => text.includes('Posted in'));

/** As far as the press on Share. */
async function checked(): Promise<void> {
  await me.type('/brief Rentfield');
  await me.sees('Why ');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('people will see it, under your name');
}

/** It is posted, and nobody hears of it any more: as when the process dies at that moment. */
async function halfShared(): Promise<void> {
  await checked();
  world.slack.faults.loseResponse('chat.postMessage', 1);
  await me.submit({});
  await world.slack.waitFor(() => posts()[0]);
  world.slack.faults.clear();
}

async function takeBack(who: Someone): Promise<void> {
  const { ts = '', blocks } = posts()[0] ?? {};
  const [, value] = /"(sharing-[0-9a-f]+)"/.exec(JSON.stringify(blocks)) ?? [];
  const action = { actionId: 'share_take_back', value };
  await world.hand.choose(who.user, { channel: deals, ts }, action);
}

test.each(['', 'the next start and '])(
  'a share that died when it was posted is taken back by %sthe next press on the post itself',
  async (start) => {
    await halfShared();
    expect(receipts()).toEqual([]);
    if (start) await world.restartBot();
    await takeBack(me);
    await me.sees('Taken back: it stands in #deals-emea no more.', deals);
    expect(posts()).toEqual([]);
  },
);

test('a share that died is taken back by nobody else', async () => {
  await halfShared();
  await takeBack(personIn(world, ben));
  await personIn(world, ben).sees('Only who shared it can take it back.', deals);
  expect(posts()).toHaveLength(1);
});

test('taken back from the post, the receipt says so too', async () => {
  await checked();
  await me.submit({});
  await me.sees('Posted in #deals-emea');
  await me.seesModal('Posted in');
  await takeBack(me);
  await expect.poll(() => textOf(me.messages().at(-1))).toContain('Taken back');
  expect(JSON.stringify(me.messages())).not.toContain('share_take_back');
  expect(posts()).toEqual([]);
});

test('what somebody else has deleted from the channel already counts as taken back', async () => {
  await checked();
  await me.submit({});
  await me.sees('Posted in #deals-emea');
  world.slack.faults.failWith('chat.delete', { times: 1, error: 'message_not_found' });
  await me.press('share_take_back');
  await me.sees('Taken back: it stands in #deals-emea no more.');
  expect(receipts()).toEqual([]);
});

test('what Slack surely refused leaves nothing behind', async () => {
  await checked();
  world.slack.faults.failWith('chat.postMessage', { times: 1, error: 'is_archived' });
  await me.submit({});
  await me.seesModal('is archived, so nothing was posted');
  const kept = async () => (await storedRecords(world)).filter(({ tags }) => tags.includes('kind:shared'));
  await expect.poll(kept).toEqual([]);
});
