import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, UpstreamError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { createDeliver, createSendQueue } from '../../src/slack/kit/delivery.ts';
import { createModals } from '../../src/slack/kit/modal.ts';
import { createPlaces, type Places } from '../../src/slack/kit/place.ts';
import { identify, webOptions } from '../../src/slack/kit/web-client.ts';

const slack = () => nock('https://slack.com');
const message = { text: 'Hello', blocks: [{ type: 'divider' as const }] };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const web = { fetch: globalThis.fetch, slackApiUrl: undefined, log: createLog('fatal') };

function parts(slackApiUrl?: string) {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const client = new WebClient('xoxb-1', webOptions(web));
  const queue = createSendQueue({ now: () => performance.now(), wait });
  const { fetch } = web;
  const deliver = createDeliver({ client, queue, fetch, slackApiUrl, wait });
  return { client, deliver, waits };
}

function opensDm() {
  return slack()
    .post('/api/conversations.open')
    .reply(200, { ok: true, channel: { id: 'D1' } });
}

test('a layout that Slack refuses goes once more as plain text', async () => {
  opensDm();
  const sent: string[] = [];
  const keep = (body: Record<string, string>) => sent.push(String(body['blocks'])) > 0;
  slack().post('/api/chat.postMessage', keep).reply(200, { ok: false, error: 'invalid_blocks' });
  slack().post('/api/chat.postMessage', keep).reply(200, { ok: true, ts: '1.2' });
  expect(await parts().deliver.dm('U1', message)).toEqual({ channel: 'D1', ts: '1.2' });
  expect(sent).toEqual([JSON.stringify(message.blocks), '[]']);
});

test('a rate limit is waited for as long as Slack asks, once', async () => {
  opensDm();
  slack().post('/api/chat.postMessage').reply(429, {}, { 'retry-after': '7' });
  slack().post('/api/chat.postMessage').reply(200, { ok: true, ts: '1.2' });
  const { deliver, waits } = parts();
  await deliver.dm('U1', message);
  expect(waits).toContain(7_000);
});

test('a rate limit longer than half a minute is waited for by nobody', async () => {
  opensDm();
  slack().post('/api/chat.postMessage').reply(429, {}, { 'retry-after': '31' });
  const { deliver, waits } = parts();
  await expect(deliver.dm('U1', message)).rejects.toThrow();
  expect(waits).toEqual([]);
});

test('links are never unfolded and names never become mentions', async () => {
  opensDm();
  const isQuiet = (body: Record<string, string>) =>
    body['unfurl_links'] === 'false' && body['unfurl_media'] === 'false' && body['parse'] === 'none';
  slack().post('/api/chat.postMessage', isQuiet).reply(200, { ok: true, ts: '1' });
  await parts().deliver.dm('U1', message);
});

test('two messages to one channel leave a second apart', async () => {
  opensDm();
  slack().post('/api/chat.postMessage').times(2).reply(200, { ok: true, ts: '1' });
  const { deliver, waits } = parts();
  await deliver.dm('U1', message);
  await deliver.dm('U1', message);
  expect(waits[0]).toBeGreaterThan(500);
});

test('what is shown while progress is still on its way takes its place all the same', async () => {
  opensDm();
  slack().post('/api/chat.postMessage').delay(200).reply(200, { ok: true, ts: '1' });
  slack().post('/api/chat.update').reply(200, { ok: true });
  const place = createPlaces(parts().deliver).ofDm('U1');
  await Promise.all([place.progress(message), place.tell(message)]);
  const { replaced } = hookHears(2);
  const pressed = createPlaces(parts().deliver).ofMessage('U1', { responseUrl, channel: 'C1' });
  await Promise.all([pressed.progress(message), pressed.tell(message)]);
  expect(replaced).toEqual([true, true]);
});

const responseUrl = 'https://hooks.slack.com/r';

/** So many uses of the response URL, and what each asked of the message it came from. */
function hookHears(uses: number): { readonly replaced: unknown[] } {
  const replaced: unknown[] = [];
  const keep = (body: { replace_original: unknown }) => replaced.push(body.replace_original) > 0;
  if (uses > 0) nock('https://hooks.slack.com').post('/r', keep).delay(50).times(uses).reply(200, 'ok');
  return { replaced };
}

const command = { user_id: 'U1', channel_id: 'C1', response_url: responseUrl };

test.each([
  ['a command in a channel', (places: Places) => places.ofCommand(command)],
  ['a command in a group', (places: Places) => places.ofCommand({ ...command, channel_id: 'G1' })],
  ['a message shortcut', (places: Places) => places.ofShortcut('U1', responseUrl)],
])(
  'what %s posted can not be replaced: no progress is shown and nothing asks for it',
  async (_what, placeOf) => {
    const { replaced } = hookHears(3);
    const place = placeOf(createPlaces(parts().deliver));
    await place.progress(message);
    expect(replaced).toEqual([]);
    await place.show(message);
    await place.show(message);
    await place.tell(message);
    expect(replaced).toEqual([false, false, false]);
    expect(await place.stays()).toBe(false);
  },
);

test('what is told twice beside a pressed message leaves it standing, until its place was taken', async () => {
  const { replaced } = hookHears(4);
  const place = createPlaces(parts().deliver).ofMessage('U1', { responseUrl, channel: 'C1' });
  await place.tell(message);
  await place.tell(message);
  await place.show(message);
  await place.tell(message);
  expect(replaced).toEqual([false, false, true, true]);
});

test('an answer whose response URL is spent arrives in the DM', async () => {
  nock('https://hooks.slack.com').post('/r').reply(404, 'used_url');
  opensDm();
  slack().post('/api/chat.postMessage').reply(200, { ok: true, ts: '1' });
  const { deliver } = parts();
  await createPlaces(deliver).ofMessage('U1', { responseUrl, channel: 'C1' }).show(message);
});

test.each([
  ['channel_not_found', { ok: false, error: 'channel_not_found' }],
  ['an expired URL', { ok: false, error: 'expired_url' }],
  ['a channel that is archived', { ok: false, error: 'is_archived', warning: 'x' }],
  ['no word at all', { ok: false }],
])('status 200 with %s in its body is a refusal, and the answer arrives in the DM', async (_what, body) => {
  nock('https://hooks.slack.com').post('/r').reply(200, body);
  opensDm();
  slack().post('/api/chat.postMessage').reply(200, { ok: true, ts: '1' });
  await createPlaces(parts().deliver).ofCommand(command).show(message);
});

test.each(['invalid_blocks', 'msg_blocks_too_long', 'invalid_blocks_format'])(
  'a layout that a response URL refuses with status 200 and %s goes once more as plain text',
  async (error) => {
    nock('https://hooks.slack.com').post('/r').reply(200, { ok: false, error });
    const isPlain = (body: { blocks?: unknown }) => body.blocks === undefined;
    nock('https://hooks.slack.com').post('/r', isPlain).reply(200, { ok: true });
    await createPlaces(parts().deliver).ofCommand(command).show(message);
  },
);

test.each(['ok', '', '{"ok":true}', '<html>', '{"ok":'])(
  'status 200 with the body %j is taken as said',
  async (body) => {
    nock('https://hooks.slack.com').post('/r').reply(200, body);
    await createPlaces(parts().deliver).ofCommand(command).show(message);
  },
);

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://hooks.slack.com/r',
  'https://hooks.slack.com.example.com/r',
  'https://hooks.slack.com@example.com/r',
  'file:///etc/passwd',
  'not a url',
])('an answer never goes to %s, whatever the payload says, but to the DM', async (responseUrl) => {
  opensDm();
  slack().post('/api/chat.postMessage').reply(200, { ok: true, ts: '1' });
  const { deliver } = parts();
  await expect(deliver.respond(responseUrl, message, false)).rejects.toThrow(UpstreamError);
  await createPlaces(deliver).ofMessage('U1', { responseUrl, channel: 'C1' }).show(message);
});

test('an answer follows no redirect, and arrives in the DM', async () => {
  nock('https://hooks.slack.com').post('/r').reply(307, '', { location: 'https://example.com/elsewhere' });
  opensDm();
  slack().post('/api/chat.postMessage').reply(200, { ok: true, ts: '1' });
  const { deliver } = parts();
  await createPlaces(deliver).ofMessage('U1', { responseUrl, channel: 'C1' }).show(message);
});

test('where a redirect of an answer leads to is never asked', async () => {
  nock.enableNetConnect('127.0.0.1');
  const asked: string[] = [];
  const server = createServer(({ url = '' }, reply) => {
    asked.push(url);
    reply.writeHead(url === '/r' ? 307 : 200, { location: '/elsewhere' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const deliver = parts(`http://127.0.0.1:${port}/api/`).deliver;
  await expect(deliver.respond(`http://127.0.0.1:${port}/r`, message, false)).rejects.toThrow(UpstreamError);
  server.close();
  expect(asked).toEqual(['/r']);
});

test('a modal whose trigger has expired is gone, not an error', async () => {
  slack().post('/api/views.open').reply(200, { ok: false, error: 'expired_trigger_id' });
  const { client } = parts();
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'x' }, blocks: [] };
  const modal = await createModals(client, () => undefined).open('t1', view);
  expect(await modal.show(view)).toBe(false);
});

test('a bot token that Slack refuses is one sentence for the operator', async () => {
  slack().post('/api/auth.test').reply(200, { ok: false, error: 'invalid_auth' });
  const refused = identify('xoxb-1', webOptions(web));
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/);
});

test.each([
  {
    what: 'has trouble of its own',
    times: 1,
    reply: [200, { ok: false, error: 'internal_error' }],
    says: /slack\.com/,
  },
  { what: 'is a page of a proxy', times: 3, reply: [403, '<html>Sign in</html>'], says: /check the proxy/ },
  { what: 'is down', times: 3, reply: [503, ''], says: /in a few minutes/ },
] as const)('a Slack that $what at start blames no token', async ({ times, reply: [status, body], says }) => {
  slack().post('/api/auth.test').times(times).reply(status, body);
  const refused = identify('xoxb-1', webOptions(web));
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(says);
  await expect(refused).rejects.not.toThrow(/SLACK_BOT_TOKEN/);
});
