import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from '../support/asking.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { storedNotes, storedRecords } from '../support/stored.ts';
import { ava, ben, createWorld, guest, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';
import { lena, nadia, openLeavers } from './team-doors.ts';

let world: World;
let laterMs = 0;
beforeEach(async () => {
  laterMs = 0;
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
});
afterEach(() => world.close());

/** Of Lena, who left: two open deals that the team knows, a lost one, and what only she could read. */
const ofLena = () => [
  call({ author: lena, visibility: 'team', day: daysAgo(9) }),
  call({ author: lena, day: daysAgo(4), text: 'The zeppelin budget is frozen.' }),
  call({ author: lena, visibility: 'team', name: 'Maya Chen', company: 'Nordwind', day: daysAgo(3) }),
  call({
    author: lena,
    visibility: 'team',
    name: 'Tom Hart',
    company: 'Oldco',
    outcome: 'lost',
    day: daysAgo(2),
  }),
  call({ author: lena, name: 'Wilhelmina Quirke', company: 'Hollowmere', day: daysAgo(2) }),
];
const secret = /Quirke|Wilhelmina|Hollowmere|zeppelin/;

test('an admin sees which deals of somebody who left they are, and gives them to a colleague; private notes stay so', async () => {
  await storeRead(world, [
    ...ofLena(),
    call({ author: ava, name: 'Wen Li', company: 'Kelso', visibility: 'team' }),
  ]);
  const before = await storedNotes(world);
  const admin = await openLeavers(world);
  await admin.seesModal('Lena Fischer · 2 deals');
  await admin.submit({ team_leaver: lena, team_to: ben });
  await admin.seesModal('2 open deals of');
  expect(admin.modalText()).toMatch(/Maya Chen[\s\S]*1 note shared[\s\S]*Priya Sharma[\s\S]*1 note shared/);
  expect(admin.modalText()).not.toMatch(/Tom Hart|Wen Li|2 notes/);
  const you = personIn(world, ben);
  expect(you.texts().join()).not.toContain('who left');
  await admin.submit({});
  await admin.seesModal('2 deals of');
  await you.sees('2 deals of');
  await ask(you, '/digest now', /2 of 2 open deals considered/);
  for (const one of [admin, you]) expect(one.all()).not.toMatch(secret);
  expect(await storedNotes(world)).toEqual(before);
  laterMs += 5_000;
  const again = await openLeavers(world);
  await again.seesModal('Nobody who left has an open deal');
});

test('deals that somebody gets of who left are on their Home at once', async () => {
  await storeRead(world, ofLena());
  await world.hand.openHome(ben);
  await seesHome(world, ben, 'Settings');
  const admin = await openLeavers(world);
  await admin.seesModal('Lena Fischer · 2 deals');
  await admin.submit({ team_leaver: lena, team_to: ben });
  await admin.seesModal('2 open deals of');
  await admin.submit({});
  await seesHome(world, ben, '2 of 2 open deals considered');
});

test('a move that failed is carried out when its form comes once more, and then no second time', async () => {
  await storeRead(world, ofLena());
  const admin = await openLeavers(world);
  await admin.seesModal('Lena Fischer · 2 deals');
  await admin.submit({ team_leaver: lena, team_to: ben });
  await admin.seesModal('2 open deals of');
  world.memory.faults.set({ kind: 'unavailable' });
  const first = await admin.submit({});
  await admin.seesModal('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  for (let times = 0; times < 2; times += 1) await world.hand.deliverAgain(first.deliveryId ?? 0);
  const you = personIn(world, ben);
  await you.sees('2 deals of');
  await ask(you, '/digest now', /2 of 2 open deals considered/);
  expect(you.texts().filter((text) => text.includes('who left'))).toHaveLength(1);
});

test('what has changed since the look is shown again instead of moved', async () => {
  await storeRead(world, ofLena());
  const admin = await openLeavers(world);
  await admin.seesModal('Lena Fischer · 2 deals');
  await admin.submit({ team_leaver: lena, team_to: ben });
  await admin.seesModal('2 open deals of');
  await storeRead(world, [
    call({ author: lena, visibility: 'team', name: 'Ola Berg', company: 'Fjord', day: daysAgo(1) }),
  ]);
  await admin.submit({});
  await admin.seesModal('This has changed since you looked.');
  await admin.seesModal('3 open deals of');
  expect(personIn(world, ben).texts().join()).not.toContain('who left');
});

test.each([
  ['somebody who is a guest', guest, 'Choose a full member'],
  ['somebody who left', lena, 'Choose a full member'],
])('nothing moves to %s', async (_what, to, words) => {
  await storeRead(world, ofLena());
  const admin = await openLeavers(world);
  await admin.seesModal('Lena Fischer');
  await admin.submit({ team_leaver: lena, team_to: to });
  await admin.seesModal(words);
});

test('who is no admin any more when it is confirmed moves nothing', async () => {
  await storeRead(world, ofLena());
  const admin = await openLeavers(world);
  await admin.seesModal('Lena Fischer');
  await admin.submit({ team_leaver: lena, team_to: ben });
  await admin.seesModal('2 open deals of');
  world.hand.changePeople([
    { id: nadia, name: 'nadia', real_name: 'Nadia Haddad', tz: 'Asia/Kolkata', team_id: 'T0SANDBOX1' },
  ]);
  await admin.submit({});
  await admin.seesModal('Only workspace admins move the deals of somebody who left.');
  const owners = (await storedRecords(world)).filter(({ tags }) => tags.includes('kind:owner'));
  expect(owners).toEqual([]);
});
