import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { personIn } from './support/person.ts';
import { startMain } from './support/process.ts';
import { storedNotes } from './support/stored.ts';
import { ava, createWorld, type World } from './support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ startsBot: false });
});
afterEach(() => world.close());

const set = (extra: Record<string, string> = {}) => ({ ...world.env, LOG_LEVEL: 'info', ...extra });

async function untilUp(running: ReturnType<typeof startMain>): Promise<void> {
  await expect.poll(running.output, { timeout: 15_000 }).toContain('SalesMemory is up');
}

test('faulty settings end the process with a readable list and code 1', async () => {
  const running = startMain({ SLACK_BOT_TOKEN: 'nonsense' });
  expect(await running.exit).toBe(1);
  expect(running.output()).toMatch(/SLACK_BOT_TOKEN[\s\S]*GROQ_API_KEY/);
});

test('a bot token that Slack refuses ends it with one sentence', async () => {
  const running = startMain(set({ SLACK_BOT_TOKEN: 'xoxb-wrong' }));
  expect(await running.exit).toBe(1);
  expect(running.output().trim().split('\n')).toHaveLength(1);
  expect(running.output()).toContain('SLACK_BOT_TOKEN (invalid_auth)');
});

test('an app token that Slack refuses ends it with one sentence', async () => {
  const running = startMain(set({ SLACK_APP_TOKEN: 'xapp-wrong' }));
  expect(await running.exit).toBe(1);
  expect(running.output()).toContain('Check SLACK_APP_TOKEN');
});

test('a Slack out of reach ends it with one sentence that blames the network and no token', async () => {
  const running = startMain(set({ SLACK_API_URL: 'http://127.0.0.1:9/api/', LOG_LEVEL: 'fatal' }));
  expect(await running.exit).toBe(1);
  expect(running.output().trim()).toBe(
    "Slack does not answer at 127.0.0.1:9. Check this machine's network and proxy, then start again.",
  );
});

test('a Hindsight out of reach is told to the operator, and the bot is up all the same', async () => {
  const running = startMain(set({ HINDSIGHT_URL: 'http://127.0.0.1:9' }));
  await untilUp(running);
  await expect.poll(running.output, { timeout: 15_000 }).toContain('does not answer at HINDSIGHT_URL');
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);
});

test('SIGTERM lets a note that is being saved finish, then the process ends with code 0', async () => {
  const running = startMain(set());
  await untilUp(running);
  const me = personIn(world, ava);
  await me.type('/log');
  await me.seesModal('What happened');
  const { options } = await me.suggestions('log_who', 'Priya');
  const who = options.at(-1)?.value ?? '';
  await me.choose('log_who', who);
  await me.seesModal('Company');
  world.memory.faults.set({ kind: 'delay', ms: 1_000 });
  await me.submit({ log_who: who, log_name: 'Priya', log_company: 'Rentfield', log_text_0: 'She signed.' });
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);
  world.memory.faults.set(undefined);
  expect(await storedNotes(world)).toHaveLength(1);
  expect(running.output()).not.toContain('She signed');
});

test('the probes tell a process that lives from one that can work', async () => {
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  const running = startMain(set({ HEALTH_PORT: port }));
  await untilUp(running);
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect(await ask('/healthz')).toBe(200);
  await expect.poll(() => ask('/readyz')).toBe(200);
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('salesmemory_connected 1');
  expect(await ask('/nothing')).toBe(404);
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);
});

test('an app_rate_limited envelope from Slack does not end the process', async () => {
  const running = startMain(set());
  await untilUp(running);
  const limited = { type: 'app_rate_limited', minute_rate_limited: 1 };
  void world.slack.socketMode.deliver({ type: 'events_api', payload: limited });
  const me = personIn(world, ava);
  await me.type('/brief help');
  await me.sees('/brief Priya');
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);
});

test.each([
  { has: [], says: 'Run npm install first: the packages are not there.' },
  { has: ['node_modules'], says: 'Run npm run build first: the bot is not built yet.' },
  { has: ['node_modules', 'dist'], says: '' },
])('npm start with nothing but $has says what to run first', async ({ has, says }) => {
  const root = await mkdtemp(join(tmpdir(), 'start-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp('scripts/built.mjs', join(root, 'scripts/built.mjs'));
  await cp('package.json', join(root, 'package.json'));
  for (const folder of has) await mkdir(join(root, folder));
  if (has.includes('dist')) await writeFile(join(root, 'dist/main.js'), 'console.log("started")');
  const { stderr, stdout, status } = spawnSync('npm', ['start', '--loglevel', 'silent'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr.trim()).toBe(says);
  expect(stdout).toContain(says === '' ? 'started' : '');
  expect(status).toBe(says === '' ? 0 : 1);
});

test('several workspaces without a key to encipher their tokens with are refused at start', async () => {
  const app = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'a secret of the app' };
  const running = startMain(set({ ...app, SLACK_BOT_TOKEN: '', PUBLIC_URL: 'https://bot.example.com' }));
  expect(await running.exit).toBe(1);
  expect(running.output()).toMatch(
    /1 fault\(s\):\n {2}SECRETS_KEY: is needed with SLACK_CLIENT_ID: .*enciphered/,
  );
});
