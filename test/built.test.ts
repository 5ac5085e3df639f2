import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type OutputChunk } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import config from '../rolldown.config.ts';
import { call, daysAgo, storeRead } from './support/filled.ts';
import { personIn } from './support/person.ts';
import { startMain } from './support/process.ts';
import { ava, createWorld, type World } from './support/world.ts';

/** What `npm run build` makes, in a folder inside of the repository, since it finds packages and prompts from there. */
let dist: string;
let modules: readonly string[];
let chunks: readonly OutputChunk[];
beforeAll(async () => {
  await mkdir('.cache', { recursive: true });
  dist = await mkdtemp(join('.cache', 'built-'));
  const { output } = await build({ ...config, output: { ...config.output, dir: dist } });
  chunks = output.filter((one) => one.type === 'chunk');
  modules = chunks.flatMap(({ moduleIds }) => moduleIds);
});
afterAll(() => rm(dist, { recursive: true, force: true }));

let world: World;
beforeEach(async () => {
  world = await createWorld({ startsBot: false, features: new Set(['pictures']) });
});
afterEach(() => world.close());

async function startBuilt() {
  const running = startMain({ ...world.env, LOG_LEVEL: 'info' }, [join(dist, 'main.js')]);
  await expect.poll(running.output, { timeout: 15_000 }).toContain('SalesMemory is up');
  return running;
}

test('the built bot goes on after what its socket library can not read, and ends in order', async () => {
  const running = await startBuilt();
  const limited = { type: 'app_rate_limited', minute_rate_limited: 1 };
  void world.slack.socketMode.deliver({ type: 'events_api', payload: limited });
  const me = personIn(world, ava);
  await me.type('/brief help');
  await me.sees('/brief Priya');
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);
  expect(running.output()).toContain('can not read; going on');
});

test.each([
  { program: 'main.js', says: /GROQ_API_KEY[\s\S]*SLACK_BOT_TOKEN/ },
  { program: 'doctor/main.js', says: /✗ settings: .*SLACK_BOT_TOKEN/ },
  { program: 'deleted/main.js', says: /save FILE {3}writes down/ },
])('the built $program says without settings what it lacks', ({ program, says }) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(dist, program)], {
    env: {},
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toMatch(says);
  expect(status).toBe(1);
});

test('the built bot draws a picture, by a library that it does not load before', async () => {
  const running = await startBuilt();
  await storeRead(world, [
    call({ day: daysAgo(9) }),
    call({ day: daysAgo(2), text: 'They agreed to a pilot.' }),
  ]);
  const me = personIn(world, ava);
  await me.type('/pipeline');
  const { ts } = await me.sees('1 open deal');
  const menu = { actionId: 'pipeline_show_as', value: 'dark' };
  await world.hand.choose(ava, { channel: me.dm, ts }, menu);
  await me.sees('The picture and its table are in your DM.');
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);

  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set(['main.js', 'process']);
  const first = chunks.filter(({ fileName, name }) => loaded.has(fileName) || loaded.has(name));
  const atStart = new Set(first);
  for (const chunk of atStart) for (const name of chunk.imports) atStart.add(byFile.get(name) ?? chunk);
  const drawing = ({ moduleIds }: OutputChunk) =>
    moduleIds.some((id) => id.includes('node_modules/echarts/'));
  expect(atStart.size).toBeGreaterThan(2);
  expect([...atStart].filter(drawing)).toEqual([]);
  expect(chunks.filter(drawing)).not.toEqual([]);
});

test('the tokenizer and what only Redis needs are no part of the built bot', () => {
  const bundled = modules.filter((id) => /node_modules\/(?:gpt-tokenizer|bullmq|ioredis)\//.test(id));
  expect(modules).not.toEqual([]);
  expect(bundled).toEqual([]);
});
