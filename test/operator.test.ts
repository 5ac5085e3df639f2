import { once } from 'node:events';
import { createServer } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { createDigestQueue } from '../src/digest/queue.ts';
import { createLog } from '../src/log.ts';
import { createBank } from '../src/memory/hindsight/bank.ts';
import { createRequest } from '../src/memory/hindsight/http-request.ts';
import { encodeNote } from '../src/memory/hindsight/note-document.ts';
import { createStanding } from '../src/slack/install/slack-auth.ts';
import { createSocketConnection } from '../src/slack/kit/connection.ts';
import { bridgeLogger, HeardClient, identify, webOptions } from '../src/slack/kit/web-client.ts';
import { call, hindsightOf, store } from './support/filled.ts';
import { textOf } from './support/person.ts';
import { storedNotes } from './support/stored.ts';
import { ava, createWorld, type World } from './support/world.ts';

const log = createLog('fatal');
const slackSays = (reply: () => Promise<Response>) => {
  const options = webOptions({ fetch: reply, slackApiUrl: undefined, log });
  return { ...options, retryConfig: { retries: 0 } };
};
const json = (body: unknown, status = 200) => Response.json(body, { status });

test.each([
  ['no way there', async () => Promise.reject(new TypeError('fetch failed'))],
  ['a proxy that refuses', async () => new Response('<html>', { status: 502 })],
  ['trouble of its own', async () => json({ ok: false, error: 'internal_error' })],
  ['a limit', async () => new Response('', { status: 429, headers: { 'retry-after': '30' } })],
])('Slack that can not be asked at the start for %s is not blamed on the token', async (_, reply) => {
  const asking = identify('xoxb-1', slackSays(reply));
  await expect(asking).rejects.toThrow(/Slack does not answer|a fault of its own/);
  await expect(asking).rejects.not.toThrow(/SLACK_BOT_TOKEN/);
});

test.each(['invalid_auth', 'account_inactive', 'token_revoked', 'token_expired'])(
  'a token that Slack refuses with %s is named at the start, and is noticed at once later on',
  async (error) => {
    const refuses = async () => json({ ok: false, error });
    await expect(identify('xoxb-1', slackSays(refuses))).rejects.toThrow(/SLACK_BOT_TOKEN/);
    const heard: boolean[] = [];
    const client = new HeardClient(
      async () => 'xoxb-1',
      slackSays(refuses),
      (isTaken) => heard.push(isTaken),
    );
    await expect(client.chat.postMessage({ channel: 'C1', text: 'x' })).rejects.toThrow(error);
    expect(heard).toEqual([false]);
  },
);

test.each([
  ['account_inactive', 'gone'],
  ['app_uninstalled', 'gone'],
  ['invalid_auth', 'refused'],
  ['token_expired', 'unknown'],
  ['internal_error', 'unknown'],
])('a token of which Slack says %s is %s: one that has only run out is renewed', async (error, standing) => {
  const standingOf = createStanding(slackSays(async () => json({ ok: false, error })));
  expect(await standingOf('xoxb-1')).toBe(standing);
});

test('a channel that Slack refuses says nothing of the token', async () => {
  const heard: boolean[] = [];
  const reply = async () => json({ ok: false, error: 'channel_not_found' });
  const client = new HeardClient(
    async () => 'xoxb-1',
    slackSays(reply),
    (isTaken) => heard.push(isTaken),
  );
  await client.chat.postMessage({ channel: 'C1', text: 'x' }).catch(() => undefined);
  expect(heard).not.toContain(false);
});

test('a bank that was there and is gone is trouble, and one that was never there is empty', async () => {
  let isThere = false;
  const fetch = async () =>
    isThere ? json({ items: [], total: 0, limit: 1, offset: 0 }) : json({ detail: 'Bank not found' }, 404);
  const request = createRequest({ url: 'http://memory.test', apiKey: undefined, fetch });
  const bank = createBank({ request, id: 'b-t1', warn: () => undefined });
  const look = () => bank.page({ tags: ['type:call_log'], match: 'all' }, { limit: 1, offset: 0 });
  expect((await look()).total).toBe(0);
  isThere = true;
  expect((await look()).total).toBe(0);
  isThere = false;
  await expect(look()).rejects.toThrow('hindsight bank failed');
});

test('while Redis is away a replica attends to its digests itself, says so, and stops in order', async () => {
  const [attended, told]: [string[], unknown[]] = [[], []];
  const queue = await createDigestQueue({
    url: 'redis://127.0.0.1:1',
    team: 'T1',
    attend: async ({ user }) => attended.push(user) > 0,
    now: () => new Date(),
    report: (error) => told.push(error),
  });
  const at = new Date('2026-11-23T08:00:00Z');
  const slot = { at, day: '2026-11-23', week: '2026-W48' };
  for (const user of ['U1', 'U2', 'U3'])
    expect(await queue.dispatch({ user, zone: 'UTC', slot, isQuiet: false, holidays: [] })).toBe(true);
  expect(attended).toEqual(['U1', 'U2', 'U3']);
  expect(queue.isUp()).toBe(false);
  expect(String(told[0])).toContain('redis dispatch failed');
  expect(told).toHaveLength(1);
  await queue.close();
});

let world: World | undefined;
beforeEach(() => {
  world = undefined;
});
afterEach(() => world?.close());

test('a model that is gone is told in the log at the start and on Home', async () => {
  const started = await createWorld({ env: { GROQ_MODEL: 'openai/gone' } });
  world = started;
  await expect.poll(() => started.logged.join()).toContain('Groq has no such model');
  await started.hand.openHome(ava);
  const home = () => textOf(started.slack.look(ava).home?.view);
  await expect.poll(home).toContain('There is no such language model any more');
});

test('a clock that goes wrong is told in the log at the start, with the step that mends it', async () => {
  const started = await createWorld({ now: () => new Date(Date.now() + 8 * 60_000) });
  world = started;
  await expect.poll(() => started.logged.join()).toMatch(/timedatectl.*ahead of Slack’s/);
});

test('deleted notes that an older copy of the bank brings back stay hidden, and are deleted again by the next start', async () => {
  const started = await createWorld();
  world = started;
  const notes = await store(started, [
    call(),
    call({ visibility: 'team' }),
    call({ author: 'U0BEN00002' }),
    call(),
  ]);
  const kept = notes.at(-1);
  const { memory, roster } = hindsightOf(started);
  for (const { id, author } of notes.slice(0, 3)) await memory.remove(id, author);
  const { HINDSIGHT_URL: url, HINDSIGHT_BANK: prefix } = started.config;
  const request = createRequest({ url, apiKey: undefined, fetch: globalThis.fetch });
  const bank = createBank({ request, id: `${prefix}-t0sandbox1`, warn: () => undefined });
  for (const note of notes.slice(0, 3)) await bank.retain(encodeNote(note));
  expect((await roster.headers(ava)).map(({ id }) => id)).toEqual([kept?.id]);
  await started.restartBot();
  const stored = async () => (await storedNotes(started)).map(({ id }) => id);
  await expect.poll(stored).toEqual([kept?.id]);
});

test('Slack is heard on two lines, and each comes back when Slack renews it', async () => {
  const started = await createWorld();
  world = started;
  const lines = () => started.slack.socketMode.connections();
  await expect.poll(lines).toBe(2);
  started.slack.socketMode.disconnectAll('refresh_requested');
  await expect.poll(lines).toBeLessThan(2);
  await expect.poll(lines, { timeout: 12_000 }).toBe(2);
  const typed = await started.hand.runCommand(ava, started.hand.dmOf(ava), '/brief help');
  expect(typed.ok).toBe(true);
});

test('the line is given up for lost once nothing was heard on both for five minutes, and not while one hears', async () => {
  const watch = vi.spyOn(timers, 'setInterval');
  syncBuiltinESMExports();
  const clock = performance.now.bind(performance);
  let laterMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + laterMs);
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  let isRefused = false;
  const reply = () => (isRefused ? { ok: false, error: 'internal_error' } : { ok: true, url: `ws://${at}/` });
  const slack = createServer((_request, response) => response.end(JSON.stringify(reply())));
  const server = new WebSocketServer({ server: slack });
  server.on('connection', (socket) => socket.send('{"type":"hello"}'));
  await once(slack.listen(0, '127.0.0.1'), 'listening');
  const address = slack.address();
  const at = typeof address === 'object' && address ? `127.0.0.1:${address.port}` : '';
  const onLost = vi.fn();
  const { open, close, openLines } = createSocketConnection({
    ...{ appToken: 'xapp-1', slackApiUrl: `http://${at}/api/`, logger: bridgeLogger(log), onLost },
    hear: async () => undefined,
  });
  const laterBy = (seconds: number) => {
    laterMs += seconds * 1_000;
    for (const [beat] of watch.mock.calls) beat();
  };
  await open();
  await expect.poll(openLines).toBe(2);
  isRefused = true;
  const [first, second] = server.clients;
  first?.terminate();
  await expect.poll(openLines).toBe(1);
  laterBy(600);
  expect(onLost).not.toHaveBeenCalled();
  second?.terminate();
  await expect.poll(openLines).toBe(0);
  laterBy(240);
  expect(onLost).not.toHaveBeenCalled();
  laterBy(61);
  expect(onLost).toHaveBeenCalled();
  await close();
  server.close();
  slack.close();
});
