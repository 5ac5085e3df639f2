import { afterEach, expect, test } from 'vitest';
import { call, store, storeRead } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, deals, type World } from '../support/world.ts';
import { offerTo, openHandover, teamNotes } from './handover-doors.ts';

let world: World;
let laterMs = 0;
afterEach(() => world.close());

async function begin(transport: 'socket' | 'http' = 'socket') {
  laterMs = 0;
  world = await createWorld({ transport, now: () => new Date(Date.now() + laterMs) });
  return personIn(world, ava);
}

const later = () => {
  laterMs += 4_000;
};

/** What an admin makes of somebody; Slack's event for it is the test's to send. */
function becomes(id: string, rights: { is_restricted?: boolean; deleted?: boolean }): void {
  const name = id === ava ? 'ava' : 'ben';
  world.hand.changePeople([
    { id, name, real_name: name, tz: 'Europe/Stockholm', team_id: 'T0SANDBOX1', ...rights },
  ]);
}

const refusal = 'SalesMemory is for members of this workspace.';

test.each(['socket', 'http'] as const)(
  'a member made a guest is refused from the moment Slack tells of it, over %s',
  async (transport) => {
    const me = await begin(transport);
    await store(world, [call({ visibility: 'team' })]);
    await me.type('/brief Priya');
    await me.sees('Last call');
    becomes(ava, { is_restricted: true });
    await world.hand.tellOfPerson(ava);
    later();
    await me.type('/brief Priya');
    await me.sees(refusal);
    expect(me.texts().filter((text) => text.includes('Last call'))).toHaveLength(1);
  },
);

test('a member made a guest is refused five minutes later though Slack never told of it', async () => {
  const me = await begin();
  await store(world, [call({ visibility: 'team' })]);
  await me.type('/brief Priya');
  await me.sees('Last call');
  becomes(ava, { is_restricted: true });
  laterMs += 5 * 60_000;
  await me.type('/brief Priya');
  await me.sees(refusal);
});

test('a share asks anew who reads the channel when it is pressed: one who became a guest since the preview gets nothing', async () => {
  const me = await begin();
  await storeRead(world, [call({ visibility: 'team' })]);
  await me.type('/brief Priya');
  await me.sees('Last call');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('people will see it');
  becomes(ben, { is_restricted: true });
  await me.submit({});
  await me.seesModal('#deals-emea has 1 guest');
  expect(JSON.stringify(me.messages(deals))).not.toContain('Priya');
});

test('a share asks anew who shares when it is pressed', async () => {
  const me = await begin();
  await storeRead(world, [call({ visibility: 'team' })]);
  await me.type('/brief Priya');
  await me.sees('Last call');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('people will see it');
  becomes(ava, { is_restricted: true });
  await me.submit({});
  await me.seesModal(refusal);
  expect(JSON.stringify(me.messages(deals))).not.toContain('Priya');
});

test('a hand-over asks anew who takes it: one who became a guest gets no offer', async () => {
  const me = await begin();
  await store(world, teamNotes());
  await personIn(world, ben).type('/brief help');
  await personIn(world, ben).sees('/brief');
  await openHandover({ me, world, later });
  await me.seesModal('This is what they get');
  becomes(ben, { is_restricted: true });
  await me.submit({ handover_to: ben });
  await me.seesModal('Guests cannot use SalesMemory.');
  expect(personIn(world, ben).texts().join()).not.toContain('hands this deal over');
});

test('a hand-over asks anew who accepts: a guest takes nothing over and no private note is opened', async () => {
  const me = await begin();
  await store(world, [...teamNotes(), ...teamNotes({ visibility: 'private' })]);
  await offerTo({ me, world, later }, ben, { handover_share: ['share'] });
  const you = personIn(world, ben);
  await you.sees('hands this deal over to you');
  becomes(ben, { is_restricted: true });
  await you.press('handover_accept');
  await you.sees(refusal);
  const isTeam = ({ tags }: { tags: readonly string[] }) => tags.includes('vis:team');
  expect((await storedNotes(world)).filter(isTeam)).toHaveLength(3);
});
