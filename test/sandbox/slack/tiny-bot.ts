import { setTimeout as pause } from 'node:timers/promises';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { companyFor } from '../../../sandbox/company.ts';
import { createSlackServer, type SlackServer } from '../../../sandbox/slack/slack-server.ts';

export const MANIFEST = {
  display_information: { name: 'TinyBot', description: 'A bot to try the workspace with' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      { command: '/hello', description: 'Greets', usage_hint: 'NAME' },
      { command: '/form', description: 'Opens a form' },
      { command: '/silent', description: 'Answers nothing' },
      { command: '/late', description: 'Answers after Slack has stopped waiting' },
      { command: '/bad', description: 'Answers with a bad layout' },
    ],
    shortcuts: [
      { name: 'Open the form', type: 'global', callback_id: 'open_form' },
      { name: 'Keep this', type: 'message', callback_id: 'keep' },
    ],
  },
  oauth_config: { scopes: { bot: ['commands', 'chat:write', 'im:write', 'im:history', 'users:read'] } },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened', 'message.im'] },
    interactivity: { is_enabled: true },
  },
};

const plain = (text: string) => ({ type: 'plain_text' as const, text });

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Save'),
  notify_on_close: true,
  private_metadata: 'kept',
  blocks: [
    {
      type: 'input',
      block_id: 'who',
      label: plain('Who'),
      element: { type: 'external_select', action_id: 'who', min_query_length: 0 },
    },
    {
      type: 'input',
      block_id: 'note',
      label: plain('Note'),
      element: { type: 'plain_text_input', action_id: 'note', multiline: true },
    },
    {
      type: 'input',
      block_id: 'day',
      label: plain('Day'),
      optional: true,
      element: { type: 'datepicker', action_id: 'day', initial_date: '2026-11-23' },
    },
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'push', text: plain('More') }],
    },
  ],
};

const SECOND: ModalView = {
  type: 'modal',
  callback_id: 'second',
  title: plain('Second'),
  blocks: [{ type: 'section', text: plain('On top') }],
};
const SAVED: ModalView = {
  type: 'modal',
  callback_id: 'saved',
  title: plain('Saved'),
  blocks: [{ type: 'section', text: plain('Saved.') }],
};

const greeting = (name: string) => ({
  text: `Hello ${name}`,
  blocks: [
    { type: 'section' as const, text: plain(`Hello ${name}`) },
    {
      type: 'actions' as const,
      block_id: 'row',
      elements: [{ type: 'button' as const, action_id: 'again', value: name, text: plain('Again') }],
    },
  ],
});

const teach = (app: App, heard: unknown[]) => {
  app.use(async ({ body, next }) => {
    heard.push(body);
    await next();
  });
  app.command('/hello', async ({ ack, command, client }) => {
    await ack('One moment');
    await client.chat.postMessage({ channel: command.user_id, ...greeting(command.text) });
  });
  app.command('/form', async ({ ack, command, client }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: FORM });
  });
  app.command('/late', async ({ ack }) => {
    await pause(3_200);
    await ack('Too late');
  });
  app.command('/bad', async ({ ack, respond }) => {
    await ack();
    await respond({ blocks: [{ type: 'section', text: plain('') }] }).catch((error: unknown) =>
      heard.push(error),
    );
  });
  app.shortcut('open_form', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: FORM });
  });
  app.shortcut('keep', async ({ ack, respond }) => {
    await ack();
    await respond('Kept');
  });
  app.options('who', async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`Priya ${options.value}`), value: 'p1' }] });
  });
  app.action('again', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, ...greeting('again') });
  });
  app.action('push', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body && body.trigger_id)
      await client.views.push({ trigger_id: body.trigger_id, view: SECOND });
  });
  app.view('form', async ({ ack, view }) => {
    const note = view.state.values['note']?.['note']?.value;
    if (note === 'bad') await ack({ response_action: 'errors', errors: { note: 'Say more.' } });
    else await ack({ response_action: 'update', view: SAVED });
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack());
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('Home') }] },
    });
  });
  app.message('ping', async ({ say }) => {
    await say('pong');
  });
};

/** A workspace with a running Bolt app in it, over either transport. */
export interface Tiny {
  slack: SlackServer;
  app: App;
  /** Every body the bot was given. */
  heard: unknown[];
  /** Moves the workspace's clock on. */
  advance(ms: number): void;
  close(): Promise<void>;
}

const SECRET = 'shared-secret';

const createReceiver = (transport: 'socket' | 'http', slack: SlackServer) =>
  transport === 'http'
    ? new HTTPReceiver({
        signingSecret: SECRET,
        logLevel: LogLevel.ERROR,
        // Longer than Slack waits, so that what Slack makes of a late answer is seen.
        unhandledRequestTimeoutMillis: 10_000,
      })
    : new SocketModeReceiver({
        appToken: slack.tokens.app,
        logLevel: LogLevel.ERROR,
        installerOptions: { clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } } },
      });

/** Starts a workspace and a small Bolt app that is connected to it. */
export const startTiny = async (transport: 'socket' | 'http', manifest: object = MANIFEST): Promise<Tiny> => {
  let time = Date.parse('2026-11-23T09:00:00Z');
  let botPort = 0;
  const http = { requestUrl: () => `http://127.0.0.1:${botPort}/slack/events`, signingSecret: SECRET };
  const slack = await createSlackServer({
    now: () => new Date(time),
    manifest,
    state: companyFor(manifest),
    ...(transport === 'http' && { http }),
  });
  const heard: unknown[] = [];
  const receiver = createReceiver(transport, slack);
  const clientOptions = { slackApiUrl: slack.url, retryConfig: { retries: 0 } };
  const app = new App({
    token: slack.tokens.bot,
    receiver,
    clientOptions,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  });
  app.error(async () => {});
  teach(app, heard);
  const started = await app.start(0);
  const address = 'address' in started ? started.address() : null;
  botPort = typeof address === 'object' && address !== null ? address.port : 0;
  const advance = (ms: number) => {
    time += ms;
  };
  const close = async () => {
    await app.stop();
    await slack.close();
  };
  return { slack, app, heard, advance, close };
};
