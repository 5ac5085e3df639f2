import { afterEach, beforeEach, expect, test } from 'vitest';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { call, store } from '../support/filled.ts';
import { optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
const priya = { key: prospectKey('Priya Sharma', 'Rentfield'), name: 'Priya Sharma', company: 'Rentfield' };
const onDeal = (label: string) => call({ deal: { key: dealKey(priya, label), company: 'Rentfield', label } });

beforeEach(async () => {
  world = await createWorld();
  await store(world, [onDeal('Depot north'), onDeal('Renewal')]);
  me = personIn(world, ava);
});
afterEach(() => world.close());

test('a name with two deals at one company asks which, each with the name of its deal', async () => {
  await me.type('/log Priya: She called back.');
  const notice = textOf((await me.seesModal('Several match Priya')).view);
  expect(notice).toContain('Priya Sharma · Rentfield · Depot north');
  expect(notice).toContain('Priya Sharma · Rentfield · Renewal');
});

test('somebody new at a company with two deals joins one of them, or a third that has to have a name', async () => {
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'New person: ‘Omar Reyes’', 'Omar Reyes');
  await me.choose('log_who', who);
  await me.seesModal('Company');
  const values = {
    log_who: who,
    log_name: 'Omar Reyes',
    log_company: 'Rentfield',
    log_text_0: 'He joins as buyer.',
  };
  await me.submit(values);
  const asked = textOf((await me.seesModal('Which deal?')).view);
  for (const deal of ['Depot north', 'Renewal', 'Another deal, named below']) expect(asked).toContain(deal);
  const unnamed = await me.submit({ ...values, log_deal: 'new' });
  expect(unnamed.errors).toEqual({ log_label: 'Give the other deal a name, such as Renewal.' });
  await me.submit({ ...values, log_deal: 'new', log_label: 'Depot south' });
  await me.sees('He joins as buyer.');
  const labels = (await storedNotes(world)).map((note) => note.document_metadata?.['deal_label']);
  expect(labels.toSorted()).toEqual(['Depot north', 'Depot south', 'Renewal']);
});

test('undone on one of their two deals, the words go to the other with one press', async () => {
  const [north, renewal] = ['Depot north', 'Renewal'].map((deal) => `Priya Sharma · Rentfield · ${deal}`);
  await me.type('/log');
  await me.seesModal('What happened');
  await me.submit({ log_who: await optionFor(me, north ?? '', 'priya'), log_text_0: 'She wants a plan.' });
  await me.sees('She wants a plan.');
  await me.press('log_undo');
  const offer = JSON.stringify(await me.sees('Its words stand here'));
  expect(offer).toContain(`On ${renewal}`);
  expect(offer).not.toContain(`On ${north}`);
});

test('who was chosen among two people of one deal is who the brief is on', async () => {
  const people = ['Sam Vale', 'Sam Hart'].map((name) => ({
    key: prospectKey(name, 'Kelso'),
    name,
    company: 'Kelso',
  }));
  const [first = priya] = people;
  const deal = { key: dealKey(first, null), company: 'Kelso', label: null };
  await store(world, [call({ prospects: people, deal }), call({ prospects: people, deal })]);
  await me.type('/brief Sam');
  const offered = textOf((await me.sees('people match Sam')).blocks).match(/Sam (?:Vale|Hart)/g);
  await me.press(`brief_choice_${offered?.indexOf('Sam Hart')}`);
  expect(textOf(await me.sees('Last call'))).toMatch(/^\S*Sam Hart/m);
});
