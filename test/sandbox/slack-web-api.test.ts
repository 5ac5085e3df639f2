import { readFile } from 'node:fs/promises';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { companyFor } from '../../sandbox/company.ts';
import { createSlackServer, type SlackServer } from '../../sandbox/slack/slack-server.ts';
import { MANIFEST } from './slack/tiny-bot.ts';

const AVA = 'U0AVA00001';
const BEN = 'U0BEN00002';
const SALES = 'C0SALES002';

let time: number;
let slack: SlackServer;
let client: WebClient;

const connect = (token?: string) =>
  new WebClient(token ?? slack.tokens.bot, { slackApiUrl: slack.url, retryConfig: { retries: 0 } });

const start = async (manifest: object, state: unknown = companyFor(manifest)) => {
  slack = await createSlackServer({ now: () => new Date(time), manifest, state });
  client = connect();
};

beforeEach(async () => {
  time = Date.parse('2026-11-23T09:00:00Z');
  await start(MANIFEST);
});
afterEach(async () => {
  await slack.close();
});

const modal = (title = 'One') => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: title },
  blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text: 'Hello' } }],
});
const failing = (error: string) => ({ data: { ok: false, error } });

/** A fresh trigger id, as the bot would read it from the delivery that carried it. */
const trigger = async (): Promise<string> => {
  await slack.hand.globalShortcut(AVA, 'open_form');
  const { request } = slack.log.named('shortcut').at(-1) ?? {};
  return typeof request === 'object' && request !== null && 'trigger_id' in request
    ? String(request.trigger_id)
    : '';
};

/** A fresh response_url of a command typed in #general. */
const responseUrl = async (): Promise<string> => {
  await slack.hand.runCommand(AVA, 'C0GENERAL1', '/hello');
  const { request } = slack.log.named('/hello').at(-1) ?? {};
  return typeof request === 'object' && request !== null && 'response_url' in request
    ? String(request.response_url)
    : '';
};
const respond = async (url: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
};
const seen = () => slack.messages.seenBy(AVA, 'C0GENERAL1').filter(({ user }) => user !== 'USLACKBOT');

test('a wrong token, no token and the wrong kind of token get three different errors', async () => {
  await expect(connect('xoxb-wrong').auth.test()).rejects.toMatchObject(failing('invalid_auth'));
  await expect(connect('').auth.test()).rejects.toMatchObject(failing('not_authed'));
  await expect(connect(slack.tokens.app).auth.test()).rejects.toMatchObject(
    failing('not_allowed_token_type'),
  );
  expect(await client.auth.test()).toMatchObject({ ok: true, team_id: 'T0SANDBOX1', user_id: 'U0BOTUSER1' });
});

test('a method that the table does not hold is unknown', async () => {
  await expect(client.apiCall('chat.postCarrierPigeon')).rejects.toMatchObject(failing('unknown_method'));
  await expect(client.apiCall('toString')).rejects.toMatchObject(failing('unknown_method'));
});

test.each([
  ['chat:write', () => client.chat.postMessage({ channel: SALES, text: 'x' })],
  ['users:read', () => client.users.info({ user: AVA })],
  ['im:write', () => client.conversations.open({ users: AVA })],
])('without the scope %s its method gets missing_scope, naming it', async (scope, call) => {
  await slack.close();
  const scopes = MANIFEST.oauth_config.scopes.bot.filter((one) => one !== scope);
  await start({ ...MANIFEST, oauth_config: { scopes: { bot: scopes } } });
  await expect(call()).rejects.toMatchObject({ data: { error: 'missing_scope', needed: scope } });
});

test('people have what tells members, guests, strangers and leavers apart', async () => {
  const { members = [] } = await client.users.list({});
  expect(members.filter(({ is_restricted }) => is_restricted)).toHaveLength(1);
  expect(members.filter(({ team_id: team }) => team !== 'T0SANDBOX1')).toMatchObject([
    { is_stranger: true },
    { id: 'W0GRETA007', team_id: null, enterprise_user: { teams: ['T0SANDBOX1', 'T0SANDBOX2'] } },
  ]);
  const { user: greta } = await client.users.info({ user: 'W0GRETA007' });
  expect(greta).not.toHaveProperty('team_id');
  expect(greta?.enterprise_user?.teams).toContain('T0SANDBOX1');
  expect(members.filter(({ deleted }) => deleted)).toHaveLength(1);
  const first = await client.users.list({ limit: 4 });
  const rest = await client.users.list({ limit: 4, cursor: first.response_metadata?.next_cursor ?? '' });
  expect([...(first.members ?? []), ...(rest.members ?? [])]).toEqual(members);
  expect(rest.response_metadata?.next_cursor).toBe('');
  const { user } = await client.users.info({ user: BEN });
  expect(user).toMatchObject({ tz: 'America/Los_Angeles', tz_offset: -28_800 });
  await expect(client.users.info({ user: 'U404' })).rejects.toMatchObject(failing('user_not_found'));
});

test('messages go where the bot may write, and a person stands for their DM', async () => {
  const posted = await client.chat.postMessage({ channel: AVA, text: 'Hello' });
  expect(posted.channel).toBe(slack.hand.dmOf(AVA));
  expect(slack.messages.seenBy(AVA, posted.channel ?? '')).toMatchObject([{ text: 'Hello' }]);
  const to = (channel: string, text = 'x') => client.chat.postMessage({ channel, text });
  await expect(to('C404')).rejects.toMatchObject(failing('channel_not_found'));
  await expect(to('C0GENERAL1')).rejects.toMatchObject(failing('not_in_channel'));
  await expect(to('U0LEFT0006')).rejects.toMatchObject(failing('user_disabled'));
  await expect(to(SALES, ' ')).rejects.toMatchObject(failing('no_text'));
});

test('a DM is refused while the messages tab is off', async () => {
  await slack.close();
  await start({ ...MANIFEST, features: { ...MANIFEST.features, app_home: { home_tab_enabled: true } } });
  await expect(client.chat.postMessage({ channel: AVA, text: 'x' })).rejects.toMatchObject(
    failing('messages_tab_disabled'),
  );
});

test('a message can be changed, linked and deleted by its bot alone', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel: SALES, text: 'One' });
  await client.chat.update({ channel: SALES, ts, text: 'Two' });
  expect(slack.messages.find(SALES, ts)).toMatchObject({ text: 'Two', edited_ts: expect.any(String) });
  const { permalink } = await client.chat.getPermalink({ channel: SALES, message_ts: ts });
  expect(permalink).toContain(`/archives/${SALES}/p${ts.replace('.', '')}`);
  await client.chat.delete({ channel: SALES, ts });
  await expect(client.chat.update({ channel: SALES, ts, text: 'x' })).rejects.toMatchObject(
    failing('message_not_found'),
  );
  await slack.hand.sayInChannel(AVA, SALES, 'mine');
  const mine = slack.messages.seenBy(AVA, SALES).at(-1)?.ts ?? '';
  await expect(client.chat.delete({ channel: SALES, ts: mine })).rejects.toMatchObject(
    failing('cant_delete_message'),
  );
});

test('an ephemeral is seen by one person until they reload', async () => {
  await client.chat.postEphemeral({ channel: SALES, user: AVA, text: 'psst' });
  expect(slack.messages.seenBy(AVA, SALES)).toHaveLength(1);
  expect(slack.messages.seenBy(BEN, SALES)).toEqual([]);
  slack.hand.reload(AVA);
  expect(slack.messages.seenBy(AVA, SALES)).toEqual([]);
});

test('a trigger id opens one modal, and only within three seconds', async () => {
  const used = await trigger();
  expect(await client.views.open({ trigger_id: used, view: modal() })).toMatchObject({ ok: true });
  const again = client.views.open({ trigger_id: used, view: modal() });
  await expect(again).rejects.toMatchObject(failing('exchanged_trigger_id'));
  const late = await trigger();
  time += 3_001;
  await expect(client.views.open({ trigger_id: late, view: modal() })).rejects.toMatchObject(
    failing('expired_trigger_id'),
  );
  const made = client.views.open({ trigger_id: 'made.up', view: modal() });
  await expect(made).rejects.toMatchObject(failing('invalid_trigger_id'));
});

test('a stale hash, a closed view and a view of the wrong kind are refused', async () => {
  const { view } = await client.views.open({ trigger_id: await trigger(), view: modal() });
  const id = view?.id ?? '';
  const hash = view?.hash ?? '';
  await client.views.update({ view_id: id, hash, view: modal('Two') });
  const stale = client.views.update({ view_id: id, hash, view: modal('Three') });
  await expect(stale).rejects.toMatchObject(failing('hash_conflict'));
  await slack.hand.closeView(AVA, id);
  const closed = client.views.update({ view_id: id, view: modal('Three') });
  await expect(closed).rejects.toMatchObject(failing('not_found'));
  const home = { type: 'home' as const, blocks: modal().blocks };
  const wrong = client.views.open({ trigger_id: await trigger(), view: home });
  await expect(wrong).rejects.toMatchObject(failing('invalid_arguments'));
});

test('a response_url works five times, then it is used up', async () => {
  const url = await responseUrl();
  for (let use = 1; use <= 5; use += 1)
    expect(await respond(url, { text: `Use ${use}` })).toEqual({ status: 200, text: 'ok' });
  expect(await respond(url, { text: 'Use 6' })).toEqual({ status: 404, text: 'used_url' });
  expect(seen()).toHaveLength(5);
});

test('a response_url ends after thirty minutes', async () => {
  const url = await responseUrl();
  time += 30 * 60_000;
  expect(await respond(url, { text: 'Just in time' })).toMatchObject({ status: 200 });
  time += 1;
  expect(await respond(url, { text: 'Late' })).toEqual({ status: 404, text: 'expired_url' });
});

test('a command’s response_url posts each time anew, in private or to all, whatever it is told to replace or delete', async () => {
  const url = await responseUrl();
  await respond(url, { text: 'Working' });
  await respond(url, { text: 'Done', replace_original: true });
  await respond(url, { delete_original: true });
  expect(seen()).toMatchObject([
    { text: 'Working', ephemeral_to: AVA },
    { text: 'Done', ephemeral_to: AVA },
  ]);
  await respond(url, { text: 'For all', response_type: 'in_channel' });
  expect(slack.messages.seenBy(BEN, 'C0GENERAL1')).toMatchObject([{ text: 'For all' }]);
});

test('what a response_url refuses to post comes with status 200, and its body tells', async () => {
  const url = await responseUrl();
  const empty = { type: 'section', text: { type: 'mrkdwn', text: '' } };
  const refused = await respond(url, { text: 'x', blocks: [empty] });
  expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
    200,
    { ok: false, error: 'invalid_blocks' },
  ]);
  slack.faults.failWith('response_url', { times: 1, error: 'is_archived' });
  expect(await respond(url, { text: 'x' })).toEqual({
    status: 200,
    text: '{"ok":false,"error":"is_archived"}',
  });
  slack.faults.rateLimit('response_url', { times: 1, retryAfterSeconds: 1 });
  expect(await respond(url, { text: 'x' })).toMatchObject({ status: 429 });
  expect(seen()).toEqual([]);
});

test('a rate limit says when to come back, and a lost response was carried out', async () => {
  slack.faults.rateLimit('chat.postMessage', { times: 1, retryAfterSeconds: 7 });
  const headers = { authorization: `Bearer ${slack.tokens.bot}` };
  const limited = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers });
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  slack.faults.loseResponse('chat.postMessage', 1);
  await expect(client.chat.postMessage({ channel: SALES, text: 'twice?' })).rejects.toThrow();
  expect(slack.messages.seenBy(AVA, SALES)).toHaveLength(1);
});

test('a workspace can be put away as JSON and taken up again', async () => {
  await client.chat.postMessage({ channel: AVA, text: 'Still here' });
  const state: unknown = JSON.parse(JSON.stringify(slack.snapshot()));
  await slack.close();
  await start(MANIFEST, state);
  expect(slack.messages.seenBy(AVA, slack.hand.dmOf(AVA))).toMatchObject([{ text: 'Still here' }]);
});

test('the page API serves this machine alone', async () => {
  const foreign = await fetch(`${slack.pageUrl}sandbox/people`, {
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
  const people = await (await fetch(`${slack.pageUrl}sandbox/people`)).json();
  expect(people).toHaveLength(6);
});

test('the README names every method that is covered', async () => {
  const readme = await readFile(new URL('../../sandbox/README.md', import.meta.url), 'utf8');
  expect(slack.covered.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
