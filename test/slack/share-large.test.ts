import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, createWorld, deals, greta, guest, type World } from '../support/world.ts';

const botUser = 'U0BOTUSER1';

let world: World;
let me: Someone;
let laterMs = 0;
beforeEach(async () => {
  laterMs = 0;
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
  await storeRead(world, [call({ visibility: 'team' })]);
});
afterEach(() => world.close());

/** Makes so many more people in the workspace; gives back their ids. */
function hire(count: number, prefix = 'U0CROWD'): readonly string[] {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  for (const id of ids) makes(id, {});
  return ids;
}

function makes(id: string, kind: { is_restricted?: boolean }): string {
  const person = { real_name: 'Somebody', tz: 'Europe/London', team_id: 'T0SANDBOX1', ...kind };
  world.hand.changePeople([{ id, name: id.toLowerCase(), ...person }]);
  return id;
}

const joins = (...people: readonly string[]) =>
  world.hand.changeChannel(deals, { members: [...people, botUser] });

async function looks(words: string): Promise<void> {
  laterMs += 4_000;
  await me.type('/brief Rentfield');
  await me.sees('Last call');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal(words);
}

const asked = (method: string): number => world.slack.log.named(method).length;

test('a channel of 300 full members takes a brief, the workspace listed for each look and nobody looked up one by one', async () => {
  joins(ava, ...hire(299));
  const lookups = asked('users.info');
  await looks('300 people will see it, under your name');
  await me.submit({});
  await me.seesModal('Posted in #deals-emea');
  expect(asked('users.list')).toBe(2);
  expect(asked('users.info') - lookups).toBeLessThan(5);
});

test.each([
  { people: 39, lists: 0, lookups: 85 },
  { people: 40, lists: 2, lookups: 5 },
  { people: 100, lists: 2, lookups: 5 },
  { people: 200, lists: 2, lookups: 5 },
])(
  'a share with $people people asks Slack of at most $lookups one by one, under a hundred a minute',
  async (at) => {
    joins(ava, ...hire(at.people - 1));
    const before = asked('users.info');
    await looks(`${at.people} people will see it, under your name`);
    await me.submit({});
    await me.seesModal('Posted in #deals-emea');
    expect(asked('users.list')).toBe(at.lists);
    expect(asked('users.info') - before).toBeLessThanOrEqual(at.lookups);
  },
);

test('members of an organisation count among those who will see it, listed or looked up', async () => {
  joins(ava, greta);
  await looks('2 people will see it, under your name');
  joins(ava, greta, ...hire(50));
  await looks('52 people will see it, under your name');
  world.hand.changePeople([{ ...away, teams: ['T0SANDBOX2'] }]);
  await world.hand.tellOfPerson(greta);
  await looks('#deals-emea has 1 guest');
});

const away = { id: greta, name: 'greta', real_name: 'Greta Halloran', tz: null, team_id: null };

test('one guest among 1,100 is found, wherever they stand in channel and workspace', async () => {
  const crowd = hire(1_100);
  const late = makes('U0LATE0001', { is_restricted: true });
  joins(ava, ...crowd, late);
  await looks('#deals-emea has 1 guest, and notes are for full members');
  joins(guest, ava, ...crowd);
  await looks('#deals-emea has 1 guest, and notes are for full members');
  joins(ava, ...crowd);
  await looks('1101 people will see it, under your name');
});

test('who came after the workspace was listed is looked up, and a guest among them is found', async () => {
  const crowd = hire(300);
  joins(ava, ...crowd);
  await looks('301 people will see it');
  joins(ava, ...hire(1, 'U0FRESH'), ...crowd);
  await looks('302 people will see it');
  joins(ava, makes('U0VISITOR1', { is_restricted: true }), ...crowd);
  await looks('has 1 guest');
  expect(asked('users.list')).toBe(1);
});

test('somebody made a guest meanwhile is found when Slack tells of it, else once the list is five minutes old', async () => {
  const crowd = hire(300);
  joins(ava, ...crowd);
  await looks('301 people will see it');
  makes(crowd[7] ?? '', { is_restricted: true });
  await world.hand.tellOfPerson(crowd[7] ?? '');
  await looks('has 1 guest');
  makes(crowd[8] ?? '', { is_restricted: true });
  laterMs += 5 * 60_000;
  await looks('has 2 guests');
  expect(asked('users.list')).toBe(2);
});

test('when the list does not come nothing is shown or posted, and the next try asks anew', async () => {
  joins(ava, ...hire(300));
  world.slack.faults.failWith('users.list', { times: 1, error: 'fatal_error' });
  await looks('Slack does not tell who is in that channel just now');
  await looks('301 people will see it');
});
