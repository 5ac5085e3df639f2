import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { companyFor } from '../../sandbox/company.ts';
import { localOptions } from '../../sandbox/page/src/fields/menu-options.ts';
import { createSlackServer, type SlackServer } from '../../sandbox/slack/slack-server.ts';
import { MANIFEST } from './slack/tiny-bot.ts';

const AVA = 'U0AVA00001';
const BOT = 'U0BOTUSER1';
const DEALS = 'C0DEALS004';
const FORECAST = 'C0FORECAS5';

let slack: SlackServer;
let client: WebClient;

async function start(scopes: readonly string[]) {
  const manifest = { ...MANIFEST, oauth_config: { scopes: { bot: ['chat:write', ...scopes] } } };
  slack = await createSlackServer({ now: () => new Date(), manifest, state: companyFor(manifest) });
  client = new WebClient(slack.tokens.bot, { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
}
beforeEach(() => start(['channels:read', 'groups:read']));
afterEach(() => slack.close());

const failing = (error: string) => ({ data: { ok: false, error } });

test('a channel tells who is in it page by page, and how many only when it is asked', async () => {
  const first = await client.conversations.members({ channel: DEALS, limit: 3 });
  const cursor = first.response_metadata?.next_cursor ?? '';
  const rest = await client.conversations.members({ channel: DEALS, limit: 3, cursor });
  expect([...(first.members ?? []), ...(rest.members ?? [])]).toEqual([AVA, 'U0BEN00002', 'U0NADIA003', BOT]);
  expect(rest.response_metadata?.next_cursor).toBe('');
  expect((await client.conversations.info({ channel: DEALS })).channel).not.toHaveProperty('num_members');
  const { channel } = await client.conversations.info({ channel: DEALS, include_num_members: true });
  expect(channel).toMatchObject({ num_members: 4, is_member: true, is_ext_shared: false });
});

test('what an admin does to a channel is seen at once, and refuses messages where it must', async () => {
  slack.hand.changeChannel(DEALS, { is_ext_shared: true });
  expect((await client.conversations.info({ channel: DEALS })).channel).toMatchObject({
    is_ext_shared: true,
    is_shared: true,
  });
  slack.hand.changeChannel(DEALS, { is_archived: true });
  await expect(client.chat.postMessage({ channel: DEALS, text: 'x' })).rejects.toMatchObject(
    failing('is_archived'),
  );
});

test('a private channel that the bot is not in is not there for it', async () => {
  slack.hand.changeChannel(FORECAST, { members: [AVA] });
  const channel = FORECAST;
  for (const call of [
    client.conversations.info({ channel }),
    client.conversations.members({ channel }),
    client.chat.postMessage({ channel, text: 'x' }),
  ])
    await expect(call).rejects.toMatchObject(failing('channel_not_found'));
});

test('a private channel needs a scope of its own', async () => {
  await slack.close();
  await start(['channels:read']);
  expect(await client.conversations.info({ channel: DEALS })).toMatchObject({ ok: true });
  await expect(client.conversations.info({ channel: FORECAST })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'groups:read' },
  });
});

test('the page offers a menu the channels that its filter lets through', () => {
  const { channels, people } = slack.look(AVA);
  const names = { channels, people };
  const offered = (filter: object) =>
    localOptions({ type: 'conversations_select', action_id: 'x', filter }, names).map(
      ({ option }) => option.text.text,
    );
  expect(offered({ include: ['public'], exclude_external_shared_channels: true })).toEqual([
    '#general',
    '#sales',
    '#deals-emea',
  ]);
  expect(offered({ include: ['private'] })).toEqual(['#forecast']);
});
