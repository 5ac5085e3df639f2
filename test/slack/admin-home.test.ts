import { afterEach, expect, test } from 'vitest';
import { call, hindsightOf, store } from '../support/filled.ts';
import { textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

const nadia = 'U0NADIA003';
const worlds: World[] = [];
afterEach(async () => void (await Promise.all(worlds.splice(0).map((world) => world.close()))));

async function start(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const world = await createWorld({ env });
  worlds.push(world);
  return world;
}

const homeOf = (world: World, user: string) => textOf(world.slack.look(user).home?.view);

test('an admin’s Home says that all is well, how many notes wait and what the model cost; nobody else’s does', async () => {
  const world = await start({ GROQ_PRICE_PER_MILLION: '250' });
  const { state } = hindsightOf(world);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Stockholm' }).format(new Date());
  const month = today.slice(0, 7);
  const data = { month, days: { [today]: 20_000, [`${month}-00`]: 1_000_000 } };
  await state.put({ id: `tokens-${month}-x`, kind: 'tokens', data, noteIds: [], tags: [`tokens:${month}`] });
  await world.hand.openHome(nadia);
  const seen = await seesHome(world, nadia, 'For admins');
  expect(seen).toContain('Slack, Hindsight and the model answer: all is well.');
  expect(seen).toContain('No note waits to be read.');
  expect(seen).toContain('Tokens today 20,000, this month 1,020,000.');
  expect(seen).toContain('This month’s cost about 255.00, at 250 a million.');
  await store(world, [call()]);
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Settings');
  expect(homeOf(world, ava)).not.toMatch(/For admins|Tokens today|all is well|cost/);
});

test('what is wrong stands there with the step that mends it, and no price is told where none is set', async () => {
  const world = await start({ REDIS_URL: 'redis://127.0.0.1:1', SALES_GROUP: 'S0SALES001' });
  world.model.faults.set({ kind: 'down' });
  await store(world, [call({ text: 'One that nobody can read now.' })]);
  await world.restartBot();
  const drawn = async () => {
    await world.hand.openHome(nadia);
    return homeOf(world, nadia);
  };
  await expect
    .poll(drawn, { timeout: 15_000, interval: 500 })
    .toMatch(
      /Redis does not answer: digests are claimed in Hindsight alone[\s\S]*Start it, or set REDIS_URL/,
    );
  // This app was not installed with the scope that reads groups.
  expect(homeOf(world, nadia)).toMatch(
    /Slack does not tell who is in the sales group\. What is shared[^•]*by its author alone[^•]*npm run doctor/,
  );
  await expect
    .poll(drawn, { timeout: 15_000, interval: 500 })
    .toContain('1 note waits to be read, everybody’s counted.');
  expect(homeOf(world, nadia)).toMatch(/Tokens today \d+, this month \d+\.$/m);
  expect(homeOf(world, nadia)).not.toMatch(/all is well|cost about/);
});
