import { afterEach, expect, test } from 'vitest';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createLog } from '../../src/log.ts';
import { createSalesMemory } from '../../src/sales-memory.ts';
import { call, store } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { everythingStored, storedNotes } from '../support/stored.ts';
import { ava, createWorld, type World } from '../support/world.ts';

const dayMs = 86_400_000;
let world: World;
let offsetMs = 0;
const now = () => new Date(Date.now() + offsetMs);
afterEach(async () => {
  offsetMs = 0;
  await world.close();
});

/** One workspace by its token, which Slack refuses from some moment on. */
async function taken(works: (() => void)[], transport: 'http' | 'socket' = 'http') {
  world = await createWorld({
    ...{ transport, now },
    every(_ms, work) {
      works.push(work);
      return () => undefined;
    },
  });
  await store(world, [call()]);
  world.slack.faults.failWith('auth.test', { times: 100, error: 'account_inactive' });
  await world.hand.uninstallApp();
  await expect.poll(() => world.logged.join()).toContain('was taken out of this workspace');
}

test.each(['http', 'socket'] as const)(
  'the one workspace that takes the app out is served no more over %s, which the log and one sentence say',
  async (transport) => {
    await taken([], transport);
    expect(world.logged.join()).toMatch(/erased on \d{4}-\d\d-\d\d, unless it is installed again before/);
    await expect.poll(() => world.figures()).not.toContain('memory_up{');
    const me = personIn(world, ava);
    await me.type('/brief Priya');
    await me.sees('SalesMemory is not installed in this workspace.');
    expect(await storedNotes(world)).toHaveLength(1);
  },
);

test('thirty days later the process that lives on erases both banks', async () => {
  const works: (() => void)[] = [];
  await taken(works);
  offsetMs = 30.1 * dayMs;
  for (const work of works) work();
  await expect.poll(() => everythingStored(world)).not.toContain('migration');
  expect(await storedNotes(world)).toEqual([]);
});

test('thirty days later a start that Slack refuses erases both banks, and is refused all the same', async () => {
  await taken([]);
  await world.stopBot();
  const start = async () =>
    createSalesMemory(world.config, {
      ...{ fetch: globalThis.fetch, now, newId: () => crypto.randomUUID(), wait: async () => undefined },
      ...{ prompts: await readPrompts(), log: createLog('fatal'), onLost: () => undefined },
    });
  offsetMs = 29 * dayMs;
  await expect(start()).rejects.toThrow('SLACK_BOT_TOKEN (account_inactive)');
  expect(await storedNotes(world)).toHaveLength(1);
  offsetMs = 30.1 * dayMs;
  await expect(start()).rejects.toThrow('SLACK_BOT_TOKEN (account_inactive)');
  expect(await storedNotes(world)).toEqual([]);
});

test('a start whose token is good again takes the word back: nothing is erased', async () => {
  await taken([]);
  await world.stopBot();
  world.slack.faults.clear();
  offsetMs = 20 * dayMs;
  await world.restartBot();
  const bank = `${world.config.HINDSIGHT_URL}/v1/default/banks/${world.config.HINDSIGHT_BANK}-installations`;
  const records = async () => (await fetch(`${bank}/documents?limit=100`)).text();
  await expect.poll(records).not.toContain('ending-');
  expect(await storedNotes(world)).toHaveLength(1);
});

test('a word that the app was taken out, while Slack takes its token, changes nothing', async () => {
  world = await createWorld({ transport: 'http' });
  await store(world, [call()]);
  await world.hand.uninstallApp();
  const me = personIn(world, ava);
  await me.type('/brief Priya');
  await me.sees('Rentfield');
});
