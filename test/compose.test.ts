import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig, settingNames } from '../src/config.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

const service = z.object({
  image: z.string().optional(),
  ports: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const composed = z.object({
  services: z.record(z.enum(['bot', 'hindsight', 'db', 'redis']), service),
  volumes: z.record(z.string(), z.unknown()),
});
const compose = async () => composed.parse(parse(await read('compose.yml')));

/** As Compose puts in what .env has. */
function filled(environment: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{(\w+):\?[^}]*\}/g, 'f00d')]),
  );
}

test('what compose.yml tells the bot is what the bot takes, and no more than that but for what it must not have', async () => {
  const told = filled((await compose()).services.bot.environment);
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', GROQ_API_KEY: 'gsk_1' };
  const config = readConfig({ ...tokens, ...told });
  expect(config).toMatchObject({ HINDSIGHT_API_KEY: 'f00d', REDIS_URL: 'redis://:f00d@redis:6379' });
  const others = Object.entries(told).filter(([name]) => !settingNames.includes(name));
  expect(others).toEqual([
    ['POSTGRES_PASSWORD', ''],
    ['REDIS_PASSWORD', ''],
  ]);
});

test('Hindsight is told to ask for a key, to keep texts and to keep no traces, and its key is the bot’s', async () => {
  const { bot, hindsight } = (await compose()).services;
  expect(hindsight.environment).toMatchObject({
    HINDSIGHT_API_TENANT_EXTENSION: expect.stringContaining('ApiKeyTenantExtension'),
    HINDSIGHT_API_LLM_TRACE_ENABLED: 'false',
    HINDSIGHT_API_STORE_DOCUMENT_TEXT: 'true',
  });
  expect(hindsight.environment?.['HINDSIGHT_API_TENANT_API_KEY']).toBe(
    bot.environment?.['HINDSIGHT_API_KEY'],
  );
  expect(hindsight.image).toMatch(/:1\.1\.\d+$/);
});

test('nothing but the bot can be reached from outside, and that from this machine alone', async () => {
  const { bot, ...others } = (await compose()).services;
  for (const { ports } of Object.values(others)) expect(ports).toBeUndefined();
  for (const port of bot.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('each service that others wait for says when it is well, and what must outlive it has a volume', async () => {
  const { services, volumes } = await compose();
  for (const name of ['hindsight', 'db', 'redis'] as const) expect(services[name].healthcheck).toBeDefined();
  const named = Object.values(services).flatMap((one) =>
    (one.volumes ?? []).map((line) => line.split(':')[0]),
  );
  expect(named.toSorted()).toEqual(Object.keys(volumes).toSorted());
});

test('the image starts as npm start does, and has its code compiled for the same flags', async () => {
  const { scripts } = z
    .object({ scripts: z.object({ start: z.string() }) })
    .parse(JSON.parse(await read('package.json')));
  const dockerfile = await read('Dockerfile');
  expect(dockerfile).toContain(`CMD ${JSON.stringify(scripts.start.split(' ')).replaceAll(',', ', ')}`);
  expect(dockerfile).toContain(`RUN ${scripts.start} `);
});

test('the Dockerfile copies what is there and is not ignored, and runs as nobody’s root', async () => {
  const lines = (await read('Dockerfile')).split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));
  const ignored = await read('.dockerignore');
  for (const path of copied) {
    await access(new URL(`../${path}`, import.meta.url));
    expect(ignored.split('\n')).toContain(`!${path.replace(/^\.\//, '')}`);
  }
  expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
});
