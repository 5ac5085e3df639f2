import { WebClient } from '@slack/web-api';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { companyFor } from '../../sandbox/company.ts';
import { storedText } from '../../sandbox/slack/directory.ts';
import { createPace } from '../../sandbox/slack/faults.ts';
import { createSlackServer, type SlackServer } from '../../sandbox/slack/slack-server.ts';
import { MANIFEST } from './slack/tiny-bot.ts';

const AVA = 'U0AVA00001';
const BEN = 'U0BEN00002';
const SALES = 'C0SALES002';
let slack: SlackServer;

const start = async (rest: { isPaced?: boolean; state?: unknown } = {}) => {
  slack = await createSlackServer({
    now: () => new Date(),
    manifest: MANIFEST,
    state: companyFor(MANIFEST),
    ...rest,
  });
  return new WebClient(slack.tokens.bot, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
};
let client: WebClient;

beforeEach(async () => {
  client = await start();
});
afterEach(async () => {
  await slack.close();
});

const select = {
  type: 'actions' as const,
  block_id: 'row',
  elements: [
    {
      type: 'static_select' as const,
      action_id: 'pick',
      options: ['one', 'two'].map((value) => ({ text: { type: 'plain_text' as const, text: value }, value })),
    },
  ],
};

test('one message a second to a channel, and each channel for itself', () => {
  let time = 0;
  const pace = createPace(() => time);
  pace('C1');
  pace('C2');
  expect(() => pace('C1')).toThrow('ratelimited');
  time += 999;
  pace('C1');
  time += 900;
  expect(() => pace('C1')).toThrow('ratelimited');
});

test('a paced workspace answers 429 with Retry-After and does not post', async () => {
  await slack.close();
  client = await start({ isPaced: true });
  await client.chat.postMessage({ channel: SALES, text: 'One' });
  const second = client.chat.postMessage({ channel: SALES, text: 'Two' });
  await expect(second).rejects.toMatchObject({ retryAfter: 1 });
  expect(slack.messages.seenBy(AVA, SALES)).toHaveLength(1);
});

test('what a person types is stored escaped, with mentions of those they can see', async () => {
  await slack.hand.sayInChannel(AVA, SALES, 'R&D <b> for @ben in #sales, not a@ben or @nobody');
  expect(slack.messages.seenBy(AVA, SALES).at(-1)?.text).toBe(
    `R&amp;D &lt;b&gt; for <@${BEN}> in <#${SALES}|sales>, not a@ben or @nobody`,
  );
});

test('no typed text can hold a mention or a link that its writer did not name', () => {
  const workspace = slack.snapshot();
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const stored = storedText({ workspace, directory: slack.directory }, AVA, typed);
      const outside = stored.replace(/<[@#][A-Z0-9]+(\|[a-z0-9_-]+)?>/g, '');
      expect(outside).not.toMatch(/[<>]/);
    }),
  );
});

test('an answer in a thread points at the message that began it', async () => {
  await slack.hand.sayInChannel(AVA, SALES, 'Root');
  const root = slack.messages.seenBy(AVA, SALES).at(-1)?.ts ?? '';
  await slack.hand.sayInChannel(BEN, SALES, { text: 'Answer', thread: root });
  const answer = slack.messages.seenBy(AVA, SALES).at(-1);
  expect(answer).toMatchObject({ text: 'Answer', thread_ts: root });
  await slack.hand.sayInChannel(AVA, SALES, { text: 'To the answer', thread: answer?.ts });
  expect(slack.messages.seenBy(AVA, SALES).at(-1)).toMatchObject({ thread_ts: root });
});

test('a choice in a message is remembered for its person alone', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel: SALES, text: 'Pick', blocks: [select] });
  const target = { channel: SALES, ts };
  await slack.hand.choose(AVA, target, { actionId: 'pick', value: 'two' });
  const { entered } = slack.messages.find(SALES, ts);
  expect(entered?.[AVA]?.['row']?.['pick']).toMatchObject({ selected_option: { value: 'two' } });
  expect(entered?.[BEN]).toBeUndefined();
});

test('an open modal, what was typed and what was suggested outlive a restart', async () => {
  await slack.hand.sayInChannel(AVA, SALES, 'Kept');
  const saved = slack.snapshot();
  saved.offered['V1 who'] = [{ text: { type: 'plain_text', text: 'Priya' }, value: 'p1' }];
  await slack.close();
  await start({ state: JSON.parse(JSON.stringify(saved)) });
  expect(slack.snapshot()).toEqual(saved);
});
