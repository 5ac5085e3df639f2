import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { placedElements } from '../../sandbox/slack/blocks/placed-elements.ts';
import { isJsonObject } from '../../sandbox/slack/json.ts';
import type { Note } from '../../src/memory/note.ts';
import { featureNames } from '../../src/slack/kit/grants.ts';
import * as ids from '../../src/slack/kit/ids.ts';
import { createRandom, type Random } from '../chaos/random.ts';
import { call, daysAgo, hindsightOf, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { heard } from '../support/register.ts';
import { ava, ben, createWorld, deals, sales, type World } from '../support/world.ts';
import { oddNames, oddNotes } from './corpus.ts';
import { createWatch, marksIn, type Watch } from './watch.ts';

const rounds = Number(process.env['ATTACK_ROUNDS'] ?? 1);
const atOnce = 12;
/** Each forged press is answered with a message, and they go out one after the other. */
const patienceMs = 60_000;

/** Well signed, sent by somebody whose client is of their own making. */
let world: World;
let watch: Watch;
let me: Someone;
let secret: readonly Note[];
beforeAll(async () => {
  world = await createWorld({ transport: 'http', features: new Set(featureNames) });
  me = personIn(world, ava, patienceMs);
  const hers = { name: 'Hidden Person', company: 'Hidden Deal', author: ben };
  secret = await storeRead(world, [
    call({ ...hers, day: daysAgo(9), text: 'zq1zq is nervous about the price of zq1zq.' }),
    call({ ...hers, day: daysAgo(2), text: 'I promised zq2zq the plan by Friday.' }),
  ]);
  await storeRead(world, [call({ day: daysAgo(3) })]);
  watch = createWatch(world);
}, 60_000);
beforeEach(() => void watch.look({ mayFail: true }));
afterAll(async () => {
  await world.stopBot();
  watch.stop();
  await world.close();
}, 60_000);

/** Who the forger is, as Slack says it: that alone cannot be forged. */
const base = () => ({
  ...{ team: { id: 'T0SANDBOX1', domain: 'sandbox' }, api_app_id: 'A0SANDBOX1', token: 'x' },
  user: { id: ava, username: 'ava', name: 'ava', team_id: 'T0SANDBOX1' },
  trigger_id: world.slack.triggers.issue({ user: ava }),
});

/** An id that a listener hears. */
const heardId = (name: string) =>
  name
    .replace(/^\w+ /, '')
    .replace(/^\/\^?(.*?)\$?\/$/, '$1')
    .replace(/\\d\+/, '0')
    .replace(/\\w\+/, 'likely');

const listeners = (kind: string) =>
  heard()
    .filter((name) => name.startsWith(`${kind} `))
    .map(heardId);

interface Filling {
  readonly value: string;
  readonly random: Random;
}

function ownView(callbackId: string, metadata: string, values: object) {
  const modal = me.modal();
  return {
    ...{ id: modal?.id ?? 'V0GONE', hash: modal?.hash ?? '1.x', type: 'modal', team_id: 'T0SANDBOX1' },
    ...{ callback_id: callbackId, private_metadata: metadata, blocks: modal?.view.blocks ?? [] },
    ...{ state: { values }, previous_view_id: null, root_view_id: modal?.id ?? 'V0GONE' },
  };
}

function pressed(actionId: string, { value, random }: Filling): object {
  const text = { type: 'plain_text', text: value.slice(0, 75) || 'x' };
  const chosen = { selected_option: { value, text } };
  const element = random.chance(0.7) ? { type: 'button', value, text } : { type: 'overflow', ...chosen };
  const blockId = random.chance(0.5) ? 'row' : value.slice(0, 255);
  const action = { ...element, action_id: actionId, block_id: blockId, action_ts: `${Date.now() / 1000}` };
  const row = { type: 'actions', block_id: blockId, elements: [element] };
  const where = pickOf(random, ['message', 'channel', 'modal', 'home']);
  const channel = where === 'channel' ? pickOf(random, [deals, sales]) : me.dm;
  const inMessage = {
    container: { type: 'message', channel_id: channel, message_ts: '1.000100', is_ephemeral: false },
    ...{
      channel: { id: channel, name: 'x' },
      message: { ts: '1.000100', text: value, blocks: [row], user: 'U0BOTUSER1' },
    },
  };
  const view = { ...ownView('', value, {}), type: where === 'home' ? 'home' : 'modal', blocks: [row] };
  const inView = { container: { type: 'view', view_id: view.id }, view };
  const isMessage = where === 'message' || where === 'channel';
  return { type: 'block_actions', ...base(), ...(isMessage ? inMessage : inView), actions: [action] };
}

/** Every field of every form at once, each with a value of some kind. */
function fields({ value, random }: Filling): object {
  const option = { value, text: { type: 'plain_text', text: 'x' } };
  const kinds = [
    { type: 'plain_text_input', value },
    { type: 'external_select', selected_option: option },
    { type: 'multi_external_select', selected_options: [option, option] },
    { type: 'checkboxes', selected_options: [option] },
    { type: 'datepicker', selected_date: value },
    { type: 'users_select', selected_user: pickOf(random, [ben, value]) },
    { type: 'conversations_select', selected_conversation: pickOf(random, [deals, sales, value]) },
    { type: 'plain_text_input', value: null },
  ];
  const names = Object.values(ids).flatMap((group) =>
    typeof group === 'object' ? Object.values(group).map((id) => (id.endsWith('_') ? `${id}0` : id)) : [],
  );
  return Object.fromEntries(names.map((id) => [id, { [id]: pickOf(random, kinds) }]));
}

function payloadsFor(filling: Filling) {
  const { value, random } = filling;
  const interactive = (payload: object) => ({ type: 'interactive' as const, payload: { ...payload } });
  return [
    ...listeners('action').map((id) => interactive(pressed(id, filling))),
    ...listeners('submit').map((id) =>
      interactive({ type: 'view_submission', ...base(), view: ownView(id, value, fields(filling)) }),
    ),
    ...listeners('options').map((id) =>
      interactive({
        ...{ type: 'block_suggestion', ...base(), action_id: id, block_id: 'x', value },
        ...{ container: { type: 'view', view_id: 'V0GONE' }, view: ownView('', value, {}) },
      }),
    ),
    ...['log_call', 'remember_message'].map((callback_id) =>
      interactive({
        ...{ type: callback_id === 'log_call' ? 'shortcut' : 'message_action', ...base(), callback_id },
        ...{
          action_ts: '1.1',
          message_ts: '1.1',
          channel: { id: pickOf(random, [sales, value]), name: 'x' },
        },
        message: { type: 'message', ts: '1.1', text: value, user: ben },
      }),
    ),
    ...listeners('command').map((verb) => ({
      type: 'slash_commands' as const,
      payload: {
        ...{ command: `/${verb}`, text: value, user_id: ava, user_name: 'ava', team_id: 'T0SANDBOX1' },
        ...{ channel_id: pickOf(random, [me.dm, deals]), channel_name: 'x', trigger_id: base().trigger_id },
      },
    })),
    ...eventsOf(filling),
  ];
}

let said = 0;
function event(fields: object) {
  said += 1;
  const ts = `17000${said}.000100`;
  const payload: Record<string, unknown> = {
    ...{ type: 'event_callback', team_id: 'T0SANDBOX1', api_app_id: 'A0SANDBOX1', event_id: `Ev${said}` },
    event: { user: ava, channel: me.dm, ts, event_ts: ts, ...fields },
  };
  return { type: 'events_api' as const, payload };
}

/** What Slack tells of by itself: said, opened, changed; also with fields missing, and of kinds that nobody asked for. */
function eventsOf({ value, random }: Filling) {
  const message = { type: 'message', channel_type: 'im', text: value };
  const where = { channel: pickOf(random, [deals, sales, value]), channel_type: 'channel' };
  const before = { ...message, user: ben, ts: '1.000100' };
  const section = { type: 'section', text: { type: 'mrkdwn', text: value } };
  return [
    ...[message, { ...message, text: undefined, blocks: [section] }, { ...message, ...where }],
    ...[{ ...message, attachments: [{ text: value, fallback: value, message_blocks: [section] }] }],
    ...[{ ...message, subtype: 'message_changed', message: before, previous_message: before }],
    ...[
      { ...message, subtype: 'file_share', files: [{ id: value, name: value, url_private_download: value }] },
    ],
    ...[
      { ...message, subtype: 'bot_message', bot_id: value },
      { ...message, subtype: value },
    ],
    ...[
      { ...message, user: undefined },
      { ...message, thread_ts: value },
    ],
    ...[
      { type: 'app_mention', ...where, text: `<@U0BOTUSER1> ${value}` },
      { type: 'app_mention', ...where },
    ],
    ...['home', 'messages', value].map((tab) => ({ type: 'app_home_opened', tab, view: { id: value } })),
    ...[{ type: 'app_home_opened' }, { type: 'app_home_opened', user: value, tab: 'home' }],
    {
      type: 'assistant_thread_started',
      assistant_thread: { user_id: ava, channel_id: value, thread_ts: value },
    },
    ...[{}, { id: value }, { id: ava, deleted: value, tz: value, profile: value }].map((user) => ({
      ...{ type: 'user_change', user },
    })),
    ...[{ type: 'user_change', user: undefined }, { type: 'app_uninstalled' }, { type: value || 'x' }],
  ].map(event);
}

function pickOf<T>(random: Random, all: readonly T[]): T {
  return all[random.between(0, all.length - 1)] ?? expect.fail('nothing to pick from');
}

async function delivered(payloads: ReturnType<typeof payloadsFor>): Promise<readonly string[]> {
  const faults: string[] = [];
  for (let start = 0; start < payloads.length; start += atOnce) {
    const some = payloads.slice(start, start + atOnce);
    const outcomes = await Promise.all(some.map((payload) => world.hand.deliver(payload)));
    for (const [index, { ack }] of outcomes.entries())
      if (ack === 'failed' || ack === 'no_connection')
        faults.push(`${ack}: ${JSON.stringify(some[index]).slice(0, 300)}`);
    await watch.settle();
    faults.push(...leaked(), ...watch.look({ mayFail: true }));
  }
  return faults;
}

let lastCall = 0;
/** Words that are somebody else’s, in whatever the bot sent: only the forger acts here. */
function leaked(): readonly string[] {
  const calls = world.slack.log.calls().filter(({ id, kind }) => id > lastCall && kind !== 'delivery');
  lastCall = world.slack.log.calls().at(-1)?.id ?? lastCall;
  const ofTheirOwn = world.hand.dmOf(ben);
  return calls.flatMap(({ name, request }) => {
    const isTheirOwn =
      isJsonObject(request) && (request['channel'] === ofTheirOwn || request['user_id'] === ben);
    const told = isTheirOwn ? [] : marksIn(request);
    return told.map((mark) => `${name} tells ${mark}`);
  });
}

/** Nothing of the colleague’s is another, and nothing more was said to them. */
async function isAsBefore(messages = 0): Promise<void> {
  await me.type('/brief help');
  await me.sees('/brief Priya');
  const { memory } = hindsightOf(world);
  const stored = await memory.texts(await memory.list({ rep: ben }, ben));
  expect(stored.map(({ id, text, visibility }) => ({ id, text, visibility })).toSorted(byId)).toEqual(
    secret.map(({ id, text, visibility }) => ({ id, text, visibility })).toSorted(byId),
  );
  expect(personIn(world, ben).messages()).toHaveLength(messages);
}

/** No longer than Slack lets anything be that a client may send. */
const odd = [...oddNotes.map(({ text }) => text.slice(0, 2_000)), ...oddNames];

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

test.each([1, 2, 3])(
  'forged payloads for every listener do nothing and end nothing (seed %d)',
  async (seed) => {
    const random = createRandom(seed);
    for (let round = 0; round < rounds; round += 1) {
      const payloads = payloadsFor({ value: pickOf(random, odd), random }).map((one) => one);
      expect(await delivered(payloads)).toEqual([]);
    }
    await isAsBefore();
  },
  120_000,
);

interface Stolen {
  readonly actionId: string;
  readonly value: string;
}

const optionsShape = z.object({ options: z.array(z.object({ value: z.string() })) });

function valuesOn(blocks: Parameters<typeof placedElements>[0]): readonly Stolen[] {
  return placedElements(blocks).flatMap(({ element }) => {
    const actionId = element.action_id ?? '';
    if (element.type === 'button') return [{ actionId, value: element.value ?? '' }];
    const { options = [] } = optionsShape.safeParse(element).data ?? {};
    return options.map(({ value }) => ({ actionId, value }));
  });
}

/** All that a colleague’s buttons, menus and forms carry on what only they may know of. */
async function stolenFrom(you: Someone) {
  const buttons: Stolen[] = [];
  const forms: { readonly callbackId: string; readonly metadata: string }[] = [];
  const take = () => {
    const { modals, home } = world.slack.look(you.user);
    buttons.push(...you.messages().flatMap(({ blocks }) => valuesOn(blocks ?? [])));
    buttons.push(...valuesOn(home?.view.blocks ?? []));
    for (const { view } of modals) {
      buttons.push(...valuesOn(view.blocks));
      if (view.type === 'modal')
        forms.push({ callbackId: view.callback_id ?? '', metadata: view.private_metadata ?? '' });
    }
  };
  async function answered(line: string): Promise<void> {
    const before = you.messages().length;
    await you.type(line);
    await expect.poll(() => you.messages().length, { timeout: patienceMs }).toBeGreaterThan(before);
  }
  const looks: readonly (() => Promise<unknown>)[] = [
    async () => {
      await you.type('/brief Hidden Person');
      await you.sees('Why ');
    },
    ...['brief_why', 'brief_more', 'brief_notes', 'share_brief'].map((id) => () => you.press(id)),
    async () => {
      await you.type('/timeline Hidden');
      await you.seesModal('newest call first');
    },
    () => you.pressInModal('timeline_open'),
    () => answered('/digest now'),
    () => answered('/pipeline'),
    () => answered('/forget Hidden Person'),
    () => answered('/ask What did Hidden Person say about price?'),
    async () => {
      await you.say('Hidden Person wants the plan.');
      await you.sees('Save this on Hidden Person');
    },
    () => world.hand.openHome(you.user),
  ];
  for (const look of looks) {
    await look();
    await watch.settle();
    take();
  }
  const unlike = <T>(all: readonly T[]) => [
    ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
  ];
  return { buttons: unlike(buttons), forms: unlike(forms) };
}

test('what a colleague’s buttons and forms carry opens, tells and changes nothing in other hands', async () => {
  const random = createRandom(7);
  const you = personIn(world, ben, patienceMs);
  const { buttons, forms } = await stolenFrom(you);
  expect(buttons.length).toBeGreaterThan(25);
  await me.type('/log');
  await me.seesModal('What happened');
  leaked();
  const before = you.messages().length;
  const interactive = (payload: object) => ({ type: 'interactive' as const, payload: { ...payload } });
  const pressedAgain = [...buttons, ...names].map(({ actionId, value }) =>
    interactive(pressed(actionId, { value, random })),
  );
  const sentAgain = forms
    .filter(({ callbackId }) => callbackId !== '')
    .map(({ callbackId, metadata }) =>
      interactive({ type: 'view_submission', ...base(), view: ownView(callbackId, metadata, {}) }),
    );
  expect(await delivered([...pressedAgain, ...sentAgain])).toEqual([]);
  await isAsBefore(before);
}, 120_000);

/** What somebody may have heard said. */
const names = listeners('action').map((actionId) => ({ actionId, value: 'Hidden Person' }));
