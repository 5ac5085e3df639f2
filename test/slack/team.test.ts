import { afterEach, beforeEach, expect, test } from 'vitest';
import { featureNames } from '../../src/slack/kit/grants.ts';
import { ask } from '../support/asking.ts';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { ava, ben, createWorld, forecast, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';
import { nadia, openTeamForm } from './team-doors.ts';

let world: World;
let laterMs = 0;
beforeEach(async () => {
  laterMs = 0;
  const features = new Set(featureNames);
  world = await createWorld({ features, now: () => new Date(Date.now() + laterMs) });
  await store(world, [call({ visibility: 'team' }), call({ author: ben, name: 'Wen Li', company: 'Kelso' })]);
});
afterEach(() => world.close());

const group = 'S0SALES001';
const hourMs = 3_600_000;

async function choosesGroup() {
  const admin = await openTeamForm(world);
  await admin.submit({ team_kind: 'group', team_group: group });
  await admin.seesModal('Your team is everybody in @sales-team (2 people).');
  return admin;
}

test('an admin chooses a user group on Home: who is not in it reads nothing more at once, and nobody is told', async () => {
  const you = personIn(world, ben);
  await ask(you, '/brief Priya', /One note so far|1 note/);
  const admin = await choosesGroup();
  expect(admin.modalText()).toContain('It holds from now on.');
  await ask(you, '/timeline Priya', /Nothing on/);
  await ask(personIn(world, ava), '/timeline Priya', /1 note, newest call first/);
  expect(personIn(world, ava).texts().join()).not.toContain('More people');
  await seesHome(world, nadia, 'everybody in @sales-team (2 people)');
});

test('to let more people read waits a day, and who has shared notes is told once before it holds', async () => {
  await choosesGroup();
  laterMs += 5_000;
  const [admin, me, you] = [await openTeamForm(world), personIn(world, ava), personIn(world, ben)];
  await admin.submit({ team_kind: 'everybody' });
  await admin.seesModal('1 person who shared notes was told.');
  expect(admin.modalText()).toContain('until then only who is in both reads what is shared');
  const told = await me.sees('More people will read what you have shared with your team.');
  expect(JSON.stringify(told)).toMatch(
    /until now it was everybody in @.*sales-team.*<@U0NADIA003> chose this/,
  );
  expect(you.texts().join()).not.toContain('More people');
  await ask(you, '/timeline Priya', /Nothing on/);
  laterMs += 25 * hourMs;
  await ask(you, '/timeline Sharma', /1 note, newest call first/);
});

test('who has shared notes and is a guest by now is not written to', async () => {
  await store(world, [call({ author: ben, visibility: 'team', name: 'Ida Holm', company: 'Fjord' })]);
  await choosesGroup();
  world.hand.changePeople([
    { id: ben, name: 'ben', real_name: 'Ben Carter', tz: null, team_id: 'T0SANDBOX1', is_restricted: true },
  ]);
  laterMs += 6 * 60_000;
  const admin = await openTeamForm(world);
  await admin.submit({ team_kind: 'everybody' });
  await admin.seesModal('1 person who shared notes was told.');
  expect(personIn(world, ben).texts()).toEqual([]);
});

test('a change that waits can be thought better of, which who was told hears too', async () => {
  await choosesGroup();
  const me = personIn(world, ava);
  laterMs += 5_000;
  const admin = await openTeamForm(world);
  await admin.submit({ team_kind: 'everybody' });
  await admin.seesModal('was told');
  laterMs += 5_000;
  const again = await openTeamForm(world);
  await again.submit({ team_kind: 'group', team_group: group });
  await me.sees('stays with everybody in @');
  laterMs += 25 * hourMs;
  await ask(personIn(world, ben), '/timeline Priya', /Nothing on/);
});

test('a private channel that the bot is not in is not chosen, with the way to it', async () => {
  world.hand.changeChannel(forecast, { members: [ava, nadia] });
  const admin = await openTeamForm(world);
  await admin.submit({ team_kind: 'channel', team_channel: forecast });
  await admin.seesModal('Type /invite @SalesMemory there');
  await ask(personIn(world, ben), '/timeline Priya', /1 note, newest call first/);
});

test('a form that names no channel says so under its field', async () => {
  const admin = await openTeamForm(world);
  expect(await admin.submit({ team_kind: 'channel' })).toMatchObject({
    errors: { team_channel: 'Choose the channel.' },
  });
});

/** A form that nobody opened. */
function submits(view: object, user: string) {
  const payload = {
    type: 'view_submission',
    team: { id: 'T0SANDBOX1', domain: 'sandbox' },
    user: { id: user, name: 'somebody', team_id: 'T0SANDBOX1' },
    view,
  };
  return world.hand.deliver({ type: 'interactive', payload });
}

test('who is no admin sees nothing of it on Home, and a forged form of theirs changes nothing', async () => {
  await world.hand.openHome(ben);
  await seesHome(world, ben, 'Wen Li');
  expect(JSON.stringify(world.slack.look(ben).home)).not.toContain('team_open');
  const admin = await openTeamForm(world);
  const view = { ...admin.modal()?.view, id: 'V0FORGED01', hash: '1.1', team_id: 'T0SANDBOX1' };
  const values = {
    team_kind: { team_kind: { type: 'radio_buttons', selected_option: { value: 'group' } } },
    team_group: { team_group: { type: 'static_select', selected_option: { value: group } } },
  };
  await submits({ ...view, state: { values } }, ben);
  await personIn(world, ben).sees('Only workspace admins choose who the team is.');
  await ask(personIn(world, ben), '/timeline Priya', /1 note, newest call first/);
});

test('where the settings name the team a form that comes all the same changes nothing', async () => {
  const admin = await openTeamForm(world);
  const view = { ...admin.modal()?.view, id: 'V0FORGED01', hash: '1.1', team_id: 'T0SANDBOX1' };
  await world.close();
  const env = { SALES_GROUP: group };
  world = await createWorld({ features: new Set(featureNames), env });
  const values = {
    team_kind: { team_kind: { type: 'radio_buttons', selected_option: { value: 'everybody' } } },
  };
  await submits({ ...view, state: { values } }, nadia);
  await personIn(world, nadia).sees('SALES_GROUP in the settings names the team');
  expect(world.logged.join()).not.toContain('chose the team');
});

test('nothing on the card of somebody outside the group hints at notes that his own was held against', async () => {
  const own = { author: ben, visibility: 'team', day: daysAgo(1) } as const;
  const kelso = { name: 'Wen Li', company: 'Kelso' };
  await storeRead(world, [
    call({
      ...kelso,
      visibility: 'team',
      day: daysAgo(6),
      text: 'Wen is worried about the zeppelin migration.',
    }),
    call({
      ...kelso,
      ...own,
      text: 'Still worried about the zeppelin migration. I send the plan by Friday.',
    }),
  ]);
  await choosesGroup();
  await world.restartBot();
  const you = personIn(world, ben);
  await ask(you, '/brief Wen', /2 notes/);
  await you.press('brief_more');
  await you.seesModal('What is known');
  expect(
    you.all().match(/.{80}(?:not compared|6 days ago|your team sees|3 notes).{60}/)?.[0],
  ).toBeUndefined();
});

test('a colleague’s word on whom somebody is holds for the team, and not outside it', async () => {
  await store(world, [call({ author: ben, visibility: 'team' })]);
  const [me, you] = [personIn(world, ava), personIn(world, ben)];
  await choosesGroup();
  await me.type('/timeline Priya');
  await me.seesModal('Search by words');
  await me.pressInModal('mend_open');
  await me.seesModal('What is not right?');
  await me.pressInModal('mend_as_rename');
  await me.seesModal('The right name');
  await me.submit({ mend_name: 'Priyanka Zeppelin' });
  await me.seesModal('Nothing is deleted.');
  await me.submit({});
  await me.seesModal('Saved.');
  laterMs += 60_000;
  await ask(you, '/timeline Priya', /1 note, newest call first/);
  expect(you.all()).not.toContain('Zeppelin');
  await ask(personIn(world, nadia), '/timeline Priyanka', /2 notes, newest call first/);
});

test('an admin outside the group may have all on somebody forgotten, and is sent none of what the team shares', async () => {
  await choosesGroup();
  await world.hand.changeUserGroup(group, [ava]);
  const admin = personIn(world, nadia);
  await ask(admin, '/forget Priya Sharma', /Forget Priya Sharma/);
  await admin.press('forget_export');
  await admin.sees('There is no note on Priya Sharma · Rentfield that you may read');
  expect(admin.all()).not.toContain('She is nervous');
});

test('while Slack does not tell who is in the group only authors read what is shared, and the log says so once', async () => {
  await choosesGroup();
  world.slack.faults.failWith('usergroups.users.list', { times: 50, error: 'fatal_error' });
  laterMs += 6 * 60_000;
  const [me, other] = [personIn(world, ava), personIn(world, nadia)];
  await ask(other, '/timeline Priya', /Nothing on/);
  await ask(me, '/timeline Priya', /1 note, newest call first/);
  laterMs += 6 * 60_000;
  await ask(other, '/timeline Sharma', /Nothing on/);
  const said = world.logged.filter((line) => line.includes('the sales group cannot be read'));
  expect(said).toHaveLength(1);
});
