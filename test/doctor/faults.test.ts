import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { readConfig } from '../../src/config.ts';
import { checkMachine, clockFinding } from '../../src/doctor/check-machine.ts';
import { examine } from '../../src/doctor/doctor.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { createBank } from '../../src/memory/hindsight/bank.ts';
import { createRequest } from '../../src/memory/hindsight/http-request.ts';
import { encodeNote } from '../../src/memory/hindsight/note-document.ts';
import { call } from '../support/filled.ts';
import { startMain } from '../support/process.ts';
import { createWorld, type World } from '../support/world.ts';
import { fetchWith, headed, redisThatSays, says } from './planted.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ startsBot: false });
});
afterAll(() => world.close());

interface Planted {
  readonly fetch?: typeof globalThis.fetch;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

const doctor = ({ fetch = globalThis.fetch, env = {}, now = () => new Date() }: Planted) =>
  examine(readConfig({ ...world.env, ...env }), { fetch, now, newId: randomUUID });

/** What is not as it should be; Node 20's end and a memory without a key are so on this stage. */
async function found(planted: Planted): Promise<readonly Finding[]> {
  const all = await doctor(planted);
  const isOfStage = ({ says: said }: Finding) => /no more security fixes|without a key/.test(said);
  return all.filter((one) => one.level !== 'good' && !isOfStage(one));
}

const version = (features: Record<string, unknown>, api_version = '1.1.0') =>
  says('/version', { api_version, features: { store_document_text: true, llm_trace: false, ...features } });
const refusesGroq = { error: { code: 'invalid_api_key' } };
const nobody = 'http://127.0.0.1:9';

test('a workspace where all is well has nothing found, and one line for each thing that was looked at', async () => {
  expect(await found({})).toEqual([]);
  const looked = (await doctor({})).map(({ what }) => what);
  expect(looked).toEqual([
    ...['Node', 'zones', 'Slack’s bot token', 'scopes', 'clock', 'Slack’s app token', 'events'],
    ...['people’s zones', 'Hindsight', 'Hindsight’s key', 'Hindsight’s banks', 'round trip'],
    ...['model', 'second model', 'Redis'],
  ]);
});

test('what will be erased by itself is told of', async () => {
  const says = (await doctor({ env: { RETENTION_DAYS: '730', LEAVER_DAYS: '60' } })).map((one) => one.says);
  expect(says).toContain(
    'Notes of calls more than 730 days ago are erased, a week after the workspace’s admins were told how many.',
  );
  expect(says.join()).toContain('Private notes of people deactivated for 60 days are erased');
});

/** What is left in memory of having tried it. */
function leftOfTries() {
  const { HINDSIGHT_URL: url, HINDSIGHT_BANK: prefix } = world.config;
  const request = createRequest({ url, apiKey: undefined, fetch: globalThis.fetch });
  const state = createBank({ request, id: `${prefix}-t0sandbox1-state`, warn: () => undefined });
  return state.list({ tags: ['kind:doctor'], match: 'all' });
}

test('what it saved to try the memory is gone afterwards, also where memory could not find it', async () => {
  await doctor({});
  const saved = () => world.memory.faults.requests().filter(({ method }) => method === 'POST').length;
  expect(saved()).toBeGreaterThan(0);
  expect(await leftOfTries()).toEqual([]);
  const before = saved();
  const fetch = fetchWith(({ url }) =>
    /tags=doctor/.test(url) ? Response.json({}, { status: 500 }) : undefined,
  );
  expect(await found({ fetch })).toMatchObject([{ what: 'round trip', level: 'fault' }]);
  expect(saved()).toBeGreaterThan(before);
  expect(await leftOfTries()).toEqual([]);
});

interface Case extends Planted {
  readonly what: string;
  readonly level?: Finding['level'];
  readonly says: RegExp;
  readonly step: RegExp;
}

const cases: readonly (readonly [string, () => Case])[] = [
  [
    'a sales group without its scope',
    () => ({
      env: { SALES_GROUP: 'S0SALES001' },
      what: 'SALES_GROUP',
      says: /\(missing_scope\)\. What is shared with the team is read by its author alone/,
      step: /npm run manifest -- --with group/,
    }),
  ],
  [
    'a sales channel that the bot is not in',
    () => ({
      env: { SALES_GROUP: 'C0NOWHERE1' },
      what: 'SALES_GROUP',
      says: /\(channel_not_found\)/,
      step: /\/invite/,
    }),
  ],
  [
    'a sales group with nobody in it',
    () => ({
      env: { SALES_GROUP: 'S0SALES001' },
      fetch: says('usergroups.users.list', { ok: true, users: [] }),
      what: 'SALES_GROUP',
      level: 'warning',
      says: /Nobody is in it/,
      step: /Add your team/,
    }),
  ],
  [
    'a bot token that Slack refuses',
    () => ({
      env: { SLACK_BOT_TOKEN: 'xoxb-other' },
      what: 'Slack’s bot token',
      says: /refuses SLACK_BOT_TOKEN \(invalid_auth\)/,
      step: /copy its Bot User OAuth Token/,
    }),
  ],
  [
    'a Slack out of reach',
    () => ({
      env: { SLACK_API_URL: `${nobody}/api/` },
      what: 'Slack’s bot token',
      says: /Slack does not answer at 127\.0\.0\.1:9/,
      step: /network and proxy/,
    }),
  ],
  [
    'an app token that Slack refuses',
    () => ({
      env: { SLACK_APP_TOKEN: 'xapp-other' },
      what: 'Slack’s app token',
      says: /refuses SLACK_APP_TOKEN \(invalid_auth\)/,
      step: /app-level token with connections:write/,
    }),
  ],
  [
    'tokens of two apps',
    () => ({
      fetch: says('bots.info', { ok: true, bot: { id: 'B1', app_id: 'A0ANOTHER1' } }),
      what: 'Slack’s app token',
      says: /of two different apps/,
      step: /from the page of one app/,
    }),
  ],
  [
    'a scope that is missing',
    () => ({
      fetch: headed('auth.test', {
        'x-oauth-scopes':
          'commands,chat:write,im:write,users:read,channels:read,groups:read,app_mentions:read',
      }),
      what: 'scopes',
      says: /^im:history is missing/,
      step: /Add im:history .*install the app again/,
    }),
  ],
  [
    'half of what a share needs',
    () => ({
      fetch: headed('auth.test', {
        'x-oauth-scopes': 'commands,chat:write,im:write,im:history,users:read,channels:read',
      }),
      what: 'scopes',
      level: 'warning',
      says: /^groups:read is missing/,
      step: /Add groups:read/,
    }),
  ],
  [
    'a scope that nothing needs',
    () => ({
      fetch: headed('auth.test', {
        'x-oauth-scopes': 'commands,chat:write,im:write,im:history,users:read,channels:history',
      }),
      what: 'scopes',
      level: 'warning',
      says: /Nothing here needs channels:history/,
      step: /Take what is too much away/,
    }),
  ],
  [
    'a clock that is seven minutes behind',
    () => ({
      now: () => new Date(Date.now() - 7 * 60_000),
      what: 'clock',
      says: /4[12]\d seconds behind Slack’s/,
      step: /NTP/,
    }),
  ],
  [
    'a person’s zone that this Node does not know, be it of nobody who left and of no app',
    () => ({
      fetch: says('users.list', {
        ok: true,
        members: [
          ...[{ tz: 'Europe/Berlin' }, { tz: 'Mars/Base' }],
          ...[
            { tz: 'Moon/Left', deleted: true },
            { tz: 'Moon/App', is_bot: true },
          ],
        ],
      }),
      what: 'people’s zones',
      level: 'warning',
      says: /does not know Mars\/Base: whoever lives there gets Europe\/Stockholm/,
      step: /newer Node/,
    }),
  ],
  [
    'a channel for operators that the bot is not in',
    () => ({
      env: { OPS_CHANNEL: 'C0GENERAL1' },
      what: 'OPS_CHANNEL',
      level: 'warning',
      says: /The bot is not in it/,
      step: /\/invite/,
    }),
  ],
  [
    'a Hindsight that is not running',
    () => ({
      env: { HINDSIGHT_URL: nobody },
      what: 'Hindsight',
      says: /does not answer at HINDSIGHT_URL/,
      step: /Start Hindsight/,
    }),
  ],
  [
    'a Hindsight that refuses the key',
    () => ({
      fetch: says('/documents', { detail: 'Invalid API key' }, { status: 401 }),
      what: 'Hindsight',
      says: /refuses HINDSIGHT_API_KEY/,
      step: /HINDSIGHT_API_TENANT_API_KEY/,
    }),
  ],
  [
    'another server at Hindsight’s address',
    () => ({
      fetch: fetchWith(({ url }) => (url.includes('/version') ? new Response('<html>') : undefined)),
      what: 'Hindsight',
      says: /not answer as Hindsight does/,
      step: /address of Hindsight itself/,
    }),
  ],
  [
    'a Hindsight of another major version',
    () => ({
      fetch: version({}, '2.0.0'),
      what: 'Hindsight',
      level: 'warning',
      says: /2\.0\.0 has a major version/,
      step: /Run Hindsight 1\.1/,
    }),
  ],
  [
    'a Hindsight that keeps traces',
    () => ({
      fetch: version({ llm_trace: true }),
      what: 'Hindsight',
      level: 'warning',
      says: /keeps traces/,
      step: /LLM_TRACE_ENABLED=false/,
    }),
  ],
  [
    'a Hindsight that drops texts',
    () => ({
      fetch: version({ store_document_text: false }),
      what: 'Hindsight',
      says: /does not keep texts/,
      step: /STORE_DOCUMENT_TEXT=true/,
    }),
  ],
  [
    'a Hindsight that can not save',
    () => ({
      fetch: fetchWith(({ url }) =>
        /\/memories$/.test(url) ? Response.json({}, { status: 500 }) : undefined,
      ),
      what: 'round trip',
      says: /did not save, find and delete a record \(retain: server\)/,
      step: /service for embeddings/,
    }),
  ],
  [
    'a Groq key that is refused',
    () => ({
      fetch: says('/openai/v1/models/', refusesGroq, { status: 401 }),
      what: 'Groq',
      says: /refuses GROQ_API_KEY/,
      step: /key under API Keys in the Groq console/,
    }),
  ],
  [
    'a model that is gone',
    () => ({
      env: { GROQ_MODEL: 'openai/gone' },
      what: 'Groq',
      says: /no such model: openai\/gone \(GROQ_MODEL\)/,
      step: /Groq’s list of models/,
    }),
  ],
  [
    'a second model that is gone',
    () => ({
      env: { GROQ_CHECK_MODEL: 'openai/gone' },
      what: 'Groq',
      says: /no such model: openai\/gone \(GROQ_CHECK_MODEL\)/,
      step: /GROQ_CHECK_MODEL/,
    }),
  ],
  [
    'more tokens in the settings than the account has',
    () => ({
      env: { GROQ_CHECK_TPM: '8000' },
      fetch: headed('/chat/completions', { 'x-ratelimit-limit-tokens': '8000' }),
      what: 'model',
      level: 'warning',
      says: /may use 8000 tokens a minute, and GROQ_TPM says 1000000/,
      step: /Set GROQ_TPM=8000/,
    }),
  ],
  [
    'a Redis that is not there',
    () => ({
      env: { REDIS_URL: 'redis://127.0.0.1:9' },
      what: 'Redis',
      says: /does not answer at REDIS_URL/,
      step: /Start it/,
    }),
  ],
];

test.each(cases)('%s is found, alone, and the step that mends it is named', async (_, plant) => {
  const { what, level = 'fault', says: said, step, ...planted } = plant();
  const [first, ...others] = await found(planted);
  expect(first).toMatchObject({ what, level });
  expect(first?.says).toMatch(said);
  expect(first?.step).toMatch(step);
  // Without a team there is no bank to look at.
  expect(others.filter((one) => one.what !== 'Hindsight’s banks')).toEqual([]);
});

test('Socket Mode that is switched off is told by the line itself', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  server.on('connection', (socket) => socket.send('{"type":"disconnect","reason":"link_disabled"}'));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const fetch = says('apps.connections.open', { ok: true, url: `ws://127.0.0.1:${port}/link` });
  expect(await found({ fetch })).toEqual([
    {
      level: 'fault',
      what: 'events',
      says: 'Socket Mode is switched off for this app.',
      step: 'Switch Socket Mode on in your app’s page (Settings, Socket Mode).',
    },
  ]);
});

test('in HTTP mode it says where to look in Slack, since nobody else can tell', async () => {
  const env = { SLACK_SIGNING_SECRET: 'a signing secret for tests' };
  const all = await doctor({ env });
  const told = all.find(({ what }) => what === 'events');
  expect(told?.says).toMatch(/port 3000, path \/slack\/events.*says Verified/);
});

test('a memory that answers without a key is warned of, and one that refuses is not', async () => {
  const keyed = fetchWith(({ url, hasToken }) =>
    url.includes('/documents') && !hasToken ? Response.json({ detail: 'no' }, { status: 401 }) : undefined,
  );
  const env = { HINDSIGHT_API_KEY: 'a key' };
  const keyLine = async (planted: Planted) =>
    (await doctor(planted)).find(({ what }) => what === 'Hindsight’s key');
  expect(await keyLine({ env, fetch: keyed })).toMatchObject({ level: 'good' });
  const open = await keyLine({ env });
  expect(open).toMatchObject({ level: 'warning' });
  expect(open?.step).toContain('ApiKeyTenantExtension');
});

test('notes whose state bank is lost are a fault, and nothing is written that would hide it', async () => {
  const env = { HINDSIGHT_BANK: `lost${randomUUID().slice(0, 6)}` };
  const request = createRequest({ url: world.memory.url, apiKey: undefined, fetch: globalThis.fetch });
  const notes = createBank({ request, id: `${env.HINDSIGHT_BANK}-t0sandbox1`, warn: () => undefined });
  await notes.retain(encodeNote(call()));
  for (const _ of ['once', 'twice']) {
    const [lost, ...others] = await found({ env });
    expect(lost).toMatchObject({ what: 'Hindsight’s banks', level: 'fault' });
    expect(lost?.step).toMatch(/restore both banks from one backup/);
    expect(others).toEqual([]);
  }
});

test.each([
  ['-NOAUTH Authentication required.', 'fault', /PASSWORD/],
  ['redis_version:7.4.1\r\nmaxmemory_policy:allkeys-lru', 'warning', /noeviction/],
  ['redis_version:7.4.1\r\nmaxmemory_policy:volatile-lru', 'warning', /noeviction/],
  ['redis_version:4.0.1\r\nmaxmemory_policy:noeviction', 'fault', /6\.2/],
] as const)('a Redis that says %s is told of as %s', async (info, level, step) => {
  const [finding, ...others] = await found({ env: { REDIS_URL: await redisThatSays(info) } });
  expect(finding).toMatchObject({ what: 'Redis', level });
  expect(finding?.step).toMatch(step);
  expect(others).toEqual([]);
});

test.each([
  ['18.20.0', 'fault'],
  ['20.18.3', 'fault'],
  ['20.19.0', 'warning'],
  ['20.20.0', 'warning'],
  ['24.19.0', 'good'],
] as const)('Node %s is told of as %s', (node, level) => {
  const [finding] = checkMachine({ DEFAULT_TIMEZONE: 'UTC' }, node);
  expect(finding).toMatchObject({ what: 'Node', level });
});

test.each([
  [29, 'good'],
  [-30, 'warning'],
  [299, 'warning'],
  [-300, 'fault'],
] as const)('a clock that is %i seconds ahead is told of as %s', (seconds, level) => {
  const at = new Date('2026-11-23T09:00:00Z');
  const headers = new Headers({ date: new Date(at.getTime() - seconds * 1000).toUTCString() });
  expect(clockFinding({ status: 200, body: undefined, headers, at })).toMatchObject([{ level }]);
});

const program = ['--import', 'tsx', 'src/doctor/main.ts'];

test('npm run doctor prints a line for each thing, ends with 0 where the bot can work, and holds no secret', async () => {
  const running = startMain(world.env, program);
  expect(await running.exit).toBe(0);
  expect(running.output()).toMatch(/^✓ Slack’s bot token: /m);
  expect(running.output()).toMatch(/It will work; \d to look at\.\n$/);
  expect(running.output()).not.toMatch(/xoxb-|xapp-|gsk_/);
});

test('npm run doctor ends with 1 where something must be mended, and says how', async () => {
  const wrong = {
    SLACK_BOT_TOKEN: 'xoxb-wrong-secret',
    SLACK_APP_TOKEN: 'xapp-wrong-secret',
    GROQ_API_KEY: 'gsk_wrong_secret',
    HINDSIGHT_URL: nobody,
  };
  const running = startMain({ ...world.env, ...wrong }, program);
  expect(await running.exit).toBe(1);
  expect(running.output()).toMatch(/^✗ Slack’s bot token: .* → Install the app/m);
  expect(running.output()).toMatch(/^✗ Slack’s app token: .* → Make an app-level token/m);
  expect(running.output()).toMatch(/^✗ Hindsight: .* → Start Hindsight/m);
  expect(running.output()).not.toContain('secret');
});

test('npm run doctor names every setting that is missing', async () => {
  const running = startMain({}, program);
  expect(await running.exit).toBe(1);
  expect(running.output()).toMatch(/^✗ settings: SLACK_BOT_TOKEN: is missing/m);
  expect(running.output()).toMatch(/^✗ settings: GROQ_API_KEY: is missing/m);
});
