import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingNames } from '../src/config.ts';
import { failureTable } from './chaos/table.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

const manifestShape = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string() })),
    shortcuts: z.array(z.object({ callback_id: z.string() })),
  }),
});

test('every setting of the schema stands in .env.example and in the README, and nothing else does', async () => {
  const example = await read('.env.example');
  const set = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(set.toSorted()).toEqual([...settingNames].toSorted());
  const readme = await read('README.md');
  for (const name of settingNames) expect(readme).toContain(`\`${name}\``);
});

test('the manifest offers exactly the commands and shortcuts that the register hears', async () => {
  const files = ['listeners.ts'];
  const register = (await Promise.all(files.map((file) => read(`src/slack/${file}`)))).join('\n');
  const heard = [...register.matchAll(/router\.(?:command|shortcut)\('([^']+)'/g)].map(([, name]) => name);
  const { features } = manifestShape.parse(parse(await read('manifest.yml')));
  const offered = [
    ...features.slash_commands.map((one) => one.command),
    ...features.shortcuts.map((one) => one.callback_id),
  ];
  expect(heard.toSorted()).toEqual(offered.toSorted());
});

test('the README tells of every fault what the chaos suite holds the bot to', async () => {
  expect(await read('README.md')).toContain(failureTable());
});
