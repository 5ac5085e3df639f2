import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSettings } from '../../src/digest/settings.ts';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';
import { openAccess } from './access-doors.ts';
import { seesHome } from './home-doors.ts';

const admin = 'U0NADIA003';
let world: World;
let bens: Someone;
beforeEach(async () => {
  world = await createWorld();
  bens = personIn(world, ben);
  await store(world, [
    call({ author: ben, day: daysAgo(3), text: 'Periwinkle is for the team.', visibility: 'team' }),
    call({ author: ben, day: daysAgo(4), text: 'Zanzibar is his alone.' }),
    call({ author: ava, day: daysAgo(5), text: 'Marigold is of somebody else.', visibility: 'team' }),
  ]);
});
afterEach(() => world.close());

async function ask(of = ben): Promise<Someone> {
  const { nadia } = await openAccess(world);
  await nadia.submit({ access_whom: of });
  return nadia;
}

/** All that stands in somebody’s messages, what is sent as a snippet too. */
const said = (who: Someone) => JSON.stringify(who.messages());

test('an admin asks what is held of a colleague: all of it goes to them, the team’s part to the admin, and the log says who asked of whom', async () => {
  const { state } = hindsightOf(world);
  const defaults = { isOn: true, day: 'monday', time: '08:00' } as const;
  const settings = createSettings({ state, defaults, now: () => new Date() });
  await settings.change(ben, { isOn: false });
  await settings.change(ava, { isOn: false });
  const nadia = await ask();
  await nadia.seesModal('All that is held of Ben Carter goes to their own messages.');
  await bens.sees('2 notes that you wrote, and 1 record');
  await bens.sees('What else is held of you, as JSON.');
  for (const words of ['Nadia Haddad, an admin', 'Zanzibar', 'Periwinkle', 'settings'])
    expect(said(bens)).toContain(words);
  expect(said(bens)).not.toMatch(/Marigold|U0AVA/);
  await nadia.sees('1 note of theirs that the team can read');
  expect(said(nadia)).toContain('Periwinkle');
  // Home says how many of the notes that she may read are not read yet, where that is slow.
  const shown = nadia.all().replace(/\d+ notes? (?:is|are) being read/g, '');
  expect(`${said(nadia)}${shown}`).not.toMatch(/Zanzibar|2 notes/);
  const audited = () => world.logged.find((one) => one.includes('"audit":"exported"'));
  await expect.poll(audited).toBeDefined();
  expect(JSON.parse(audited() ?? '')).toMatchObject({ audit: 'exported', by: admin, of: ben, count: 2 });
});

test('to the letter the same comes to the admin with private notes of the colleague as without', async () => {
  const nadia = await ask();
  await nadia.sees('goes to their own messages');
  await bens.sees('2 notes that you wrote');
  const before = nadia.texts();
  await store(world, [call({ author: ben, text: 'One more of his alone.' })]);
  await world.restartBot();
  await ask();
  await bens.sees('3 notes that you wrote');
  expect(nadia.texts().slice(before.length)).toEqual(before);
});

test.each([
  ['has left', { deleted: true }],
  ['is a guest now', { is_restricted: true }],
])('somebody who %s is sent nothing, and the admin gets what the team can read', async (_what, rights) => {
  world.hand.changePeople([
    { id: ben, name: 'ben', real_name: 'Ben Carter', tz: null, team_id: 'T0SANDBOX1', ...rights },
  ]);
  const nadia = await ask();
  await nadia.seesModal('Ben Carter cannot use the bot now, so nothing was sent to them.');
  expect(said(nadia)).toContain('Periwinkle');
  expect(said(nadia)).not.toContain('Zanzibar');
  await pause(1_500);
  const posted = JSON.stringify(world.slack.log.named('chat.postMessage'));
  expect(posted).toContain('Periwinkle');
  expect(posted).not.toMatch(/Zanzibar|asked for an export/);
});

test('only an admin sees the button, and a forged press or form of somebody else is refused', async () => {
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Who needs you');
  expect(textOf(world.slack.look(ava).home?.view)).not.toContain('For admins');
  const { nadia } = await openAccess(world);
  // The press has been looked at to its end by then.
  await pause(1_000);
  world.hand.changePeople([
    { id: admin, name: 'nadia', real_name: 'Nadia Haddad', tz: null, team_id: 'T0SANDBOX1', is_admin: false },
  ]);
  await nadia.submit({ access_whom: ben });
  await nadia.seesModal('Only an admin of this workspace can ask what is held of somebody.');
  await pause(1_500);
  expect(said(bens)).not.toContain('asked for an export');
  expect(said(nadia)).not.toContain('Periwinkle');
});

test.each([
  ['an app', 'U0BOTUSER1'],
  ['somebody of another workspace', 'U0OTHER005'],
])('of %s nothing is held', async (_what, of) => {
  const nadia = await ask(of);
  await nadia.seesModal('That is nobody of this workspace');
});
