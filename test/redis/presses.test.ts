import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createSalesMemory } from '../../src/sales-memory.ts';
import { seesHome } from '../slack/home-doors.ts';
import { call, daysAgo, storeSilent } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { sendSignedTo } from '../support/signed.ts';
import { ava, createWorld, type World } from '../support/world.ts';
import { startOwnRedis } from './own-redis.ts';

/** Another replica of the world's bot, at a door of its own. */
async function startReplica(world: World) {
  const config = readConfig({ ...world.env, PORT: String(await freePort()) });
  const logged: string[] = [];
  const app = await createSalesMemory(config, {
    fetch: globalThis.fetch,
    now: () => new Date(),
    newId: randomUUID,
    wait: (ms) => wait(Math.min(ms, 50)),
    prompts: await readPrompts(),
    log: createLog('info', { write: (line) => void logged.push(line) }),
    onLost: () => undefined,
  });
  await app.start();
  onTestFinished(async () => void (await app.stop()));
  return { config, logged };
}

async function twoReplicas(url: string) {
  const world = await createWorld({ transport: 'http', env: { REDIS_URL: url } });
  onTestFinished(() => world.close());
  await storeSilent(world, [call({ day: daysAgo(3) }), call({ day: daysAgo(9), name: 'Tom Vance' })]);
  const other = await startReplica(world);
  const me = personIn(world, ava);
  const base = {
    ...{ team: { id: 'T0SANDBOX1', domain: 'sandbox' }, api_app_id: 'A0SANDBOX1', token: 'x' },
    user: { id: ava, username: 'ava', name: 'ava', team_id: 'T0SANDBOX1' },
  };

  /** A press on the newest message that has the button, or on one that is made up. */
  function press(actionId: string) {
    const holder = [...me.messages()].reverse().find((one) => JSON.stringify(one).includes(`"${actionId}`));
    const found = /"value":"((?:[^"\\]|\\.)*)"/.exec(
      JSON.stringify(holder?.blocks ?? []).split(`"${actionId}`)[1] ?? '',
    );
    const id = new RegExp(`"(${actionId}\\w*)"`).exec(JSON.stringify(holder?.blocks ?? []))?.[1] ?? actionId;
    const element = { type: 'button', action_id: id, text: { type: 'plain_text', text: 'x' } };
    const value = found ? JSON.parse(`"${found[1]}"`) : '';
    const ts = holder?.ts ?? '1.000100';
    return {
      ...{ type: 'block_actions', ...base, trigger_id: world.slack.triggers.issue({ user: ava }) },
      container: { type: 'message', channel_id: me.dm, message_ts: ts, is_ephemeral: false },
      channel: { id: me.dm, name: 'directmessage' },
      message: { ts, text: 'x', user: 'U0BOTUSER1', blocks: holder?.blocks ?? [] },
      actions: [{ ...element, block_id: 'row', value, action_ts: ts }],
    };
  }
  const interactive = (payload: object) => ({
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  });
  return { world, other, me, press, interactive };
}

/** How many messages there are when nothing more comes. */
async function settled(count: () => number): Promise<number> {
  let before = -1;
  while (count() !== before) {
    before = count();
    await wait(1_500);
  }
  return before;
}

test('a press, and words said, that reach two replicas count once', async () => {
  const redis = await startOwnRedis();
  const { world, other, me, press, interactive } = await twoReplicas(redis.url);
  const weeks = () => me.messages().length;
  const payload = interactive(press('digest_show'));
  await Promise.all([sendSignedTo(world, payload), sendSignedTo(other, payload)]);
  await expect.poll(weeks).toBeGreaterThan(0);
  expect(await settled(weeks)).toBe(1);

  const event = {
    ...{ type: 'message', channel_type: 'im', channel: me.dm, user: ava, team: 'T0SANDBOX1' },
    ...{ text: 'how many deals do I have?', ts: '1795873000.000100', event_ts: '1795873000.000100' },
  };
  const told = {
    body: JSON.stringify({
      ...{ token: 'x', team_id: 'T0SANDBOX1', api_app_id: 'A0SANDBOX1', type: 'event_callback' },
      ...{ event, event_id: 'Ev1', event_time: 1_795_873_000 },
    }),
    type: 'application/json',
  };
  const before = me.messages().length;
  await Promise.all([sendSignedTo(world, told), sendSignedTo(other, told)]);
  await expect.poll(() => me.messages().length).toBeGreaterThan(before);
  expect(await settled(() => me.messages().length)).toBe(before + 1);
}, 60_000);

test('Home that was opened on one replica follows what is done on another', async () => {
  const redis = await startOwnRedis();
  const { world, other, me, press, interactive } = await twoReplicas(redis.url);
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Who needs you');
  await me.say('Priya Sharma: She wants the marigold offer by Friday.');
  await me.sees('marigold');
  await expect.poll(() => JSON.stringify(me.messages())).toContain('talk_save_');
  await sendSignedTo(other, interactive(press('talk_save_')));
  await seesHome(world, ava, 'marigold');
}, 60_000);

test('while Redis is away presses are answered as before, and both changes are said in the log', async () => {
  const redis = await startOwnRedis();
  const { world, other, me, press, interactive } = await twoReplicas(redis.url);
  await redis.stop();
  const weeks = () => me.messages().length;
  await sendSignedTo(other, interactive(press('digest_show')));
  await expect.poll(weeks).toBe(1);
  const said = (words: string) => [world.logged, other.logged].map((log) => log.join().includes(words));
  await expect.poll(() => said('Redis does not answer: presses')).toEqual([true, true]);
  await redis.start();
  await expect.poll(() => said('Redis answers again: presses'), { timeout: 15_000 }).toEqual([true, true]);
}, 60_000);
