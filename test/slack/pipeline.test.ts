import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { logNewPerson, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const modelCalls = () => world.model.log.length;

test('numbers are counted from documents without a model call, and open the people behind them', async () => {
  await store(world, [
    call({ day: daysAgo(2), outcome: 'objection' }),
    call({ day: daysAgo(12) }),
    call({ name: 'James Okafor', company: 'Fleetline', day: daysAgo(20), outcome: 'no_answer' }),
    call({ name: 'Maya Chen', company: 'Tallygate', day: daysAgo(3), outcome: 'won' }),
    call({ name: 'Riya Kapoor', company: 'Bazaarly', day: daysAgo(40), outcome: 'lost' }),
  ]);
  await me.type('/pipeline', sales);
  const shown = textOf(await me.sees('2 open deals, 1 won, 1 lost', sales)).split('\n');
  for (const number of [
    'Objection: 1',
    'No answer: 1',
    'Not read yet: 2',
    '0 to 7 days: 1',
    '15 to 30 days: 1',
  ])
    expect(shown).toContain(number);
  expect(shown.join()).toContain('2 deals not read yet: counted by the last call,');
  expect(shown.filter((line) => line === 'Won: 1')).toHaveLength(2);
  expect(shown.filter((line) => line === 'Lost: 1')).toHaveLength(1);
  await me.press('pipeline_open_0', sales);
  await me.seesModal('Last call: Objection, 1 deal');
  expect(me.modalText()).toContain('Priya Sharma · Rentfield');
  expect(me.modalText()).not.toContain('James');
  expect(modelCalls()).toBe(0);
  await me.pressInModal('brief_open');
  await me.seesModal('Do next');
});

test('a deal that is read counts with the score that the week gives it', async () => {
  await storeRead(world, [
    call({ day: daysAgo(12) }),
    call({ day: daysAgo(2), text: 'They are also looking at Notewright.' }),
  ]);
  await me.type('/digest now');
  const week = textOf(await me.sees('1 of 1 open deal considered'));
  const [, band] = /\b\d+ (Cold|Warming up|Engaged|Hot|Closing)/.exec(week) ?? [];
  expect(band).toBeDefined();
  const asked = modelCalls();
  await me.type('/pipeline');
  const shown = textOf(await me.sees('as far as you may see'));
  expect(shown).toContain(`${band}: 1`);
  expect(shown).toContain('Competitors');
  expect(shown).not.toContain('not read yet');
  expect(modelCalls()).toBe(asked);
});

test('a deal that is read counts under the band of its card, its competitor and objection, beside one that is not', async () => {
  await storeRead(world, [
    call({ day: daysAgo(12), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(2), text: 'They are also looking at Notewright.' }),
  ]);
  await store(world, [call({ name: 'James Okafor', company: 'Fleetline', day: daysAgo(20) })]);
  await me.type('/brief Priya');
  const card = textOf(await me.sees('Last call'));
  const [, band] = /\*\d+ ([A-Z][a-z ]+?)\*/.exec(card) ?? [];
  expect(band).toBeDefined();
  await me.type('/pipeline');
  const shown = textOf(await me.sees('2 open deals'));
  expect(shown).toContain(`${band}: 1`);
  expect(shown).toContain('1 deal not read yet');
  expect(shown).toContain('Competitors');
  expect(shown).toContain('Open objections');
});

test('the CSV comes to the DM of who asked, wherever they asked, and holds every deal', async () => {
  await store(world, [
    call({ name: '=HYPERLINK("x")', company: 'Rent, field & "Sons"', day: daysAgo(2) }),
    call({ name: 'James Okafor', company: 'Fleetline', day: daysAgo(3) }),
  ]);
  await me.type('/pipeline', sales);
  await me.sees('2 open deals', sales);
  await me.press('pipeline_csv', sales);
  const sent = textOf(await me.sees('people,company,deal'));
  expect(sent).toContain(`"'=HYPERLINK(""x"")","Rent, field & ""Sons""",,open,1,${daysAgo(2)},spoke,2,`);
  expect(sent).toContain('James Okafor,Fleetline');
  expect(me.texts(sales).join()).not.toContain('people,company');
  await me.sees('The CSV is in your DM', sales);
});

test('private notes of a colleague move no number of mine', async () => {
  await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text: 'A first hello on the phone.' });
  await store(world, [
    call({ author: ben, outcome: 'won', text: 'Signed, hush.' }),
    call({ author: ben, name: 'Secret Sam', company: 'Hidden', text: 'Nobody knows.' }),
    call({ author: ben, name: 'Open Olga', company: 'Shown', visibility: 'team', text: 'All know.' }),
  ]);
  await me.type('/pipeline');
  await me.sees('2 open deals, 0 won, 0 lost');
  await me.press('pipeline_csv');
  const sent = textOf(await me.sees('people,company,deal'));
  expect(sent).toContain('Open Olga');
  expect(sent).not.toContain('Secret');
});

test('a pipeline without notes says how to begin', async () => {
  await me.type('/pipeline');
  await me.sees('No notes yet. Log your first call, and');
});
