import { expect, test } from 'vitest';
import { createFileLoader } from '../../src/slack/import/download.ts';

const file = (url: string, size = 10) => ({ id: 'F1', name: 'a.csv', url, size });
const slackUrl = 'https://files.slack.com/files-pri/T1-F1/download/a.csv';

/** A loader before a web that answers so, and what was asked of it. */
function loaderBefore(answer: () => Response) {
  const asked: { url: string; authorization: string | null; redirect: string | undefined }[] = [];
  const load = createFileLoader({
    token: async () => 'xoxb-1',
    slackApiUrl: undefined,
    fetch: async (url, init) => {
      const authorization = new Headers(init?.headers).get('authorization');
      asked.push({ url: String(url), authorization, redirect: init?.redirect });
      return answer();
    },
  });
  return { load, asked };
}

test('a file is read from Slack’s own host with the bot’s token, and no redirect is followed', async () => {
  const { load, asked } = loaderBefore(() => new Response('a,b'));
  expect(Buffer.from(await load(file(slackUrl))).toString()).toBe('a,b');
  expect(asked).toEqual([{ url: slackUrl, authorization: 'Bearer xoxb-1', redirect: 'manual' }]);
});

test.each([
  'https://files.slack.com.evil.example/a.csv',
  'http://files.slack.com/a.csv',
  'https://evil.example/files.slack.com/a.csv',
  'https://files.slack.com:8443/a.csv',
  'file:///etc/passwd',
  'nonsense',
])('the token goes nowhere else: %s', async (url) => {
  const { load, asked } = loaderBefore(() => new Response('a,b'));
  await expect(load(file(url))).rejects.toThrow('can not be opened at Slack');
  expect(asked).toEqual([]);
});

test.each([
  ['a page that asks to sign in', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://slack.com' } })],
  ['a file that is gone', () => new Response('', { status: 404 })],
])('%s is told in a sentence', async (_what, answer) => {
  await expect(loaderBefore(answer).load(file(slackUrl))).rejects.toThrow('can not be opened at Slack');
});

test('a file past 20 MB is refused, whatever its message says of its size', async () => {
  const { load, asked } = loaderBefore(() => new Response(new Uint8Array(21 * 1024 * 1024)));
  await expect(load(file(slackUrl, 21 * 1024 * 1024))).rejects.toThrow('larger than 20 MB');
  expect(asked).toEqual([]);
  await expect(load(file(slackUrl))).rejects.toThrow('larger than 20 MB');
});
