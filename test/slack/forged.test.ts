import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, hindsightOf, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { sendSignedTo } from '../support/signed.ts';
import { ava, ben, createWorld, deals, forecast, sales, type World } from '../support/world.ts';

/** What no client of Slack would send, well signed: ids in it are looked up, not believed. */
let world: World;
let me: Someone;
let you: Someone;
beforeEach(async () => {
  world = await createWorld({ transport: 'http' });
  me = personIn(world, ava);
  you = personIn(world, ben);
});
afterEach(() => world.close());

async function send(user: string, payload: object): Promise<void> {
  const base = { user: { id: user }, trigger_id: 'none' };
  const body = new URLSearchParams({ payload: JSON.stringify({ ...base, ...payload }) }).toString();
  expect(await sendSignedTo(world, { body })).toBe(200);
}

function press(user: string, at: { channel: string; ts: string }, action_id: string, value: string) {
  const button = { type: 'button', action_id, value, text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', block_id: 'row', elements: [button] }];
  return send(user, {
    type: 'block_actions',
    container: { type: 'message', channel_id: at.channel, message_ts: at.ts, is_ephemeral: false },
    channel: { id: at.channel, name: 'x' },
    message: { ts: at.ts, text: 'x', blocks },
    actions: [{ ...button, block_id: 'row', action_ts: `${Date.now() / 1000}` }],
  });
}

const team = { visibility: 'team' } as const;

const sharedNotes = () =>
  storeRead(world, [call({ ...team, day: daysAgo(9) }), call({ ...team, day: daysAgo(4) })]);

/** As far as the press on Share. */
async function looks(who: Someone, channel: string): Promise<void> {
  await who.type('/brief Rentfield');
  await who.sees('Last call');
  await who.press('share_brief');
  await who.seesModal('before anything is posted');
  await who.choose('share_channel', channel);
  await who.seesModal('people will see it, under your name');
}

/** Slack's answer to the post does not come: who shares is known by what was kept before it alone. */
async function shareHalfWay(who: Someone, channel: string): Promise<string> {
  await looks(who, channel);
  world.slack.faults.loseResponse('chat.postMessage', 1);
  await who.submit({});
  await who.seesModal('Slack did not say whether it arrived.');
  const { ts } = await who.sees('Shared by', channel);
  return ts;
}

test('a press that says somebody else shared it takes nothing out of a channel', async () => {
  await sharedNotes();
  await looks(me, deals);
  await me.submit({});
  await me.sees('Posted in #deals-emea');
  const post = await me.sees('Rentfield', deals);
  const lie = { channel: deals, ts: post.ts, name: 'deals-emea', by: ben, receipt: null };
  await you.type('/brief help');
  const inDm = await you.sees('/brief');
  await press(ben, { channel: you.dm, ts: inDm.ts }, 'share_take_back', JSON.stringify(lie));
  await you.sees('Only who shared it can take it back.');
  expect(me.texts(deals).join()).toContain('Rentfield');
});

test('what takes a share that died out of its channel takes nothing out of another', async () => {
  await sharedNotes();
  const other = personIn(world, 'U0NADIA003');
  await shareHalfWay(me, deals);
  const [, own = ''] = /"(sharing-[0-9a-f]+)"/.exec(JSON.stringify(me.messages(deals))) ?? [];
  const ts = await shareHalfWay(other, forecast);
  await press(ava, { channel: forecast, ts }, 'share_take_back', own);
  await me.sees('Only who shared it can take it back.');
  expect(other.texts(forecast).join()).toContain('Shared by');
});

test('a week takes the place of no message in a channel', async () => {
  await storeRead(world, [call({ day: daysAgo(9) }), call({ day: daysAgo(4) })]);
  await you.say('Lunch?', { where: sales });
  const said = await me.sees('Lunch?', sales);
  await press(ava, { channel: sales, ts: said.ts }, 'digest_show', '');
  await me.sees('Slack did not open the window in time.');
  expect(me.texts(sales).join()).not.toContain('Rentfield');
});

test('of a thousand people also on a call five are taken', async () => {
  await me.type('/log Lea Anders');
  const view = (await me.seesModal('Company')).view;
  const also = Array.from({ length: 1_000 }, (_, index) => ({
    value: `new:Person Number${index}`,
    text: { type: 'plain_text', text: `New person: ‘Person Number${index}’` },
  }));
  const first = { value: 'new:Lea Anders', text: { type: 'plain_text', text: 'New person: ‘Lea Anders’' } };
  const field = (id: string, value: object) => ({ [id]: { [id]: value } });
  await send(ava, {
    type: 'view_submission',
    view: {
      ...view,
      state: {
        values: {
          ...field('log_who', { type: 'external_select', selected_option: first }),
          [`log_name ${first.value}`]: { log_name: { type: 'plain_text_input', value: 'Lea Anders' } },
          ...field('log_company', { type: 'plain_text_input', value: 'Harbour' }),
          ...field('log_also', { type: 'multi_external_select', selected_options: also }),
          ...field('log_text_0', { type: 'plain_text_input', value: 'A first chat.' }),
          ...field('log_day', { type: 'datepicker', selected_date: daysAgo(0) }),
        },
      },
    },
  });
  const { memory } = hindsightOf(world);
  await expect.poll(async () => (await memory.list('everyone', ava)).length).toBe(1);
  const [stored] = await memory.list('everyone', ava);
  expect(stored?.prospects).toHaveLength(6);
});
