import { afterEach, expect, test } from 'vitest';
import { commands, verbIn, verbs } from '../../src/slack/kit/commands.ts';
import { call, store } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { ava, createWorld, guest, sales, type World, type WorldOptions } from '../support/world.ts';

const open: { world?: World } = {};
afterEach(async () => {
  await open.world?.close();
  delete open.world;
});

async function begin(prefix: string, more: WorldOptions = {}) {
  let laterMs = 0;
  const now = () => new Date(Date.now() + laterMs);
  const world = await createWorld({ ...more, now, env: { COMMAND_PREFIX: prefix } });
  open.world = world;
  /** The same typed twice within seconds is answered once. */
  const later = () => {
    laterMs += 5_000;
  };
  return { world, me: personIn(world, ava), later };
}

/** A command by the name that it has without a setting. */
const bareName = new RegExp(`(?<![\\w-])/(?:${verbs.join('|')})\\b`);

test.each([
  ['sm-', (verb: string) => `/sm-${verb}`],
  ['acme-crm-', (verb: string) => `/acme-crm-${verb}`],
  ['sales', (verb: string) => `/sales ${verb}`],
  ['crm2', (verb: string) => `/crm2 ${verb}`],
])('with COMMAND_PREFIX %s every verb answers, and its help names it so', async (prefix, nameOf) => {
  const { world, me, later } = await begin(prefix);
  for (const verb of verbs.filter((one) => one !== 'digest')) {
    later();
    expect(await me.type(`${nameOf(verb)} help`)).toMatchObject({ ok: true });
    await me.sees(`Type ${nameOf(verb)}`);
  }
  await me.type(`${nameOf('digest')} whenever`);
  await me.sees(`${nameOf('digest')} now`);
  await me.type(`${nameOf('digest')} off`);
  await me.sees(`${nameOf('digest')} on brings it back`);
  await me.type(`${nameOf('digest')} why`);
  await me.type(`${nameOf('digest')} why Zebedee Dougal`);
  await me.sees(`such as ${nameOf('digest')} why James Priya`);
  await me.type(`${nameOf('digest')} now`);
  await me.sees(`Log a call with ${nameOf('log')}`);
  await me.type(`${nameOf('brief')} Priya as of soonish`);
  await me.sees(`Try ${nameOf('brief')} Priya as of 1 May`);
  await world.hand.openHome(ava);
  await world.slack.waitFor(() => me.all().includes(`${nameOf('digest')} on brings it back`) || undefined);
  expect(me.all()).not.toMatch(bareName);
});

test('with one command a brief, a note and a form are reached as with seven', async () => {
  const { world, me } = await begin('sales', { transport: 'http' });
  await store(world, [call()]);
  await me.type('/sales brief Priya');
  await me.sees('Last call');
  await me.type('/sales Log: Priya: she signed the order form.', sales);
  await me.seesModal('she signed the order form.');
  await me.type('/sales timeline Rentfield');
  await me.seesModal('Rentfield');
  expect(await me.type('/brief Priya')).toMatchObject({ ok: false, error: '/brief is not a valid command.' });
});

test.each(['', 'help', 'Help brief'])(
  'the one command with “%s” says which words it takes',
  async (typed) => {
    const { me } = await begin('sales');
    await me.type(`/sales ${typed}`);
    const { blocks } = await me.sees('Say first what to do, such as /sales brief Priya.');
    for (const verb of verbs)
      expect(JSON.stringify(blocks)).toContain(`/sales ${verb}*   ${commands[verb].does}`);
    expect(me.texts().join()).not.toContain('Here is what you typed');
  },
);

test.each([
  'Priya: she agreed to *all* of it & wants <b>more</b>',
  'lgo Priya: two seats more',
  'briefing Priya',
  'logs',
])('“%s” after the one command is handed back whole with the words that it takes', async (typed) => {
  const { me } = await begin('sales');
  await me.type(`/sales ${typed}`, sales);
  const answer = await me.sees('Say first what to do', sales);
  expect(answer.ephemeral_to).toBe(ava);
  expect(JSON.stringify(answer.blocks)).toContain('Here is what you typed');
  await me.sees(typed.replaceAll('*', ''), sales);
});

test('a guest’s one command is refused as each of the seven is', async () => {
  const { world } = await begin('sales');
  const them = personIn(world, guest);
  await them.type('/sales');
  await them.sees('SalesMemory is for members of this workspace.');
});

test.each([
  ['brief Priya', 'brief', 'Priya'],
  ['  BRIEF   Priya', 'brief', 'Priya'],
  ['/brief Priya', 'brief', 'Priya'],
  ['log: Priya: she agreed', 'log', 'Priya: she agreed'],
  ['log\nPriya: she agreed', 'log', 'Priya: she agreed'],
  ['ask, who signs?', 'ask', 'who signs?'],
  ['digest', 'digest', ''],
  ['forget\u00a0Priya', 'forget', 'Priya'],
  ['briefly', undefined, 'briefly'],
  ['log-in Priya', undefined, 'log-in Priya'],
  ['constructor', undefined, 'constructor'],
  ['', undefined, ''],
])('“%s” typed after the one command is %s of “%s”', (typed, verb, rest) => {
  expect(verbIn(typed)).toEqual({ verb, rest });
});
