import { WebClient } from '@slack/web-api';
import { afterEach, expect, test } from 'vitest';
import { companyFor } from '../../sandbox/company.ts';
import { createSlackServer, type SlackServer } from '../../sandbox/slack/slack-server.ts';
import { MANIFEST, startTiny, type Tiny } from './slack/tiny-bot.ts';

const AVA = 'U0AVA00001';
const BOT = 'U0BOTUSER1';
const SALES = 'C0SALES002';

const withTalk = (scopes: readonly string[], view: object = {}) => ({
  ...MANIFEST,
  features: { ...MANIFEST.features, ...view },
  oauth_config: { scopes: { bot: [...scopes] } },
  settings: {
    ...MANIFEST.settings,
    event_subscriptions: { bot_events: ['message.im', 'app_mention', 'assistant_thread_started'] },
  },
});

const open: { slack?: SlackServer; tiny?: Tiny } = {};
afterEach(async () => {
  await open.slack?.close();
  await open.tiny?.close();
  delete open.slack;
  delete open.tiny;
});

async function start(scopes: readonly string[], view?: object) {
  const manifest = withTalk(scopes, view);
  const slack = await createSlackServer({ now: () => new Date(), manifest, state: companyFor(manifest) });
  open.slack = slack;
  const client = new WebClient(slack.tokens.bot, { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
  return { slack, client, dm: slack.hand.dmOf(AVA) };
}

/** The events that a bot with these scopes heard. */
async function heardBy(scopes: readonly string[], view?: object) {
  const tiny = await startTiny('socket', withTalk(scopes, view));
  open.tiny = tiny;
  return { tiny, hand: tiny.slack.hand, dm: tiny.slack.hand.dmOf(AVA) };
}

const eventOf = (request: unknown): unknown =>
  typeof request === 'object' && request !== null && 'event' in request ? request.event : undefined;

const failing = (error: string) => ({ data: { ok: false, error } });

test('replies come oldest first with their root, in pages, and never with what only one person sees', async () => {
  const { slack, client, dm } = await start(['chat:write', 'im:history', 'channels:history']);
  await slack.hand.sayInChannel(AVA, dm, 'Root');
  const root = slack.messages.seenBy(AVA, dm).at(-1)?.ts ?? '';
  await client.chat.postMessage({ channel: dm, thread_ts: root, text: 'One' });
  await client.chat.postEphemeral({ channel: dm, user: AVA, thread_ts: root, text: 'Hidden' });
  await slack.hand.sayInChannel(AVA, dm, { text: 'Two', thread: root });
  const first = await client.conversations.replies({ channel: dm, ts: root, limit: 2 });
  expect(first.messages?.map(({ text }) => text)).toEqual(['Root', 'One']);
  expect(first.has_more).toBe(true);
  const cursor = first.response_metadata?.next_cursor ?? '';
  const rest = await client.conversations.replies({ channel: dm, ts: root, limit: 2, cursor });
  expect(rest.messages?.map(({ text }) => text)).toEqual(['Two']);
  expect(slack.messages.seenBy(AVA, dm).map(({ text }) => text)).toContain('Hidden');
  await expect(client.conversations.replies({ channel: dm, ts: '1.0' })).rejects.toMatchObject(
    failing('thread_not_found'),
  );
});

test('a DM’s replies need im:history and a channel’s channels:history', async () => {
  const { slack, client } = await start(['chat:write', 'im:history']);
  await slack.hand.sayInChannel(AVA, SALES, 'Root');
  const ts = slack.messages.seenBy(AVA, SALES).at(-1)?.ts ?? '';
  const inChannel = client.conversations.replies({ channel: SALES, ts });
  await expect(inChannel).rejects.toMatchObject({ data: { needed: 'channels:history' } });
  await slack.close();
  const without = await start(['chat:write']);
  await without.slack.hand.sayInChannel(AVA, without.dm, 'Root');
  const asked = without.client.conversations.replies({ channel: without.dm, ts: '1.0' });
  await expect(asked).rejects.toMatchObject({ data: { needed: 'im:history' } });
});

test('a message in a DM, a mention and an edit reach a bot that subscribed and has the scopes', async () => {
  const { tiny, hand, dm } = await heardBy(['chat:write', 'im:history', 'app_mentions:read']);
  await hand.sayInChannel(AVA, dm, { text: 'Hello', files: ['plan.pdf'] });
  expect(tiny.heard.map((body) => eventOf(body)).at(-1)).toMatchObject({
    ...{ type: 'message', channel_type: 'im', subtype: 'file_share', text: 'Hello', user: AVA },
  });
  const said = tiny.slack.messages.seenBy(AVA, dm).at(-1)?.ts ?? '';
  await hand.reword(AVA, { channel: dm, ts: said }, 'Hello again');
  expect(tiny.heard.map((body) => eventOf(body)).at(-1)).toMatchObject({
    subtype: 'message_changed',
    message: { text: 'Hello again' },
    previous_message: { text: 'Hello' },
  });
  await hand.sayInChannel(AVA, SALES, '@tinybot what now');
  expect(tiny.heard.map((body) => eventOf(body)).at(-1)).toMatchObject({
    ...{ type: 'app_mention', text: `<@${BOT}> what now`, channel: SALES },
  });
});

test.each(['@TinyBot what now', '@TINYBOT what now', '(@Tinybot) what now'])(
  'a mention is one in whatever case it is typed: %s',
  async (typed) => {
    const { tiny, hand } = await heardBy(['chat:write', 'app_mentions:read']);
    await hand.sayInChannel(AVA, SALES, typed);
    expect(tiny.heard.map((body) => eventOf(body)).at(-1)).toMatchObject({
      ...{ type: 'app_mention', text: typed.replace(/@tinybot/i, `<@${BOT}>`) },
    });
  },
);

test('a channel is one in whatever case it is typed, and an address is neither', async () => {
  const { slack, dm } = await start(['chat:write']);
  await slack.hand.sayInChannel(AVA, dm, 'See #Sales, not ava@Tinybot.example');
  expect(slack.messages.seenBy(AVA, dm).at(-1)?.text).toBe(`See <#${SALES}|sales>, not ava@Tinybot.example`);
});

test('without the scope nothing is heard', async () => {
  const { hand, dm } = await heardBy(['chat:write']);
  expect(await hand.sayInChannel(AVA, dm, 'Hello')).toMatchObject({ ack: 'none' });
  expect(await hand.sayInChannel(AVA, SALES, '@tinybot hello')).toMatchObject({ ack: 'none' });
});

test('the older pane begins a thread and tells of it', async () => {
  const { tiny, hand, dm } = await heardBy(['chat:write', 'assistant:write'], { assistant_view: {} });
  await hand.openPane(AVA);
  const root = tiny.slack.messages.seenBy(AVA, dm).at(-1)?.ts;
  expect(eventOf(tiny.heard.at(-1))).toMatchObject({
    assistant_thread: { user_id: AVA, channel_id: dm, thread_ts: root },
  });
});

test.each([
  ['an agent', { agent_view: {} }],
  ['neither an agent nor an assistant', {}],
])('%s has no older pane, and hears of none', async (_what, view) => {
  const { tiny, hand, dm } = await heardBy(['chat:write', 'assistant:write'], view);
  expect(await hand.openPane(AVA)).toMatchObject({ ack: 'none' });
  expect(tiny.heard).toEqual([]);
  expect(tiny.slack.messages.seenBy(AVA, dm)).toEqual([]);
});

test('history comes newest first, up to a message, without threads and what only one person sees', async () => {
  const { slack, client, dm } = await start(['chat:write', 'im:history']);
  await slack.hand.sayInChannel(AVA, dm, 'One');
  const one = slack.messages.seenBy(AVA, dm).at(-1)?.ts ?? '';
  await client.chat.postMessage({ channel: dm, thread_ts: one, text: 'In a thread' });
  await client.chat.postEphemeral({ channel: dm, user: AVA, text: 'Hidden' });
  await client.chat.postMessage({ channel: dm, text: 'Two' });
  await slack.hand.sayInChannel(AVA, dm, 'Three');
  const all = await client.conversations.history({ channel: dm });
  expect(all.messages?.map(({ text }) => text)).toEqual(['Three', 'Two', 'One']);
  const latest = all.messages?.[0]?.ts ?? '';
  const before = await client.conversations.history({ channel: dm, latest, limit: 1 });
  expect(before.messages?.map(({ text }) => text)).toEqual(['Two']);
  expect(before.has_more).toBe(true);
  const inChannel = client.conversations.history({ channel: SALES });
  await expect(inChannel).rejects.toMatchObject({ data: { needed: 'channels:history' } });
});

const prompts = [{ title: 'Brief me', message: 'Brief me on Priya' }];

test('prompts stand in an agent’s DM until somebody writes there', async () => {
  const { slack, client, dm } = await start(['chat:write', 'assistant:write'], { agent_view: {} });
  await client.assistant.threads.setSuggestedPrompts({ channel_id: dm, title: 'Ask me', prompts });
  expect(slack.look(AVA).prompts).toEqual({ title: 'Ask me', prompts });
  await slack.hand.sayInChannel(AVA, dm, 'Root');
  expect(slack.look(AVA).prompts).toBeNull();
  const root = slack.messages.seenBy(AVA, dm).at(-1)?.ts ?? '';
  await client.assistant.threads.setSuggestedPrompts({ channel_id: dm, thread_ts: root, prompts });
  expect(slack.look(AVA).prompts).toBeNull();
});

test('prompts are refused without a view, without the scope, and past four', async () => {
  const { slack, client, dm } = await start(['chat:write', 'assistant:write']);
  const ask = (count: number) =>
    client.assistant.threads.setSuggestedPrompts({ channel_id: dm, prompts: Array(count).fill(prompts[0]) });
  await expect(ask(1)).rejects.toMatchObject(failing('access_denied'));
  await expect(ask(5)).rejects.toMatchObject(failing('invalid_arguments'));
  await slack.close();
  const without = await start(['chat:write'], { agent_view: {} });
  const asked = without.client.assistant.threads.setSuggestedPrompts({ channel_id: without.dm, prompts });
  await expect(asked).rejects.toMatchObject({ data: { needed: 'assistant:write' } });
});

test('a status stands in its thread until the bot answers there', async () => {
  const { slack, client, dm } = await start(['chat:write']);
  await slack.hand.sayInChannel(AVA, dm, 'Root');
  const ts = slack.messages.seenBy(AVA, dm).at(-1)?.ts ?? '';
  await client.assistant.threads.setStatus({ channel_id: dm, thread_ts: ts, status: 'is reading…' });
  expect(Object.values(slack.look(AVA).statuses)).toEqual(['is reading…']);
  await client.chat.postMessage({ channel: dm, thread_ts: ts, text: 'Read.' });
  expect(slack.look(AVA).statuses).toEqual({});
  const nowhere = client.assistant.threads.setStatus({ channel_id: dm, thread_ts: '1.0', status: 'x' });
  await expect(nowhere).rejects.toMatchObject(failing('invalid_thread_ts'));
});
