import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { manifestWith } from '../sandbox/company.ts';
import { manifestSchema } from '../sandbox/slack/core.ts';
import { type ManifestOptions, makeManifest } from '../scripts/manifest/make-manifest.ts';
import { settingNames } from '../src/config.ts';
import { failureTable } from './chaos/table.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

test('every setting of the schema stands in .env.example and in the README, and nothing else does', async () => {
  const example = await read('.env.example');
  const set = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(set.toSorted()).toEqual([...settingNames].toSorted());
  const readme = await read('README.md');
  for (const name of settingNames) expect(readme).toContain(`\`${name}\``);
});

test('manifest.yml is what `npm run manifest` makes', async () => {
  expect(await read('manifest.yml')).toBe(makeManifest());
});

const manifestOf = (options: ManifestOptions) => manifestSchema.parse(manifestWith(options));

test('the manifest offers exactly the commands and shortcuts that the register hears', async () => {
  const register = await read('src/slack/listeners.ts');
  const heard = [...register.matchAll(/router\.(?:command|shortcut)\('([^']+)'/g)].map(([, name]) => name);
  const { slash_commands, shortcuts } = manifestOf({}).features;
  const offered = [
    ...slash_commands.map(({ command }) => command.slice(1)),
    ...shortcuts.map(({ callback_id }) => callback_id),
  ];
  expect(heard.toSorted()).toEqual(offered.toSorted());
});

test('the README tells of every fault what the chaos suite holds the bot to', async () => {
  expect(await read('README.md')).toContain(failureTable());
});

test.each<[string, ManifestOptions, string, number]>([
  ['nothing said', {}, '/brief', 7],
  ['a prefix', { commandPrefix: 'sm-' }, '/sm-brief', 7],
  ['the longest prefix', { commandPrefix: `${'x'.repeat(22)}-` }, `/${'x'.repeat(22)}-brief`, 7],
  ['one command', { commandPrefix: 'sales' }, '/sales brief', 1],
  ['an agent', { isAgent: true }, '/brief', 7],
  ['an agent with one command', { isAgent: true, commandPrefix: 'crm' }, '/crm brief', 1],
])(
  'with %s the manifest is one that Slack takes, and names its commands so',
  (_what, options, brief, count) => {
    const { features, display_information: display, oauth_config: granted, settings } = manifestOf(options);
    expect(features.slash_commands).toHaveLength(count);
    const [first = ''] = brief.split(' ');
    expect(features.slash_commands.map(({ command }) => command)).toContain(first);
    expect(JSON.stringify(display)).toContain(`type ${brief} and a name`);
    expect(JSON.stringify(features).includes('agent_view')).toBe(options.isAgent ?? false);
    expect(granted.scopes.bot.includes('assistant:write')).toBe(options.isAgent ?? false);
    expect(settings.event_subscriptions.bot_events).not.toContain('assistant_thread_started');
  },
);

const run = promisify(execFile);
const generate = (...args: readonly string[]) =>
  run(process.execPath, ['--import', 'tsx', 'scripts/manifest.ts', ...args]).then(
    ({ stdout, stderr }) => ({ manifest: stdout, said: stderr }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ manifest: stdout, said: stderr }),
  );

test('npm run manifest makes each variant and says what the bot has to be told', async () => {
  const [one, each, without] = await Promise.all([
    generate('--command', 'sales', '--agent'),
    generate('--prefix', 'sm'),
    generate('--without', 'share'),
  ]);
  expect(one.manifest).toBe(makeManifest({ commandPrefix: 'sales', isAgent: true }));
  expect(one.said).toContain('Start the bot with COMMAND_PREFIX=sales.');
  expect(each.manifest).toBe(makeManifest({ commandPrefix: 'sm-' }));
  expect(each.said).toContain('COMMAND_PREFIX=sm-');
  expect(without.manifest).not.toMatch(/channels:read|groups:read/);
  expect(without.manifest).toContain('app_mentions:read');
});

test.each([
  [['--with', 'audio,share'], '“audio”'],
  [['--without', 'log'], '“log”'],
  [['--command', 'Sales Team'], 'lower-case'],
  [['--prefix', 'x'.repeat(30)], 'up to 23'],
  [['--command', 'sales', '--prefix', 'sm'], 'Choose one'],
  [['--command', 'sm-'], '--prefix'],
  [['--prefix', 'sm_'], 'letters'],
  [['--agnet'], '--agnet'],
])('npm run manifest -- %s makes none and says why', async (args, words) => {
  const { manifest, said } = await generate(...args);
  expect(manifest).toBe('');
  expect(said).toContain(words);
  expect(said).not.toMatch(/^\s+at /m);
});
