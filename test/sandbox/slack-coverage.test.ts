import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { companyFor } from '../../sandbox/company.ts';
import { createSlackServer } from '../../sandbox/slack/slack-server.ts';
import { MANIFEST } from './slack/tiny-bot.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'src', 'slack');

async function sources(): Promise<string> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.join('\n');
}

/** Web API methods that the bot calls, as `chat.postMessage`: by name of a client's method, or as a text. */
function calledIn(text: string): readonly string[] {
  const families =
    'api|apps|assistant|auth|bots|chat|conversations|files|reactions|team|usergroups|users|views';
  const dotted = [...text.matchAll(new RegExp(`\\b(?:client|web)\\.((?:${families})(?:\\.\\w+)+)\\(`, 'g'))];
  const named = [...text.matchAll(/apiCall\('([\w.]+)'/g)];
  const names = [...dotted, ...named].flatMap(([, name]) => stepsOf(name ?? ''));
  return [...new Set(names)].sort();
}

/** The client's own way to upload is two methods, and a request between them. */
function stepsOf(name: string): readonly string[] {
  if (name !== 'files.uploadV2') return [name];
  return ['files.getUploadURLExternal', 'files.completeUploadExternal'];
}

async function table(): Promise<readonly string[]> {
  const readme = await readFile(join(root, 'sandbox', 'README.md'), 'utf8');
  const part = readme.slice(readme.indexOf('## Web API methods'), readme.indexOf('## Surfaces'));
  const rows = part.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([\w.]+)`/g)].flatMap(([, one]) => one ?? []),
  );
}

test('the bot calls no Web API method that the README’s table does not cover', async () => {
  const called = calledIn(await sources());
  expect(called).toEqual(expect.arrayContaining(['chat.postMessage', 'conversations.open', 'views.open']));
  const covered = await table();
  expect(called.filter((name) => !covered.includes(name))).toEqual([]);
});

test('the table holds exactly the methods that the workspace answers', async () => {
  const slack = await createSlackServer({
    now: () => new Date(),
    manifest: MANIFEST,
    state: companyFor(MANIFEST),
  });
  try {
    expect([...(await table())].sort()).toEqual([...slack.covered].sort());
  } finally {
    await slack.close();
  }
});
