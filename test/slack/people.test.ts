import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';
import { openMend } from './people-doors.ts';
import { merge, move, rename, save } from './people-hands.ts';

let world: World;
let me: Someone;
let ahead = 0;
beforeEach(async () => {
  ahead = 0;
  world = await createWorld({ now: () => new Date(Date.now() + ahead) });
  me = personIn(world, ava);
});
afterEach(() => world.close());

async function suggested(who: Someone, query: string): Promise<readonly string[]> {
  await who.type('/log');
  await who.seesModal('What happened');
  const { options } = await who.suggestions('log_who', query);
  return options.map((one) => one.text.text).filter((text) => !text.startsWith('New person'));
}

test('a right name is shown everywhere, the old card goes on working, and Undo brings the typed one back', async () => {
  await store(world, [call({ name: 'Prya Sharma' }), call({ name: 'Prya Sharma', day: daysAgo(9) })]);
  await me.type('/brief Prya');
  await me.sees('Last call');
  await me.press('brief_more');
  await me.seesModal('Correct a name or company');
  await me.pressInModal('mend_open');
  await me.seesModal('Prya Sharma · Rentfield, 2 notes. What is not right?');
  await me.pressInModal('mend_as_rename');
  await me.seesModal('The right name');
  await me.submit({ mend_name: 'Priya Sharma' });
  await me.seesModal('2 notes on Prya Sharma show Priya Sharma from now on.');
  expect(me.modalText()).toContain('Only you see this');
  await save(me);
  ahead += 5_000;
  await me.press('brief_more');
  await me.seesModal('Priya Sharma · Rentfield');
  ahead += 5_000;
  await me.type('/brief Priya');
  await me.sees('Priya Sharma · Rentfield');
  ahead += 5_000;
  await me.type('/timeline Prya');
  await me.seesModal('2 notes, newest call first');
  expect(await suggested(me, 'pr')).toEqual(['Priya Sharma · Rentfield']);
  await openMend(me, 'Priya');
  await me.seesModal('Prya Sharma is called Priya Sharma · by you');
  await me.pressInModal('mend_undo');
  await me.seesModal('Undone. Prya Sharma is shown as the notes have it.');
  expect(await suggested(me, 'pr')).toEqual(['Prya Sharma · Rentfield']);
});

test('of three Priyas the two who are one become one in one deal, also where the company is spelled otherwise', async () => {
  const [typo] = await store(world, [
    call({ name: 'Priya S.', company: 'Rentfeld Ltd', text: 'Asked for the security review.' }),
    call({ day: daysAgo(9) }),
    call({ name: 'Priya Raman', company: 'Northhaul', text: 'They agreed to a pilot in March.' }),
  ]);
  await me.type('/brief Priya');
  await me.sees('Three people match Priya');
  await merge(me, 'Priya S', 'Priya Sharma · Rentfield');
  await me.seesModal(
    'Priya S. · Rentfeld Ltd and Priya Sharma · Rentfield become one person: Priya Sharma · Rentfield, with 2 notes',
  );
  expect(me.modalText()).toContain('become one company with one deal and one score');
  await save(me);
  ahead += 5_000;
  await me.type('/brief Priya');
  await me.sees('Two people match Priya');
  await me.type('/timeline Priya Sharma');
  await me.seesModal('2 notes, newest call first');
  expect(me.modalText()).toContain('security review');
  await me.type('/pipeline');
  expect(textOf(await me.sees('Northhaul'))).not.toContain('Rentfeld');
  const stored = await hindsightOf(world).memory.read(typo?.id ?? '', ava);
  expect(stored).toEqual(typo);
});

test('of two who are one at two companies a choice says that one person is in two deals', async () => {
  await store(world, [
    call({ name: 'Luz Ortega', company: 'San Isidro' }),
    call({ name: 'Luz Marina Ortega', company: 'Cafetal San Isidro' }),
  ]);
  await me.type('/brief Luz');
  await me.sees('Two people match Luz.');
  await merge(me, 'Luz Ortega San Isidro', 'Luz Marina Ortega · Cafetal San Isidro');
  await save(me);
  ahead += 5_000;
  await me.type('/brief Luz');
  await me.sees('Luz Marina Ortega is in two deals.');
});

test('an edited note of a merged person shows and keeps who they are now', async () => {
  const [typed] = await store(world, [call({ name: 'Priya S.' }), call({ day: daysAgo(9) })]);
  await merge(me, 'Priya S', 'Priya Sharma · Rentfield');
  await save(me);
  await me.type('/timeline Priya');
  await me.seesModal('2 notes');
  await me.pressInModal('log_edit', typed?.id);
  await me.seesModal('What happened');
  const who = await optionFor(me, 'Priya Sharma · Rentfield', 'priya');
  await me.submit({ log_who: who, log_text_0: 'She is calm about it now.' });
  await me.sees('Changed on Priya Sharma · Rentfield');
  const { memory } = hindsightOf(world);
  expect(await memory.read(typed?.id ?? '', ava)).toMatchObject({
    text: 'She is calm about it now.',
    prospects: typed?.prospects,
  });
});

test('a move leaves notes and deal, makes the person known at the new company and says where you knew them', async () => {
  await store(world, [call(), call({ day: daysAgo(9) })]);
  await move(me, 'Priya', 'Fleetline');
  await me.seesModal('Priya Sharma is known at Fleetline from now on. 2 notes stay with Rentfield');
  await save(me);
  expect(await suggested(me, 'priya')).toEqual(['Priya Sharma · Fleetline', 'Priya Sharma · Rentfield']);
  await me.type('/brief Priya');
  await me.sees('Nothing on Priya Sharma at Fleetline yet. You knew them at Rentfield: 2 notes.');
  await me.press('brief_log_call');
  await me.seesModal('Priya Sharma · Fleetline');
  const who = await optionFor(me, 'Priya Sharma · Fleetline', 'priya');
  await me.submit({ log_who: who, log_text_0: 'First call in the new job.' });
  await me.sees('Saved on Priya Sharma · Fleetline');
  ahead += 5_000;
  await me.type('/brief Priya');
  const card = textOf(await me.sees('Last call'));
  expect(card).toContain('Priya Sharma · Fleetline');
  expect(card).toContain('You knew them at Rentfield: 2 notes.');
  await me.press('brief_open');
  await me.sees('Priya Sharma · Rentfield');
  expect(await hindsightOf(world).memory.list('everyone', ava)).toHaveLength(3);
});

test.each(['Priya Sharma', 'Zoë Ní Bhriain', '太郎'])(
  'whoever had no company gets one with their notes and has moved from nowhere: %s',
  async (name) => {
    await store(world, [call({ name, company: null }), call({ name, company: null, day: daysAgo(9) })]);
    await move(me, name, 'Fleetline');
    await me.seesModal(`${name} is known at Fleetline from now on, with 2 notes.`);
    await save(me);
    expect(await suggested(me, name)).toEqual([`${name} · Fleetline`]);
    await me.type(`/brief ${name}`);
    const card = textOf(await me.sees('Last call'));
    expect(card).toContain(`${name} · Fleetline`);
    expect(card).toContain('2 notes');
    await openMend(me, name);
    await me.seesModal(`${name} is at Fleetline · by you`);
    expect(`${card}${me.modalText()}`).not.toMatch(/no company|knew them|moved from/i);
    await me.pressInModal('mend_undo');
    await me.seesModal(`Undone. ${name} is shown as the notes have it.`);
  },
);

test('a brief at the new company, which others have notes on, says that there is none on them yet', async () => {
  await store(world, [call(), call({ name: 'James Okafor', company: 'Fleetline', text: 'Wants a demo.' })]);
  await move(me, 'Priya', 'fleetline inc');
  await save(me);
  await me.type('/brief Priya Sharma Fleetline');
  await me.sees('Nothing on Priya Sharma here yet. You knew them at Rentfield: 1 note.');
});

test('what is said of somebody known from private notes reaches no colleague; of shared ones it does', async () => {
  const colleague = personIn(world, ben);
  await store(world, [
    call({ name: 'Priya S.', visibility: 'team' }),
    call({ name: 'Amit Rao', company: 'Kestrel' }),
    call({ name: 'Amit R.', company: 'Kestrel', author: ben }),
  ]);
  await rename(me, 'Amit', 'Amit Raosecret');
  await save(me);
  await move(me, 'Amit', 'Hiddenham');
  await save(me);
  expect(await suggested(colleague, 'amit')).toEqual(['Amit R. · Kestrel']);
  expect(await suggested(colleague, 'priya')).toEqual(['Priya S. · Rentfield']);
  await colleague.type('/brief Hiddenham');
  await colleague.sees('Nothing on Hiddenham yet');
  await rename(me, 'Priya', 'Priya Sharma');
  await me.seesModal('Colleagues who read the shared notes on them see it too.');
  await save(me);
  expect(await suggested(colleague, 'priya s.')).toEqual(['Priya Sharma · Rentfield']);
  expect(await suggested(colleague, 'raosecret')).toEqual([]);
  expect(colleague.all()).not.toMatch(/Raosecret|You knew/);
});

test('a name may have 80 characters as Slack counts them', async () => {
  await store(world, [call({ text: 'A note.' })]);
  await rename(me, 'Priya', `Priya${'&'.repeat(15)}`);
  await me.seesModal('Nothing is deleted.');
});

test.each([
  ['mend_name', 'Priya Sharma', 'That is the name already.'],
  ['mend_name', ' \u200b ', 'Write the name as you would say it'],
  ['mend_name', `Priyas${'&'.repeat(15)}`, 'longer than 80'],
  ['mend_company', 'RENTFIELD', 'They are at Rentfield already.'],
  ['mend_company', '…', 'Write the name of the company'],
])('what means nothing is asked again: %s %s', async (field, value, error) => {
  await store(world, [call({ text: 'A note.' })]);
  await openMend(me, 'Priya');
  await me.pressInModal(field === 'mend_name' ? 'mend_as_rename' : 'mend_as_move');
  await me.seesModal('Next');
  const outcome = await me.submit({ [field]: value });
  expect(JSON.stringify(outcome.errors)).toContain(error);
});

test('nobody is the same as themselves, and a name in markup stays words', async () => {
  await store(world, [call(), call({ deal: call({ company: 'Kestrel' }).deal })]);
  await openMend(me, 'Priya Sharma Rentfield');
  await me.pressInModal('mend_as_merge');
  await me.seesModal('The same person as');
  expect((await me.suggestions('mend_other', 'priya')).options).toEqual([]);
  await rename(me, 'Priya Sharma Rentfield', '<!channel> प्रिया शर्मा');
  await me.seesModal('<!channel> प्रिया शर्मा');
  expect(JSON.stringify(me.modal()?.view.blocks)).toContain('&lt;!channel&gt;');
  await save(me);
  expect(await suggested(me, 'प्रिया')).toContain('<!channel> प्रिया शर्मा · Rentfield');
});

test('a name that somebody else has already is one person, and says so before anything changes', async () => {
  await store(world, [call({ name: 'Priya S.' }), call({ name: 'प्रिया शर्मा', day: daysAgo(9) })]);
  await rename(me, 'Priya S', 'प्रिया शर्मा');
  await me.seesModal('Priya S. · Rentfield and प्रिया शर्मा · Rentfield become one person');
});

test('somebody who moved is in the picker of Home, offered for a note in the DM and found by a question', async () => {
  await store(world, [call(), call({ day: daysAgo(9), text: 'They agreed to a pilot in March.' })]);
  await move(me, 'Priya', 'Fleetline');
  await save(me);
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Priya Sharma');
  const home = { viewId: world.slack.look(ava).home?.id ?? '' };
  const { options } = await world.hand.suggest(ava, home, { actionId: 'home_brief', query: 'priya' });
  expect(options.map((one) => one.text.text)).toContain('Priya Sharma · Fleetline');
  const there = options.find((one) => one.text.text === 'Priya Sharma · Fleetline')?.value ?? '';
  await world.hand.choose(ava, home, { actionId: 'home_brief', value: there });
  await me.seesModal('Nothing on Priya Sharma at Fleetline yet. You knew them at Rentfield: 2 notes.');
  await me.say('Priya Sharma at Fleetline called: she wants the same plan there.');
  await me.sees('Priya Sharma · Fleetline');
  await me.press('talk_save_0');
  await me.sees('Saved on Priya Sharma · Fleetline');
  await me.type('/ask What did Priya say about the pilot?');
  expect(textOf(await me.sees('“They agreed to a pilot in March”'))).toContain('pilot');
});

test('a move can be undone where the first call is awaited, and a company tells its people to mend', async () => {
  await store(world, [call(), call({ name: 'Amit Rao', day: daysAgo(9) })]);
  await move(me, 'Priya', 'Fleetline');
  await save(me);
  // Where no note is on them yet they are nobody that another could be one with.
  await openMend(me, 'Amit');
  await me.pressInModal('mend_as_merge');
  await me.seesModal('The same person as');
  const { options } = await me.suggestions('mend_other', 'priya');
  expect(options.map(({ text }) => text.text)).toEqual(['Priya Sharma · Rentfield']);
  await me.type('/brief Priya');
  await me.sees('Nothing on Priya Sharma at Fleetline yet.');
  await me.press('mend_open');
  await me.seesModal('Priya Sharma · Fleetline, no notes yet. What is not right?');
  await me.pressInModal('mend_undo');
  await me.seesModal('Undone.');
  await me.type('/brief Rentfield');
  await me.sees('Last call');
  await me.press('brief_more');
  await me.seesModal('Correct a name or company');
  await me.pressInModal('mend_open');
  await me.seesModal('Who is not right?');
  expect(me.modalText()).toContain('Amit Rao · Rentfield');
  await me.pressInModal('mend_open');
  await me.seesModal('Priya Sharma · Rentfield, 1 note. What is not right?');
});

test('the log tells who did what and to which notes, and no name', async () => {
  const [note] = await store(world, [call({ name: 'Priya S.' })]);
  await rename(me, 'Priya', 'Priya Sharma');
  await save(me);
  await me.pressInModal('mend_undo');
  await me.seesModal('Undone.');
  const told = world.logged.filter((line) => /renamed|undone/.test(line));
  expect(told).toHaveLength(2);
  for (const line of told) expect(line).toContain(note?.id);
  expect(told.join()).not.toMatch(/priya|sharma/i);
});
