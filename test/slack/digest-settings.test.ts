import { afterAll, beforeAll, expect, test } from 'vitest';
import { personIn, type Someone } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
/** A Monday, half past eight in Stockholm. */
const now = new Date('2026-11-23T07:30:00Z');
beforeAll(async () => {
  world = await createWorld({ now: () => now });
  me = personIn(world, ava);
});
afterAll(() => world.close());

async function form(): Promise<void> {
  await me.type('/digest');
  await me.seesModal('Pause until');
}

test('the form says when the next digest comes, and the command knows what the form saved', async () => {
  await form();
  await me.submit({ digest_on: ['on'], digest_day: 'thursday', digest_time: '16:45', digest_quiet: ['on'] });
  await me.seesModal('Your digest comes on Thursdays at 16:45, Europe/Stockholm.');
  expect(me.modalText()).toContain('The next one: Thu 26 Nov.');
  expect(me.modalText()).toContain('Nothing comes in a week in which nobody needs you.');
  await me.type('/digest 9am');
  await me.sees('on Thursdays at 09:00');
});

test('a pause ends on the day the person is back, whether typed or chosen, and can be taken back', async () => {
  await me.type('/digest pause until 7 January');
  await me.sees('Paused: you are back on Thu 7 Jan 2027. The next one: Thu 7 Jan 2027.');
  await form();
  expect(JSON.stringify(me.modal()?.view)).toContain('"initial_date":"2027-01-07"');
  await me.submit({ digest_back_on: null });
  await me.seesModal('The next one: Thu 26 Nov.');
});

test('a day of return that is not ahead is refused under its field', async () => {
  await form();
  const outcome = await me.submit({ digest_back_on: '2026-11-23' });
  expect(outcome.errors).toMatchObject({ digest_back_on: expect.stringContaining('not ahead') });
});

/** What the bot says next. */
async function answerTo(line: string): Promise<string> {
  const before = me.texts().length;
  await me.type(line);
  await world.slack.waitFor(() => me.texts().length > before || undefined);
  return me.texts().at(-1) ?? '';
}

test('switching off and on again keeps the day and the time', async () => {
  expect(await answerTo('/digest off')).toContain('Your digest is off.');
  expect(await answerTo('/digest on')).toContain('on Thursdays at 09:00');
});

test.each([
  ['monday 8:30', 'on Mondays at 08:30'],
  ['friday', 'on Fridays at'],
  ['14:15', 'at 14:15'],
])('“%s” brings a digest that was off back on', async (when, told) => {
  expect(await answerTo('/digest off')).toContain('Your digest is off.');
  expect(await answerTo(`/digest ${when}`)).toContain(told);
  await form();
  expect(JSON.stringify(me.modal()?.view)).toMatch(/"initial_options":\[[^\]]*"value":"on"/);
});

test.each(['help', 'whenever'])('“%s” is answered with every form there is', async (word) => {
  expect(await answerTo(`/digest ${word}`)).toContain('monday 8:30');
});
