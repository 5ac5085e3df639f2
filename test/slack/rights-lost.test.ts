import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, hindsightOf, store, storeRead } from '../support/filled.ts';
import { optionFor, personIn, type Someone } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, deals, type World } from '../support/world.ts';
import { chooseIn } from './corrections-stage.ts';
import { openHandover } from './handover-doors.ts';
import { rename } from './people-hands.ts';

let world: World;
let me: Someone;
let laterMs = 0;
beforeEach(async () => {
  laterMs = 0;
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
});
afterEach(() => world.close());

const nadia = 'U0NADIA003';
const later = () => {
  laterMs += 4_000;
};

type Rights = { id: string; name: string; is_restricted?: boolean; is_admin?: boolean };

/** What an admin says of somebody from now on. */
function becomes(rights: Rights): void {
  world.hand.changePeople([
    { real_name: rights.name, tz: 'Europe/Stockholm', team_id: 'T0SANDBOX1', ...rights },
  ]);
}

/** Two of Ava's that the team can read. */
function twoNotes() {
  return storeRead(world, [
    call({ visibility: 'team', day: daysAgo(9) }),
    call({ visibility: 'team', day: daysAgo(2), text: 'They agreed to a pilot with 20 seats in March.' }),
  ]);
}

async function card(): Promise<void> {
  await me.type('/brief Priya');
  await me.sees('Last call');
}

/** Opens each form, and gives back the press on its button. */
const forms: Readonly<Record<string, () => Promise<() => Promise<Outcome>>>> = {
  'a new note': async () => {
    await me.type('/log');
    await me.seesModal('What happened');
    const who = await optionFor(me, 'Priya Sharma · Rentfield', 'priya');
    return () => me.submit({ log_who: who, log_text_0: 'Words of a guest.' });
  },
  'an edited note': async () => {
    await me.type('/timeline Priya');
    await me.seesModal('2 notes');
    await me.pressInModal('log_edit');
    await me.seesModal('How it went');
    return () => me.submit({ log_text_0: 'Words of a guest.', log_share: [] });
  },
  'the name typed to forget somebody': async () => {
    await me.type('/forget Priya');
    await me.sees('Forget Priya Sharma');
    await me.press('forget_own');
    await me.seesModal('to confirm');
    return () => me.submit({ forget_name: 'Priya Sharma' });
  },
  'a right name': async () => {
    await rename(me, 'Priya', 'Priya of a Guest');
    await me.seesModal('Nothing is deleted.');
    return () => me.submit({});
  },
  'a share': async () => {
    await card();
    await me.press('share_brief');
    await me.seesModal('before anything is posted');
    await me.choose('share_channel', deals);
    await me.seesModal('3 people will see it');
    return () => me.submit({});
  },
  'a hand-over': async () => {
    await openHandover({ me, world, later }, 'Priya');
    await me.seesModal('This is what they get');
    return () => me.submit({ handover_to: ben });
  },
  'a correction': async () => {
    await card();
    await me.press('brief_why');
    await me.seesModal('= ');
    await chooseIn(me, 'nervous about the migration', 'No longer true');
    await me.seesModal('Everyone who can read that note sees your reason.');
    return () => me.submit({ ruling_reason: 'Settled by a guest.' });
  },
  'the settings of a digest': async () => {
    await me.type('/digest settings');
    await me.seesModal('Pause until');
    return () => me.submit({ digest_day: 'tuesday', digest_time: '09:15' });
  },
};

/** All that a form can change. */
async function standing() {
  const { memory, state } = hindsightOf(world);
  const kinds = ['alias', 'ruling', 'handover', 'owner', 'settings', 'tombstone'];
  const ids = (await storedNotes(world)).map(({ id }) => id).toSorted();
  return {
    notes: await Promise.all(ids.map((id) => memory.read(id, ava))),
    records: await state.list(kinds.map((kind) => `kind:${kind}`)),
    posts: me.messages(deals),
  };
}

test.each(Object.entries(forms))(
  '%s is refused from who became a guest while the form was open',
  async (_what, open) => {
    await twoNotes();
    const submit = await open();
    const before = await standing();
    becomes({ id: ava, name: 'ava', is_restricted: true });
    // Who is a full member is asked every five minutes.
    laterMs += 5 * 60_000;
    await submit();
    await me.seesModal('SalesMemory is for members of this workspace.');
    await world.stopBot();
    expect(await standing()).toEqual(before);
    expect(world.logged.join('\n')).not.toMatch(/"audit":"(?!read)/);
    expect(personIn(world, ben).texts()).toEqual([]);
  },
);

test('an admin who is none any more by the time of the name forgets nothing of others', async () => {
  await store(world, [call({ author: ben })]);
  const admin = personIn(world, nadia);
  await admin.type('/forget Priya Sharma');
  await admin.sees('unread');
  await admin.press('forget_all');
  await admin.seesModal('to confirm');
  becomes({ id: nadia, name: 'nadia', is_admin: false });
  await admin.submit({ forget_name: 'Priya Sharma' });
  await admin.seesModal('Only an admin of this workspace can forget the notes of others.');
  await world.stopBot();
  expect(await storedNotes(world)).toHaveLength(1);
});
