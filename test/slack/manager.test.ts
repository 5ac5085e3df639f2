import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, deals, guest, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';
import { benLeadsAva, nameManager, pressHome } from './manager-doors.ts';
import { lena, nadia } from './team-doors.ts';

let world: World;
let laterMs = 0;
/** It is the same day to a rep in Stockholm and their manager in Los Angeles, at whatever hour the tests are run. */
const noon = Date.parse(`${daysAgo(0)}T12:00:00Z`);
const beats = new Set<() => void>();
const pass = (ms: number) => {
  laterMs += ms;
};
beforeEach(async () => {
  laterMs = 0;
  beats.clear();
  world = await createWorld({
    now: () => new Date(noon + laterMs),
    every(_ms, work) {
      beats.add(work);
      return () => void beats.delete(work);
    },
  });
});
afterEach(() => world.close());

const dayMs = 24 * 60 * 60 * 1000;
/** The day that notes have when they are so old on the day the manager reads. */
const daysAgoThen = (days: number) => daysAgo(days - 7);

/** Ava's deals: one that slipped and is quiet, one that moved, and what only she may read. */
const ofAva = () => [
  call({
    day: daysAgo(40),
    visibility: 'team',
    text: 'Met her. They mean to sign by 30 October. Our quote is out at 48k EUR a year.',
  }),
  call({ day: daysAgo(20), visibility: 'team', text: 'I promised her the ROI sheet by Friday.' }),
  call({ day: daysAgo(2), text: 'The zeppelin budget is frozen, she says.' }),
  call({
    name: 'Maya Chen',
    company: 'Nordwind',
    day: daysAgo(30),
    visibility: 'team',
    text: 'First talk. She likes the plan.',
  }),
  call({
    name: 'Maya Chen',
    company: 'Nordwind',
    day: daysAgoThen(3),
    visibility: 'team',
    text: 'They agreed to a pilot with 20 seats in March.',
  }),
  call({ name: 'Wilhelmina Quirke', company: 'Hollowmere', day: daysAgo(2), text: 'She wants a quote.' }),
];
const secret = /Quirke|Wilhelmina|Hollowmere|zeppelin/;

async function opensTeam(): Promise<Someone> {
  // Sooner a press is the same one twice.
  pass(5_000);
  const { person } = await pressHome(world, ben, { sees: 'You lead', actionId: 'manager_open' });
  await person.seesModal('From notes shared with the team');
  return person;
}

async function opensMine(): Promise<Someone> {
  pass(5_000);
  const { person } = await pressHome(world, ava, {
    sees: 'gets a week of your deals',
    actionId: 'manager_mine',
  });
  await person.seesModal('sees this');
  return person;
}

test('a rep is told a week before their manager is shown anything, and by whom', async () => {
  await storeRead(world, ofAva());
  await nameManager(world, ben, [ava]);
  const told = textOf(await personIn(world, ava).sees('gets a week of your deals'));
  expect(told).toContain(`<@${ben}>`);
  expect(told).toContain(`<@${nadia}> set this up`);
  await personIn(world, ben).sees('named you as who leads');
  const me = await opensMine();
  expect(me.modalText()).toMatch(/sees this from .* on/);
  pass(6 * dayMs);
  await world.hand.openHome(ben);
  await seesHome(world, ben, 'Settings');
  expect(textOf(world.slack.look(ben).home?.view)).not.toContain('You lead');
  pass(dayMs + 60_000);
  await opensTeam();
});

test('a manager’s week is made of shared notes alone: what moved, what slipped, what is overdue and quiet', async () => {
  await storeRead(world, ofAva());
  const you = await benLeadsAva(world, pass);
  const open = await opensTeam();
  const shown = open.modalText();
  expect(shown).toContain('1 person, 2 open deals, 48k EUR in 1, 1 without an amount');
  expect(shown).toMatch(/Moved\* · 1\n\*Maya Chen\* · Nordwind · <@\S+>\npilot agreed/);
  expect(shown).toMatch(
    /Slipped\* · 1\n\*Priya Sharma\* · Rentfield[\s\S]*to close 30 Oct, which was \d+ days ago/,
  );
  expect(shown).toMatch(/Promises overdue\* · 1\n.*Rentfield.*\n.*ROI sheet.*days late/);
  expect(shown).toMatch(/No shared note in the last 14 days\* · 1\n.*Rentfield/);
  await you.type('/digest now');
  const week = textOf(await you.sees('Your team'));
  expect(week).toContain('1 deal has no shared note in the last 14 days');
  expect(you.all()).not.toMatch(secret);
});

test('the manager’s own private notes are not in it, and what they say of a deal changes nothing', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const before = (await opensTeam()).modalText();
  await storeRead(world, [
    call({ author: ben, day: daysAgo(0), text: 'They went with Fixwell, we are out.' }),
    call({ author: ben, name: 'Ida Holm', company: 'Fjord', day: daysAgo(0), text: 'A new one of mine.' }),
  ]);
  const after = (await opensTeam()).modalText();
  expect(after).toBe(before);
});

test('once the newest shared note says lost, that alone is asked: no slipped date and no promise of the deal is', async () => {
  await storeRead(world, [
    ...ofAva(),
    call({ day: daysAgoThen(1), visibility: 'team', text: 'They went with Fixwell, we are out.' }),
  ]);
  await benLeadsAva(world, pass);
  const shown = (await opensTeam()).modalText();
  expect(shown).toContain('the newest note says: lost?');
  expect(shown).not.toMatch(/Slipped|Promises overdue|ROI sheet, /);
});

test('what is not read yet is said, and nothing is told of it', async () => {
  world.model.faults.set({ kind: 'down' });
  await store(world, ofAva());
  await benLeadsAva(world, pass);
  const shown = (await opensTeam()).modalText();
  expect(shown).toContain('1 person, 2 open deals, 2 without an amount, 2 not read yet');
  expect(shown).not.toMatch(/Moved|Slipped|overdue|attention/);
});

test('a rep sees exactly the page that their manager sees of them', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = await opensTeam();
  await you.choose('manager_person', ava);
  await you.seesModal('in shared notes');
  const theirs = rowsOf(you);
  const me = await opensMine();
  expect(theirs).toHaveLength(2);
  expect(rowsOf(me)).toEqual(theirs);
});

test('a naming that failed is carried out when its form comes once more', async () => {
  const { person: admin } = await pressHome(world, nadia, {
    sees: 'Who leads whom',
    actionId: 'manager_name',
  });
  await admin.seesModal('Each of them is told');
  await admin.submit({ manager_who: ben });
  await admin.seesModal('Whom does');
  world.memory.faults.set({ kind: 'unavailable' });
  const first = await admin.submit({ manager_people: [ava] });
  await admin.seesModal('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  await world.hand.deliverAgain(first.deliveryId ?? 0);
  await personIn(world, ava).sees('gets a week of your deals');
});

/** What is said of each deal. */
function rowsOf(someone: Someone): readonly string[] {
  const blocks = someone.modal()?.view.blocks ?? [];
  return blocks.flatMap((block) => {
    const row = block as { block_id?: string; text?: { text: string } };
    return row.block_id?.startsWith('managed:') ? [row.text?.text ?? ''] : [];
  });
}

test('whom a manager does not lead any more is on no page of theirs, though the list before them still has them', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = await opensTeam();
  await nameManager(world, ben, []);
  pass(5_000);
  await you.choose('manager_person', ava);
  await you.seesModal('You do not lead them.');
  expect(you.modalText()).not.toMatch(/Rentfield|Nordwind/);
});

test('what a rep unshares is gone from their manager’s page, and from every count on it', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const sharer = personIn(world, ava);
  await sharer.type('/brief Rentfield');
  await sharer.sees('Last call');
  await sharer.press('share_brief');
  await sharer.seesModal('before anything is posted');
  await sharer.choose('share_channel', deals);
  await sharer.seesModal('people will see it, under your name');
  await sharer.submit({});
  await sharer.sees('Posted in #deals-emea');
  const me = await opensMine();
  const row = rowsOf(me).findIndex((text) => text.includes('Rentfield'));
  const blocks = me.modal()?.view.blocks.filter(({ block_id }) => block_id?.startsWith('managed:')) ?? [];
  await world.hand.pressButton(
    ava,
    { viewId: me.modal()?.id ?? '' },
    { actionId: 'manager_unshare', blockId: blocks[row]?.block_id },
  );
  await me.seesModal('2 notes are yours alone now. What you posted of it in #deals-emea stays there');
  expect(rowsOf(me).join()).not.toContain('Rentfield');
  const shared = (await storedNotes(world)).filter(({ tags }) => tags.includes('vis:team'));
  expect(shared).toHaveLength(2);
  const shown = (await opensTeam()).modalText();
  expect(shown).toContain('1 person, 1 open deal, 1 without an amount');
  expect(shown).not.toContain('Rentfield');
});

test('a manager asks about a deal in words of their own, once a week', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = await opensTeam();
  await you.choose('manager_deal', 'ask', {}, blockWith(you, 'Rentfield'));
  await you.seesModal('Your message');
  await you.submit({ manager_ask_words: 'Shall I call the CFO <!channel> myself?' });
  await you.seesModal('Sent to');
  const me = personIn(world, ava);
  const asked = await me.sees('asks about');
  expect(textOf(asked)).toContain(`<@${ben}> asks about *Priya Sharma · Rentfield*`);
  expect(textOf(asked)).toContain('Shall I call the CFO');
  expect(JSON.stringify(asked.blocks)).not.toMatch(/"type":"mrkdwn","text":"[^"]*<!channel>/);
  const again = await opensTeam();
  await again.choose('manager_deal', 'ask', {}, blockWith(again, 'Rentfield'));
  await again.seesModal('Next week you can again.');
  pass(7 * dayMs);
  const later = await opensTeam();
  await later.choose('manager_deal', 'ask', {}, blockWith(later, 'Rentfield'));
  await later.seesModal('Your message');
});

function blockWith(someone: Someone, words: string): string | undefined {
  return someone
    .modal()
    ?.view.blocks.find(
      (block) => block.block_id?.startsWith('managed:') && JSON.stringify(block).includes(words),
    )?.block_id;
}

test('a question that Slack does not take comes back into its form, and may be sent again', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = await opensTeam();
  await you.choose('manager_deal', 'ask', {}, blockWith(you, 'Rentfield'));
  await you.seesModal('Your message');
  world.slack.faults.failWith('chat.postMessage', { times: 9, error: 'fatal_error' });
  await you.submit({ manager_ask_words: 'Shall I call the CFO?' });
  await you.seesModal('It was not sent');
  world.slack.faults.clear();
  expect(JSON.stringify(you.modal()?.view)).toContain('Shall I call the CFO?');
  await you.submit({ manager_ask_words: 'Shall I call the CFO?' });
  await personIn(world, ava).sees('Shall I call the CFO?');
});

test('a question that Slack does not take comes back whole in a message when its form was closed by then', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = await opensTeam();
  await you.choose('manager_deal', 'ask', {}, blockWith(you, 'Rentfield'));
  await you.seesModal('Your message');
  world.memory.faults.set({ kind: 'delay', ms: 1_000, times: 1 });
  world.slack.faults.failWith('chat.postMessage', { times: 1, error: 'fatal_error' });
  await you.submit({ manager_ask_words: 'Shall I call the CFO?' });
  await world.hand.closeView(ben, you.modal()?.id ?? '', true);
  const back = textOf(await you.sees('was not sent: Slack did not take it.'));
  expect(back).toContain('Shall I call the CFO?');
  expect(personIn(world, ava).texts().join()).not.toContain('Shall I call the CFO?');
});

test('a press on a deal opens its brief as the manager may read it', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = await opensTeam();
  await you.choose('manager_deal', 'brief', {}, blockWith(you, 'Rentfield'));
  await you.seesModal('Do next');
  expect(you.modalText()).not.toMatch(secret);
});

test('who leads somebody and logs nothing gets the week by itself, in one message', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  const you = personIn(world, ben);
  const isWeek = (text: string) => text.includes('From notes shared with the team');
  for (let day = 0; day < 9 && !you.texts().some(isWeek); day += 1) {
    // Digests wait for their rep's Monday morning.
    for (let hour = 0; hour < 24; hour += 3) {
      pass(dayMs / 8);
      for (const beat of beats) beat();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  await you.sees('From notes shared with the team');
  expect(you.texts().filter(isWeek)).toHaveLength(1);
});

test('whom nobody leads any more is told so, and is in no week', async () => {
  await storeRead(world, ofAva());
  await benLeadsAva(world, pass);
  await nameManager(world, ben, []);
  await personIn(world, ava).sees('gets no week of your deals any more');
  await world.hand.openHome(ben);
  await seesHome(world, ben, 'Settings');
  expect(textOf(world.slack.look(ben).home?.view)).not.toContain('You lead');
});

test.each([
  ['a guest', guest],
  ['somebody who left', lena],
])('%s leads nobody', async (_who, manager) => {
  const { person: admin } = await pressHome(world, nadia, {
    sees: 'Who leads whom',
    actionId: 'manager_name',
  });
  await admin.seesModal('Each of them is told');
  await admin.submit({ manager_who: manager });
  await admin.seesModal('Choose full members');
});

test('nobody leads themselves, and nobody but an admin names who leads', async () => {
  const { person: admin } = await pressHome(world, nadia, {
    sees: 'Who leads whom',
    actionId: 'manager_name',
  });
  await admin.seesModal('Each of them is told');
  await admin.submit({ manager_who: ben });
  await admin.seesModal('Whom does');
  expect((await admin.submit({ manager_people: [ben] })).errors).toEqual({
    manager_people: 'Nobody leads themselves.',
  });
  world.hand.changePeople([
    { id: nadia, name: 'nadia', real_name: 'Nadia Haddad', tz: 'Asia/Kolkata', team_id: 'T0SANDBOX1' },
  ]);
  await admin.submit({ manager_people: [ava] });
  await admin.seesModal('Only workspace admins name who leads whom.');
  expect(personIn(world, ava).texts().join()).not.toContain('gets a week');
});

test('a rep who could not be told is shown to nobody, and the admin hears of it', async () => {
  await storeRead(world, ofAva());
  world.slack.faults.failWith('chat.postMessage', { times: 99, error: 'fatal_error' });
  const admin = await nameManager(world, ben, [ava]);
  await admin.seesModal('Slack did not take the message');
  world.slack.faults.clear();
  pass(8 * dayMs);
  await world.hand.openHome(ben);
  await seesHome(world, ben, 'Settings');
  expect(textOf(world.slack.look(ben).home?.view)).not.toContain('You lead');
  await nameManager(world, ben, [ava]);
  await personIn(world, ava).sees('gets a week of your deals');
});
