import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createSalesMemory } from '../../src/sales-memory.ts';
import { createMany, east, type Many, north, org, south } from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { sendSignedTo } from '../support/signed.ts';
import { ava } from '../support/world.ts';

let many: Many;
let offsetMs = 0;
const now = () => new Date(Date.now() + offsetMs);
beforeAll(async () => {
  many = await createMany({ transport: 'http', now });
  await many.install(north);
  await logNewPerson(many.person(north, ava), {
    name: 'Nils Norberg',
    company: 'House',
    text: 'Nils wants the price list by Friday',
  });
}, 60_000);
afterAll(() => many.close());

/** What the bot's door answers to a payload of that kind. */
async function reply(payload: Record<string, unknown>, as: 'form' | 'event' = 'form') {
  const answers: string[] = [];
  const body =
    as === 'event' ? JSON.stringify(payload) : `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const type = as === 'event' ? 'application/json' : 'application/x-www-form-urlencoded';
  const status = await sendSignedTo(many, { body, type, onText: (text) => answers.push(text) });
  return { status, text: answers.join() };
}

const of = (team: string) => ({ team: { id: team }, user: { id: ava, team_id: team }, api_app_id: 'A1' });

test('a form of a workspace that has not installed it is answered with a sentence in its window', async () => {
  const view = { id: 'V1', callback_id: 'log_call_form', type: 'modal', state: { values: {} } };
  const { status, text } = await reply({ type: 'view_submission', ...of(south), view });
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ response_action: 'update' });
  expect(text).toContain('SalesMemory is not installed in this workspace');
});

test.each([
  ['a press', { type: 'block_actions', ...of(south), actions: [{ action_id: 'x', type: 'button' }] }, ''],
  ['a shortcut', { type: 'shortcut', ...of(south), callback_id: 'log_call', trigger_id: '1' }, ''],
  [
    'a type-ahead',
    { type: 'block_suggestion', ...of(south), action_id: 'log_who', value: 'n' },
    '{"options":[]}',
  ],
  ['a payload that names no workspace', { type: 'block_actions', actions: [] }, ''],
])(
  '%s of a workspace that has not installed it is acknowledged and does nothing',
  async (_, payload, answer) => {
    const calls = many.front.calls.length;
    expect(await reply(payload)).toEqual({ status: 200, text: answer });
    expect(many.front.calls).toHaveLength(calls);
  },
);

test('an event of a workspace that has not installed it is acknowledged, so that Slack does not send it again', async () => {
  const event = { type: 'app_home_opened', user: ava, tab: 'home' };
  const payload = { type: 'event_callback', team_id: south, event_id: 'Ev1', event };
  expect((await reply(payload, 'event')).status).toBe(200);
});

test('somebody of another workspace who presses a message of ours in a shared channel is a stranger there, not at home elsewhere', async () => {
  await many.install(south);
  const me = many.person(north, ava);
  await me.type('/brief Nils Norberg');
  const card = await me.sees('Do next');
  const value = JSON.stringify(card.blocks).match(/"action_id":"brief_notes","[^}]*"value":"([^"]+)"/)?.[1];
  const pressed = { action_id: 'brief_notes', block_id: 'b', type: 'button', value, action_ts: '1.1' };
  const before = many.front.calls.length;
  await reply({
    type: 'block_actions',
    team: { id: south },
    user: { id: 'U0OTHER005', team_id: south },
    message: { ts: card.ts, team: north, text: 'card' },
    container: { type: 'message', message_ts: card.ts, channel_id: me.dm },
    channel: { id: me.dm },
    trigger_id: '1.2',
    actions: [pressed],
  });
  await expect.poll(() => many.front.calls.slice(before).map(({ method }) => method)).toContain('users.info');
  expect(new Set(many.front.calls.slice(before).map(({ of: whose }) => whose))).toEqual(new Set([north]));
  expect(many.person(south, 'U0OTHER005').all()).not.toContain('price list');
});

test('while memory does not tell who has installed it, nobody is told that they have not, and an event is left to come again', async () => {
  // What was looked at in the last ten seconds is not looked at again.
  offsetMs += 11_000;
  many.memory.faults.set({ kind: 'unavailable' });
  await many.person(east, ava).type('/brief Nils');
  await many.person(east, ava).sees('SalesMemory cannot look anything up right now');
  const event = { type: 'app_home_opened', user: ava, tab: 'home' };
  const payload = { type: 'event_callback', team_id: east, event_id: 'Ev2', event };
  expect((await reply(payload, 'event')).status).toBe(404);
  many.memory.faults.set(undefined);
  offsetMs += 11_000;
});

test('another process on the same memory serves what was installed at the first one', async () => {
  const port = await freePort();
  const other = await createSalesMemory(readConfig({ ...many.env, PORT: String(port) }), {
    ...{ fetch: globalThis.fetch, now, newId: randomUUID, wait: async () => undefined },
    ...{ prompts: await readPrompts(), log: createLog('fatal'), onLost: () => undefined },
  });
  await other.start();
  await many.install(org);
  offsetMs += 11_000;
  const event = { type: 'app_home_opened', user: ava, tab: 'home', channel: 'D1' };
  const authorizations = [{ team_id: null, enterprise_id: org, is_enterprise_install: true }];
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: east,
    event_id: 'Ev3',
    event,
    authorizations,
  });
  const to = { config: { ...many.config, PORT: port } };
  await expect
    .poll(
      async () => {
        await sendSignedTo(to, { body, type: 'application/json', drift: -Math.floor(Math.random() * 200) });
        return other.vitals.figures();
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toContain(`memory_up{team="${east}"}`);
  await other.stop();
}, 40_000);
