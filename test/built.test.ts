import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import config from '../rolldown.config.ts';
import { personIn } from './support/person.ts';
import { startMain } from './support/process.ts';
import { ava, createWorld, type World } from './support/world.ts';

/** What `npm run build` makes, in a folder inside of the repository, since it finds packages and prompts from there. */
let dist: string;
let modules: readonly string[];
beforeAll(async () => {
  await mkdir('.cache', { recursive: true });
  dist = await mkdtemp(join('.cache', 'built-'));
  const { output } = await build({ ...config, output: { ...config.output, dir: dist } });
  modules = output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
});
afterAll(() => rm(dist, { recursive: true, force: true }));

let world: World;
beforeEach(async () => {
  world = await createWorld({ startsBot: false });
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

test('the tokenizer and what only Redis needs are no part of the built bot', () => {
  const bundled = modules.filter((id) => /node_modules\/(?:gpt-tokenizer|bullmq|ioredis)\//.test(id));
  expect(modules).not.toEqual([]);
  expect(bundled).toEqual([]);
});
