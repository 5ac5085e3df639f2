import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTiny, type Tiny } from './slack/tiny-bot.ts';

const AVA = 'U0AVA00001';

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  let tiny: Tiny;
  beforeAll(async () => {
    tiny = await startTiny(transport);
  });
  afterAll(async () => {
    await tiny.close();
  });
  const last = (channel: string) => tiny.slack.messages.seenBy(AVA, channel).at(-1);
  const topOf = (title: string) => () =>
    tiny.slack.views.stackOf(AVA).findLast(({ view }) => view.type === 'modal' && view.title.text === title);

  test('a command is acknowledged with words for its person, and its message lands in the DM', async () => {
    const { slack } = tiny;
    const dm = slack.hand.dmOf(AVA);
    const outcome = await slack.hand.runCommand(AVA, 'C0GENERAL1', '/hello  Priya Sharma ');
    expect(outcome).toMatchObject({ ok: true, ack: 'acked', reply: { text: 'One moment' } });
    expect(outcome.ms).toBeLessThan(1_000);
    expect(last('C0GENERAL1')).toMatchObject({ text: 'One moment', ephemeral_to: AVA });
    expect(slack.messages.seenBy('U0BEN00002', 'C0GENERAL1')).toEqual([]);
    const posted = await slack.waitFor(() => slack.messages.seenBy(AVA, dm).at(-1));
    expect(posted).toMatchObject({ text: 'Hello Priya Sharma', bot_id: 'B0SANDBOX1' });
    expect(tiny.heard.at(-1)).toMatchObject({
      channel_name: 'general',
      user_name: 'ava',
      is_enterprise_install: 'false',
    });
  });

  test('a button in a message changes the message in place through its response_url', async () => {
    const { slack } = tiny;
    const dm = slack.hand.dmOf(AVA);
    const before = slack.messages.seenBy(AVA, dm).at(-1);
    const target = { channel: dm, ts: before?.ts ?? '' };
    expect(await slack.hand.pressButton(AVA, target, { actionId: 'again' })).toMatchObject({ ok: true });
    await slack.waitFor(() => (last(dm)?.text === 'Hello again' ? true : undefined));
    expect(last(dm)?.ts).toBe(before?.ts);
    expect(tiny.heard.at(-1)).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', is_ephemeral: false },
      channel: { name: 'directmessage' },
      actions: [{ action_id: 'again', block_id: 'row', value: 'Priya Sharma', type: 'button' }],
    });
  });

  test('a form asks for what is missing, shows errors under inputs, then changes into what follows', async () => {
    const { slack } = tiny;
    await slack.hand.runCommand(AVA, slack.hand.dmOf(AVA), '/form');
    const form = await slack.waitFor(topOf('Form'));
    const target = { viewId: form.id };
    const found = await slack.hand.suggest(AVA, target, { actionId: 'who', query: 'sh' });
    expect(found.options).toMatchObject([{ value: 'p1', text: { text: 'Priya sh' } }]);
    expect(await slack.hand.submitView(AVA, form.id)).toMatchObject({
      ack: 'none',
      errors: { who: expect.any(String), note: expect.any(String) },
    });
    const refused = await slack.hand.submitView(AVA, form.id, { who: 'p1', note: 'bad' });
    expect(refused).toMatchObject({ ok: false, ack: 'acked', errors: { note: 'Say more.' } });
    const values = {
      note: { note: { type: 'plain_text_input', value: 'bad' } },
      day: { day: { selected_date: '2026-11-23' } },
    };
    expect(tiny.heard.at(-1)).toMatchObject({
      type: 'view_submission',
      view: { private_metadata: 'kept', state: { values } },
    });
    expect(await slack.hand.submitView(AVA, form.id, { note: 'Good call' })).toMatchObject({ ok: true });
    expect(topOf('Saved')()).toMatchObject({ id: form.id });
    expect(await slack.hand.closeView(AVA, form.id)).toMatchObject({ ok: true, ack: 'none' });
    expect(slack.views.stackOf(AVA)).toEqual([]);
  });

  test('a button in a modal pushes a second one; closing all tells the bot that asked to know', async () => {
    const { slack } = tiny;
    await slack.hand.globalShortcut(AVA, 'open_form');
    const form = await slack.waitFor(topOf('Form'));
    await slack.hand.pressButton(AVA, { viewId: form.id }, { actionId: 'push', values: { note: 'half' } });
    const second = await slack.waitFor(topOf('Second'));
    expect(second).toMatchObject({ root_view_id: form.id, previous_view_id: form.id });
    expect(await slack.hand.closeView(AVA, second.id, true)).toMatchObject({ ack: 'acked' });
    expect(tiny.heard.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: true });
    expect(slack.views.stackOf(AVA)).toEqual([]);
  });

  test('a message shortcut, a DM and the Home tab reach the bot', async () => {
    const { slack } = tiny;
    await slack.hand.sayInChannel(AVA, 'C0SALES002', 'Call went well');
    const said = last('C0SALES002');
    const at = { channel: 'C0SALES002', ts: said?.ts ?? '' };
    expect(await slack.hand.messageShortcut(AVA, 'keep', at)).toMatchObject({ ok: true });
    await slack.waitFor(() => (last('C0SALES002')?.text === 'Kept' ? true : undefined));
    expect(await slack.hand.sayInChannel(AVA, slack.hand.dmOf(AVA), 'ping')).toMatchObject({ ok: true });
    await slack.waitFor(() => (last(slack.hand.dmOf(AVA))?.text === 'pong' ? true : undefined));
    expect(await slack.hand.openHome(AVA)).toMatchObject({ ok: true });
    await slack.waitFor(() => slack.views.homeOf(AVA));
  });

  test('a layout that Slack refuses comes back to the bot as an error and is kept for the developer', async () => {
    const { slack } = tiny;
    await slack.hand.runCommand(AVA, 'C0GENERAL1', '/bad');
    await slack.waitFor(() => slack.log.refusedLayouts().at(-1));
    expect(slack.log.refusedLayouts().at(-1)?.messages.join()).toContain(
      '[json-pointer:/blocks/0/text/text]',
    );
  });

  test('the same delivery can be made twice', async () => {
    const { slack } = tiny;
    const first = await slack.hand.sayInChannel(AVA, slack.hand.dmOf(AVA), 'twice');
    const count = tiny.heard.length;
    expect(await slack.hand.deliverAgain(first.deliveryId ?? 0)).toMatchObject({ ok: true });
    expect(tiny.heard[count]).toEqual(tiny.heard[count - 1]);
  });

  test('a command nobody hears fails after three seconds in words', async () => {
    const outcome = await tiny.slack.hand.runCommand(AVA, 'C0GENERAL1', '/silent');
    expect(outcome).toMatchObject({
      ok: false,
      ack: 'timeout',
      error: '/silent failed because the app did not respond.',
    });
  });

  test('an acknowledgement that comes after three seconds is none, and nobody sees its words', async () => {
    const outcome = await tiny.slack.hand.runCommand(AVA, 'C0GENERAL1', '/late');
    expect(outcome).toMatchObject({ ok: false, ack: 'timeout' });
    await pause(500);
    expect(JSON.stringify(tiny.slack.messages.seenBy(AVA, 'C0GENERAL1'))).not.toContain('Too late');
  });
});
