import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { daysAgo } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import {
  ava,
  createWorld,
  deals,
  forecast,
  greta,
  guest,
  joint,
  outsider,
  type World,
} from '../support/world.ts';

/** Payloads in the shape of Slack's published samples, with what Slack leaves out or sends as null. */
const [team, organisation, company] = ['T0SANDBOX1', 'E0SANDBOX1', 'T0OTHERCO1'];
const bot = 'U0BOTUSER1';
const enterprise = { id: organisation, name: 'Sandbox Group' };
const token = 'Shh_its_a_seekrit';
const app = { api_app_id: 'A0SANDBOX1', token };
const trigger_id = '1234567890.1234567890.0123456789abcdef';
/** Long spent, so that what answers it arrives in the DM. */
const spent = () => ({ response_url: `${world.slack.pageUrl}response/T0SANDBOX1/1/spent`, trigger_id });
let world: World;

type Kind = 'slash_commands' | 'interactive' | 'events_api';
interface Sample {
  readonly what: string;
  readonly type: Kind;
  readonly payload: () => object | Promise<object>;
  /** Whose DM or which channel has these words afterwards; nobody's when left out. */
  readonly sees?: { readonly who: string; readonly words: string; readonly where?: string };
  readonly replies?: (outcome: Outcome) => void;
  /** Nobody listens for it, so it is not acknowledged. */
  readonly isUnheard?: boolean;
}

const forMembers = 'SalesMemory is for members of this workspace.';
const notOpened = 'Slack did not open the window in time';

const command = (user_id: string, typed: string, more: object = {}) => {
  const [, name, text] = /^(\S+) ?(.*)$/.exec(typed) ?? [];
  return () => ({
    ...app,
    ...{ team_id: team, team_domain: 'sandbox', channel_id: deals, channel_name: 'deals-emea' },
    ...{ user_id, user_name: 'somebody', command: name, text, is_enterprise_install: 'false' },
    ...spent(),
    ...more,
  });
};
const grid = { enterprise_id: organisation, enterprise_name: 'Sandbox Group' };

const commands: readonly Sample[] = [
  ['a command in a channel', ava, '/brief help', {}, '/brief Priya'],
  ['a command of somebody of an organisation', greta, '/brief help', grid, '/brief Priya'],
  [
    'a command in a private channel',
    ava,
    '/timeline help',
    { channel_id: forecast, channel_name: 'privategroup' },
    '/timeline',
  ],
  [
    'a command in a DM of two others',
    ava,
    '/pipeline help',
    { channel_id: 'D0ELSEWHERE', channel_name: 'directmessage' },
    '/pipeline',
  ],
  [
    'a command in a group DM',
    ava,
    '/ask help',
    { channel_id: 'G0GROUPDM1', channel_name: 'mpdm-ava--ben-1' },
    '/ask',
  ],
  ['a command without words', ava, '/forget', {}, 'No notes yet'],
  [
    'a command of an organisation’s member elsewhere at home',
    greta,
    '/digest help',
    { ...grid, team_id: 'T0SANDBOX2' },
    '/digest',
  ],
  [
    'a command of another company’s person',
    outsider,
    '/brief Priya',
    { team_id: company, channel_id: joint },
    forMembers,
  ],
  ['a command of a guest', guest, '/log', {}, forMembers],
  ['a command whose trigger was not taken', ava, '/log Priya', {}, notOpened],
].map(([what, who, typed, more, words]) => ({
  what: String(what),
  type: 'slash_commands',
  payload: command(String(who), String(typed), Object(more)),
  sees: { who: String(who), words: String(words) },
}));

let count = 0;
const wrapped =
  (event: () => object, more: object = {}) =>
  () => {
    count += 1;
    return {
      ...app,
      ...{ team_id: team, context_team_id: team, context_enterprise_id: null, type: 'event_callback' },
      ...{
        event: event(),
        event_id: `Ev0PAYLOAD${count}`,
        event_time: 1_700_000_000 + count,
        event_context: `4-${count}`,
      },
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: bot, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      ...more,
    };
  };
const at = () => `17${String(count).padStart(8, '0')}.000${100 + count}`;
const said =
  (user: string, more: object = {}) =>
  () => ({
    ...{ type: 'message', user, text: 'help', ts: at(), event_ts: at(), team, channel_type: 'im' },
    ...{ channel: world.hand.dmOf(user === bot ? ava : user), client_msg_id: crypto.randomUUID() },
    blocks: [{ type: 'rich_text', block_id: 'x1', elements: [] }],
    ...more,
  });
const mention =
  (user: string, channel: string, more: object = {}) =>
  () => ({
    ...{ type: 'app_mention', user, channel, text: `<@${bot}> help`, ts: at(), event_ts: at(), team },
    ...more,
  });
const home = (user: string, more: object) => () => ({
  ...{ type: 'app_home_opened', user, channel: world.hand.dmOf(user), event_ts: at() },
  ...more,
});
const event = (what: string, payload: () => object, sees?: Sample['sees']): Sample => ({
  ...{ what, type: 'events_api', payload },
  ...(sees && { sees }),
});
const nulls = {
  subtype: null,
  bot_id: null,
  thread_ts: null,
  client_msg_id: null,
  files: null,
  edited: null,
};
const helps = 'Priya';

const events: readonly Sample[] = [
  event('a message in the DM', wrapped(said(ava)), { who: ava, words: helps }),
  event('a message with nulls for what it lacks', wrapped(said(ava, nulls)), { who: ava, words: helps }),
  event(
    'a message of somebody of an organisation',
    wrapped(said(greta, { team: organisation, user_team: 'T0SANDBOX2', source_team: organisation }), {
      context_enterprise_id: organisation,
      enterprise_id: organisation,
    }),
    { who: greta, words: helps },
  ),
  event(
    'a message of another company’s person',
    wrapped(
      said(outsider, {
        user_team: company,
        source_team: company,
        user_profile: { is_restricted: false, team: company },
      }),
      { is_ext_shared_channel: true },
    ),
    { who: outsider, words: forMembers },
  ),
  event(
    'a changed message',
    wrapped(
      said(ava, {
        subtype: 'message_changed',
        hidden: true,
        user: undefined,
        message: {},
        previous_message: null,
      }),
    ),
  ),
  event(
    'a deleted message',
    wrapped(
      said(ava, {
        subtype: 'message_deleted',
        hidden: true,
        deleted_ts: '1.1',
        user: undefined,
        text: undefined,
      }),
    ),
  ),
  event(
    'a message of a bot',
    wrapped(said(bot, { subtype: 'bot_message', bot_id: 'B0SANDBOX1', user: undefined, bot_profile: null })),
  ),
  event('a message of its own', wrapped(said(bot, { bot_id: 'B0SANDBOX1', app_id: 'A0SANDBOX1' }))),
  event('a message in a channel', wrapped(said(ava, { channel: deals, channel_type: 'channel' }))),
  event(
    'somebody who joins',
    wrapped(said(ava, { subtype: 'channel_join', channel: deals, channel_type: 'channel', inviter: null })),
  ),
  event('a mention in a channel', wrapped(mention(ava, deals)), { who: ava, words: helps, where: deals }),
  event(
    'a mention by another company’s person',
    wrapped(mention(outsider, joint, { user_team: company, source_team: company }), {
      is_ext_shared_channel: true,
      team_id: company,
    }),
    { who: outsider, words: forMembers, where: joint },
  ),
  event(
    'a mention by a bot',
    wrapped(mention(ava, deals, { user: undefined, bot_id: 'B0OTHERBOT', subtype: 'bot_message' })),
  ),
  event('Home opened for the first time', wrapped(home(ava, { tab: 'home', view: null }))),
  event('the messages tab opened', wrapped(home(greta, { tab: 'messages' }))),
  event(
    'a changed account of an organisation',
    wrapped(() => ({
      type: 'user_change',
      user: { id: greta, team_id: null, tz: null, profile: {}, enterprise_user: { teams: [team] } },
      cache_ts: 1,
      event_ts: at(),
    })),
  ),
  event(
    'an event that nobody asked for',
    wrapped(() => ({ type: 'channel_rename', channel: { id: deals, name: 'x', created: 1 } })),
  ),
  event(
    'tokens that were taken back',
    wrapped(() => ({ type: 'tokens_revoked', tokens: { oauth: null, bot: [] } })),
  ),
];

const account: Readonly<Record<string, object>> = {
  [ava]: { team_id: team },
  [greta]: { team_id: organisation },
  [outsider]: { team_id: company },
};
const base = (user: string, more: object = {}) => ({
  ...app,
  ...{ team: { id: team, domain: 'sandbox' }, enterprise: null, is_enterprise_install: false, trigger_id },
  user: { id: user, username: 'somebody', name: 'somebody', ...account[user] },
  ...more,
});
const button = {
  type: 'button',
  action_id: 'brief_log_first',
  block_id: 'row',
  value: 'Priya',
  style: 'primary',
  action_ts: '1.1',
};
const pressed =
  (user: string, more: object = {}) =>
  () => ({
    type: 'block_actions',
    ...base(user),
    container: { type: 'message', message_ts: at(), channel_id: deals, is_ephemeral: true },
    channel: { id: deals, name: 'deals-emea' },
    state: { values: {} },
    response_url: spent().response_url,
    actions: [{ ...button, text: { type: 'plain_text', text: 'Log a call', emoji: true } }],
    ...more,
  });

/** The form as Slack sends it back, whatever is left open in it null. */
async function form(user: string, fields: Readonly<Record<string, object>>, name = ''): Promise<object> {
  const me = personIn(world, user);
  await me.type(`/log ${name}`.trim());
  const { view } = await me.seesModal(name ? 'Company' : 'What happened');
  const blockIds = z.array(z.looseObject({ block_id: z.string().default('') })).parse(view.blocks);
  const blockIdOf = (id: string) =>
    blockIds.find(({ block_id: own }) => own.split(' ')[0] === id)?.block_id ?? id;
  const values = Object.fromEntries(
    Object.entries(fields).map(([id, field]) => [blockIdOf(id), { [id]: field }]),
  );
  const shown = {
    ...view,
    id: 'V0GONE',
    hash: '1.x',
    team_id: team,
    previous_view_id: null,
    root_view_id: 'V0GONE',
    bot_id: 'B0SANDBOX1',
  };
  const response = { response_urls: [], is_enterprise_install: false, enterprise };
  return { type: 'view_submission', ...base(user), ...response, view: { ...shown, state: { values } } };
}

const none = { type: 'external_select', selected_option: null };
const filled = (name: string) => ({
  log_who: {
    type: 'external_select',
    selected_option: {
      value: `new:${name}`,
      text: { type: 'plain_text', text: `New person: ‘${name}’`, emoji: true },
    },
  },
  log_name: { type: 'plain_text_input', value: name },
  log_company: { type: 'plain_text_input', value: null },
  log_also: { type: 'multi_external_select', selected_options: [] },
  log_text_0: { type: 'plain_text_input', value: `A first chat with ${name}.` },
  // Yesterday in Stockholm: never a day to come, wherever the form is filled in.
  log_day: { type: 'datepicker', selected_date: daysAgo(1) },
});

const suggestion =
  (user: string, more: object = {}) =>
  () => ({
    type: 'block_suggestion',
    ...base(user),
    ...{
      container: { type: 'view', view_id: 'V0GONE' },
      view: { id: 'V0GONE', team_id: team, type: 'modal', state: { values: {} } },
    },
    ...{ action_id: 'log_who', block_id: 'log_who', value: 'Zoe' },
    ...more,
  });
const offers = (least: number) => (outcome: Outcome) => {
  const reply = JSON.stringify(outcome.reply ?? {});
  expect(reply.includes('Zoe')).toBe(least > 0);
};
const kept =
  (user: string, more: object = {}) =>
  () => ({
    type: 'message_action',
    ...base(user),
    ...{
      callback_id: 'remember_message',
      action_ts: '1.1',
      message_ts: '1.000200',
      response_url: spent().response_url,
    },
    channel: { id: forecast, name: 'privategroup' },
    message: { type: 'message', user: ava, ts: '1.000200', text: 'She likes rowing.', team, blocks: null },
    ...more,
  });

const heard = (what: string, payload: Sample['payload'], rest: Partial<Sample> = {}): Sample => ({
  ...{ what, type: 'interactive', payload },
  ...rest,
});
const unopened = (who: string) => ({ sees: { who, words: notOpened } });
const refused = { sees: { who: outsider, words: forMembers } };

const interactive: readonly Sample[] = [
  heard('a button below what one person sees', pressed(ava), unopened(ava)),
  heard(
    'a button, its team null and its state too',
    pressed(greta, { team: null, is_enterprise_install: true, enterprise, state: null }),
    unopened(greta),
  ),
  heard(
    'a button pressed in another company',
    pressed(outsider, { team: { id: company, domain: 'acme' } }),
    refused,
  ),
  heard(
    'a button below a message without blocks',
    pressed(ava, { message: { ts: '1.1', text: 'x', user: null } }),
    unopened(ava),
  ),
  heard(
    'a button on Home',
    pressed(ava, {
      channel: undefined,
      response_url: undefined,
      container: { type: 'view', view_id: 'V0HOME' },
      view: { id: 'V0HOME', type: 'home', team_id: null, state: { values: {} }, blocks: [] },
    }),
    unopened(ava),
  ),
  heard('a form of somebody of an organisation', () => form(greta, filled('Zoe Quill'), 'Zoe Quill'), {
    sees: { who: greta, words: 'Saved on Zoe Quill' },
  }),
  heard(
    'a form with nothing in it',
    () =>
      form(ava, {
        log_who: none,
        log_text_0: { type: 'plain_text_input', value: null },
        log_day: { type: 'datepicker', selected_date: null },
      }),
    { replies: ({ errors, reply }) => expect(JSON.stringify([errors, reply])).toContain('log_') },
  ),
  heard(
    'a form that was closed',
    async () => ({ ...(await form(ava, {})), type: 'view_closed', is_cleared: false }),
    { isUnheard: true },
  ),
  heard(
    'a form closed with all above it',
    async () => ({ ...(await form(greta, {})), type: 'view_closed', is_cleared: true, team: null }),
    { isUnheard: true },
  ),
  heard(
    'a shortcut',
    () => ({ type: 'shortcut', ...base(ava), callback_id: 'log_call', action_ts: '1.1' }),
    unopened(ava),
  ),
  heard(
    'a shortcut of somebody of an organisation',
    () => ({
      type: 'shortcut',
      ...base(greta, { team: null, is_enterprise_install: true, enterprise }),
      callback_id: 'log_call',
      action_ts: '1.1',
    }),
    unopened(greta),
  ),
  heard('a message to keep', kept(ava), unopened(ava)),
  heard(
    'a message of a bot to keep',
    kept(greta, {
      enterprise,
      message: {
        type: 'message',
        subtype: 'bot_message',
        bot_id: 'B0OTHERBOT',
        user: null,
        ts: '1.000200',
        text: '',
        attachments: [],
      },
    }),
    unopened(greta),
  ),
  heard(
    'a message kept by another company’s person',
    kept(outsider, { team: { id: company, domain: 'acme' }, channel: { id: joint, name: 'acme-joint' } }),
    refused,
  ),
  heard('a type-ahead', suggestion(ava), { replies: offers(1) }),
  heard(
    'a type-ahead of somebody of an organisation',
    suggestion(greta, { team: null, is_enterprise_install: true, enterprise }),
    {
      replies: offers(1),
    },
  ),
  heard('a type-ahead of a guest', suggestion(guest), { replies: offers(0) }),
];

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  beforeAll(async () => {
    world = await createWorld({ transport });
  });
  afterAll(() => world.close());

  const people = [ava, greta, guest, outsider];
  const everything = () =>
    people
      .flatMap((who) =>
        [world.hand.dmOf(who), deals, joint].map((where) => personIn(world, who).texts(where).length),
      )
      .join();

  test.each([...commands, ...events, ...interactive])(
    '$what',
    async ({ type, payload, sees, replies, isUnheard }) => {
      const sent = await payload();
      const [before, logged] = [everything(), world.logged.length];
      const place = sees && (sees.where ?? world.hand.dmOf(sees.who));
      const known = sees && place ? personIn(world, sees.who).texts(place).length : 0;
      const outcome = await world.hand.deliver({ type, payload: { ...sent } });
      if (!isUnheard) expect(outcome.ack).toBe('acked');
      replies?.(outcome);
      if (sees && place) {
        const fresh = () =>
          personIn(world, sees.who).texts(place).slice(known).join('\n').replaceAll('*', '');
        await expect.poll(fresh).toContain(sees.words);
      } else {
        await pause(150);
        expect(everything()).toBe(before);
      }
      expect(world.logged.slice(logged).join('\n')).not.toMatch(/unhandled|uncaught/i);
    },
  );
});
