import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actions, button, fits, message, sentence, verbatim } from '../../src/slack/kit/blocks.ts';
import { wordsOfMessage } from '../../src/slack/kit/message-words.ts';
import { createReadWords, readableText } from '../../src/slack/kit/readable.ts';
import { clipMarkup } from '../../src/slack/kit/text.ts';
import { call, hindsightOf, store } from '../support/filled.ts';
import { optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { sendSignedTo } from '../support/signed.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

test.each([
  ['rentfield.com', '<http://rentfield.com|rentfield.com>'],
  ['https://rentfield.com/a?b=1&c=2', '<https://rentfield.com/a?b=1&amp;c=2>'],
  ['priya@rentfield.com', '<mailto:priya@rentfield.com|priya@rentfield.com>'],
  ['zoe@acme.com, Zoe (zoe@acme.com)', '<mailto:zoe@acme.com>, <mailto:zoe@acme.com|Zoe>'],
  ['+46 70 123, +4670124', '<tel:+4670123|+46 70 123>, <tel:+4670124>'],
  ['the plan (https://x.example)', '<https://x.example|the plan>'],
  ['@channel, @sales, #general, a channel', '<!channel>, <!subteam^S1|@sales>, <#C1|general>, <#C2|>'],
  ['@here and a group and @everyone', '<!here|here> and <!subteam^S2> and <!everyone>'],
  ['somebody and @ben', '<@U1> and <@U2|ben>'],
  [
    '14 Nov 2023, then 18 Feb 2014',
    '<!date^1700000000^{date}>, then <!date^1392734382^{date} {time}|18 Feb 2014>',
  ],
  ['a day', '<!date^9999999999999999^{date}>'],
  ['price <20k & margin >5%', 'price &lt;20k &amp; margin &gt;5%'],
  ['price <20k & margin >5%', 'price <20k & margin >5%'],
  ['&lt; is an entity', '&amp;lt; is an entity'],
  ['R&D, 5 < 7 & &amp; as typed', 'R&D, 5 < 7 & &amp; as typed'],
  ['<5% by @ben', '&lt;5% by <@U2|ben>'],
])('“%s” is what a person reads', (read, sent) => {
  expect(readableText(sent)).toBe(read);
});

test('a message that is too long loses blocks before the last one, whose buttons stay', () => {
  const buttons = actions(button('next', 'Next'));
  const words = Array.from({ length: 60 }, (_, index) => verbatim(`Line ${index}`)).flat();
  const { blocks } = message('Much', [...words, buttons]);
  expect(fits(blocks)).toBe(true);
  expect(blocks).toEqual([...words.slice(0, blocks.length - 1), buttons]);
  expect(blocks.length).toBeGreaterThan(40);
});

test('names that were asked for stand in place of ids', () => {
  const names = new Map([
    ['W222', 'Ana Ruiz'],
    ['C0', 'deals'],
  ]);
  expect(readableText('<@W222> wrote in <#C0|> and <#C0>, <@W3> did not', names)).toBe(
    '@Ana Ruiz wrote in #deals and #deals, somebody did not',
  );
});

const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const paragraph = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const run = (text: string) => ({ type: 'text', text });
const forwarded = { is_share: true, is_msg_unfurl: true, from_url: 'https://x.slack.com/archives/C1/p1' };

test.each([
  ['its text', { text: 'Priya signed &amp; paid.' }, 'Priya signed &amp; paid.', ''],
  [
    'rich text with all kinds of runs',
    {
      text: '',
      blocks: [
        richText(
          paragraph(
            ...[
              run('Met '),
              { type: 'user', user_id: 'W1' },
              run(' in '),
              { type: 'channel', channel_id: 'C1' },
            ],
            ...[run(' & '), { type: 'link', url: 'https://x.example', text: 'here' }],
            ...[run(', '), { type: 'usergroup', usergroup_id: 'S1' }, { type: 'emoji', name: 'tada' }],
          ),
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [paragraph(run('seats')), paragraph(run('price'))],
          },
          { type: 'rich_text_quote', elements: [run('she said so')] },
        ),
      ],
    },
    'Met <@W1> in <#C1> &amp; <https://x.example|here>, <!subteam^S1>:tada:\n1. seats\n2. price\nshe said so',
    '',
  ],
  [
    'an app’s sections, headers and fields where the text is but a title',
    {
      text: 'New mail',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Zoe & Tom' } },
        { type: 'section', text: { type: 'mrkdwn', text: '*Wants* a demo &lt;soon' } },
        { type: 'section', fields: [{ type: 'mrkdwn', text: 'Seats: 20' }] },
        {
          type: 'context',
          elements: [
            { type: 'image', alt_text: 'x' },
            { type: 'mrkdwn', text: 'by mail' },
          ],
        },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' } }] },
      ],
    },
    'Zoe &amp; Tom\n*Wants* a demo &lt;soon\nSeats: 20\nby mail',
    '',
  ],
  [
    'an app’s attachment, and none of a link’s preview',
    {
      text: 'Look: <https://x.example>',
      attachments: [
        { title: 'Form', text: 'She asked for a call', fields: [{ title: 'Seats', value: '20' }] },
        { from_url: 'https://x.example', title: 'A page', text: 'All about pages' },
        { is_app_unfurl: true, text: 'More about pages' },
      ],
    },
    'Look: <https://x.example>\n\nForm\nShe asked for a call\nSeats: 20',
    '',
  ],
  [
    'a forwarded message',
    { text: '', attachments: [{ ...forwarded, text: 'Priya agreed' }] },
    '',
    'Priya agreed',
  ],
  [
    'a forwarded message of blocks beside a comment',
    { text: 'log this', attachments: [{ ...forwarded, blocks: [richText(paragraph(run('Amit called')))] }] },
    'log this',
    'Amit called',
  ],
  [
    'a message of a private place',
    {
      text: '',
      attachments: [
        {
          is_msg_unfurl: true,
          fallback: '[November 3rd, 2026 10:02 AM] ben: Amit wants seats',
          message_blocks: [{ message: { blocks: [richText(paragraph(run('Amit wants seats')))] } }],
        },
      ],
    },
    '',
    'Amit wants seats',
  ],
  [
    'a forwarded message of which only the stand-in is left',
    { attachments: [{ is_share: true, fallback: '[November 3rd, 2026 10:02 AM] ben: Amit: 20 seats' }] },
    '',
    'Amit: 20 seats',
  ],
  [
    'a mail',
    {
      text: '',
      files: [
        { mode: 'hosted', title: 'order.pdf' },
        {
          ...{ mode: 'email', subject: 'Seats', plain_text: 'We take 20 & more.\n' },
          ...{ from: [{ original: 'Zoe <zoe@acme.com>' }], headers: { date: 'Tue, 3 Nov 2026 10:02' } },
        },
      ],
    },
    '',
    'From: Zoe &lt;zoe@acme.com&gt;\nDate: Tue, 3 Nov 2026 10:02\nSubject: Seats\n\nWe take 20 &amp; more.',
  ],
  ['nothing in a file', { text: '', files: [{ mode: 'hosted', title: 'x.png' }] }, '', ''],
  [
    'nothing in a block attachment without words',
    { attachments: [{ fallback: '[no preview available]' }] },
    '',
    '',
  ],
  ['nothing in what is no message', { text: 5, blocks: 'x', attachments: [7], files: null }, '', ''],
  ['nothing in null', null, '', ''],
])('of a message are read: %s', (_what, message, own, passedOn) => {
  expect(wordsOfMessage(message)).toEqual({ own, passedOn });
});

test('of a message that mentions more people than twenty, twenty are called by name', async () => {
  const asked: string[] = [];
  const full = { zone: 'UTC', isMonthFirst: false, isFull: true, isAdmin: false, barred: null };
  const read = createReadWords({
    client: new WebClient(),
    members: {
      async lately(id) {
        asked.push(id);
        return { ...full, id, name: `Name of ${id}` };
      },
    },
  });
  const ids = Array.from({ length: 25 }, (_, at) => `U0MANY${at}`);
  const words = (await read(ids.map((id) => `<@${id}>`).join(', '))).split(', ');
  expect(asked).toEqual(ids.slice(0, 20));
  expect(words).toEqual(ids.map((id, at) => (at < 20 ? `@Name of ${id}` : 'somebody')));
});

let world: World;
let me: Someone;
beforeAll(async () => {
  world = await createWorld({ transport: 'http' });
  me = personIn(world, ava);
  world.hand.changePeople([
    { id: 'W0ANA00009', name: 'ana', real_name: 'Ana Ruiz', tz: 'Europe/Madrid', team_id: 'T0SANDBOX1' },
  ]);
  await store(world, [call({ name: 'Amit Rao' }), call({ name: 'Otto Lang', company: 'Moor & Gate' })]);
}, 60_000);
afterAll(() => world.close());

const say = (said: Parameters<World['hand']['sayInChannel']>[2]) => world.hand.sayInChannel(ava, me.dm, said);
async function texts() {
  const { memory } = hindsightOf(world);
  const notes = await memory.texts(await memory.list({ rep: ava }, ava));
  return notes.map(({ text }) => text);
}

const mentions =
  'Amit met <@W0ANA00009> &amp; <@U0NOBODY9> in <#C0DEALS004|>, not <#C0GONE0009|>: <!subteam^S1|@presales>, <mailto:zoe@acme.com|zoe@acme.com>, &lt;5%';
const named = 'Amit met @Ana Ruiz & somebody in #deals-emea, not a channel: @presales, zoe@acme.com, <5%';

test('whom a message mentions is called by name before it is offered and saved, and nobody by an id', async () => {
  await say({ text: mentions, isStored: true });
  const offer = await me.sees('Save this on Amit Rao');
  expect(textOf(offer)).toContain(named);
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao');
  expect(await texts()).toContain(named);
});

test('so is whom a command and a thread’s questions mention', async () => {
  const command = (name: string, text: string) =>
    sendSignedTo(world, {
      body: new URLSearchParams({
        ...{ command: name, text, user_id: ava, channel_id: me.dm, team_id: 'T0SANDBOX1' },
        ...{ response_url: `${world.slack.url}/none`, trigger_id: '1.2.3' },
      }).toString(),
    });
  await command('/brief', '<@W0ANA00009|ana>');
  // A note of an earlier test may name her.
  await expect
    .poll(() => me.texts().at(-1))
    .toMatch(/^(?:Nothing on @Ana Ruiz yet|@Ana Ruiz is in the notes on)/);
  await command('/ask', 'what did <@W0ANA00009> say of R&amp;D in <#C0DEALS004|>?');
  await me.sees('“what did @Ana Ruiz say of R&D in #deals-emea?”');
  await command('/forget', '<@U0NOBODY9>');
  await me.sees('somebody');
  expect(JSON.stringify(me.messages().map(({ blocks }) => blocks))).not.toContain('NOBODY9');
});

test('names that Slack is slow to tell hold nothing up for long', async () => {
  world.slack.faults.failWith('users.info', { times: 3, error: 'internal_error' });
  await say({ text: 'Amit rang <@U0NADIA003> again.', isStored: true });
  await expect.poll(() => me.texts().join()).toContain('Amit rang somebody again.');
});

test('a channel that Slack once failed to name is called by its name from the next message on', async () => {
  world.slack.faults.failWith('conversations.info', { times: 3, error: 'internal_error' });
  await say({ text: 'Amit wrote in <#C0SALES002|> today.', isStored: true });
  await expect.poll(() => me.texts().join()).toContain('Amit wrote in a channel today.');
  world.slack.faults.clear();
  await say({ text: 'Amit wrote in <#C0SALES002|> again.', isStored: true });
  await expect.poll(() => me.texts().join()).toContain('Amit wrote in #sales again.');
});

test.each([
  ['with a comment', 'Amit told us this.', 'Amit told us this.\n\nWe start in March & pay <5k.'],
  ['with words to the bot', 'log this please', 'We start in March & pay <5k.'],
  ['without a comment', '', 'We start in March & pay <5k.'],
])('a message that is passed on %s is offered whole', async (_how, text, whole) => {
  const attachments = [{ ...forwarded, text: 'We start in March &amp; pay &lt;5k.', author_name: 'Ben' }];
  await say({ text, attachments });
  const isOffer = (shown: unknown) => JSON.stringify(shown ?? '').includes('talk_question');
  const newest = () => me.messages().at(-1)?.blocks;
  await expect.poll(() => isOffer(newest())).toBe(true);
  expect(textOf(newest())).toContain(`\n${whole}\n`);
});

test('a question beside what is passed on is answered, and a brief asked for is shown', async () => {
  const attachments = [{ ...forwarded, text: 'We start in March.' }];
  await say({ text: 'What did Otto say about lorries?', attachments });
  await me.sees('“What did Otto say about lorries?”');
  await say({ text: 'brief Amit', attachments });
  await me.sees('Last call');
});

test('a message shortcut reads words wherever they are, and says when there are none', async () => {
  const shortcutOn = async (said: Parameters<World['hand']['sayInChannel']>[2]) => {
    await world.hand.sayInChannel(ben, sales, said);
    const at = { channel: sales, ts: me.messages(sales).at(-1)?.ts ?? '' };
    await world.hand.messageShortcut(ava, 'remember_message', at);
  };
  await shortcutOn({ text: '', attachments: [{ ...forwarded, text: '<@W0ANA00009>: go &amp; sign' }] });
  await me.seesModal('@Ana Ruiz: go & sign');
  await shortcutOn({
    text: 'New mail',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Otto wants 30 seats &amp; a plan' } }],
  });
  await me.seesModal('Otto wants 30 seats & a plan');
  await shortcutOn({ text: '', files: ['voice.m4a'] });
  await me.seesModal('There are no words in that message');
});

test('what Slack escapes as it hands it back is saved and shown as it was typed', async () => {
  await me.type('/log Tom & Ada: 5 < 7 & so on');
  await me.seesModal('5 < 7 & so on');
  const who = await optionFor(me, 'New person: ‘Zoe & Ada’', 'Zoe & Ada');
  await me.choose('log_who', who, { log_text_0: '5 < 7 & &amp; so on' });
  await me.seesModal('Company');
  const unnamed = await me.submit({ log_name: '&' });
  expect(Object.keys(unnamed.errors ?? {})).toEqual(['log_name new:Zoe & Ada']);
  await me.submit({ log_name: 'Zoe & Ada', log_company: 'Ask <Us> & Co' });
  await me.sees('Saved on Zoe & Ada · Ask <Us> & Co');
  expect((await storedNotes(world)).map((one) => one.document_metadata?.['prospect'])).toContain('Zoe & Ada');
  expect(await texts()).toContain('5 < 7 & &amp; so on');
});

test('a choice, a question below an answer and a press on a first call carry what was typed', async () => {
  await me.type('/brief Nobody & <Sons>');
  await me.sees('Nothing on Nobody & <Sons> yet');
  await me.press('brief_log_first');
  await me.seesModal('New person: ‘Nobody & <Sons>’');
  await me.type('/timeline Moor & Gate');
  await me.seesModal('Otto Lang');
});

test.each([
  'See evil.com now.',
  'plan.zip is attached',
  'Написать на пример.рф',
  'https://rentfield.com/a',
  'ftp://files',
  'priya@rentfield.com said so',
])('nothing in the bare text of “%s” looks like an address to Slack', (said) => {
  const { text } = sentence(said);
  expect(text).not.toMatch(/[\p{L}\d]\.\p{L}{2}|:\/\//u);
  expect(text.replaceAll('\u200b', '')).toBe(said);
});

test('a long text is cut into pieces that give it again, and never inside a character', () => {
  const whole = `${'x'.repeat(2_899)}🙂${'y'.repeat(2_899)}🙂 and on`;
  const pieces = verbatim(whole).flatMap(({ text }) => text?.text ?? []);
  expect(pieces.join('')).toBe(whole);
  for (const piece of pieces) expect(Buffer.from(piece).toString()).toBe(piece);
});

test('markup is never cut inside an escaped character, nor longer than asked', () => {
  const whole = '5 &lt; 7 &amp; 7 &gt; 5';
  for (let most = 1; most < whole.length; most += 1) {
    const cut = clipMarkup(whole, most);
    expect(cut.length).toBeLessThanOrEqual(most);
    expect(cut.endsWith('…')).toBe(true);
    expect(cut.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
  }
  expect(clipMarkup(whole, whole.length)).toBe(whole);
});

test.each(['26.80 a seat, e.g. for 12.5 hours.', 'He said yes. She agreed.', 'at 10.30'])(
  'the bare text of “%s” stays as it is',
  (said) => {
    expect(sentence(said).text).toBe(said);
  },
);
