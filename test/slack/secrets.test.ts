import { afterEach, beforeEach, expect, test } from 'vitest';
import { hindsightOf } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
  await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text: 'A first chat.' });
});
afterEach(() => world.close());

const card = '4111 1111 1111 1111';
const said = `She pays by card ${card} from May.`;

async function submitted() {
  await me.type('/log');
  await me.seesModal('What happened');
  const values = { log_who: await optionFor(me, 'Priya Sharma · Rentfield', 'priya'), log_text_0: said };
  await me.submit(values);
  await me.seesModal('holds a card number');
  return values;
}

/** The form with its fields for somebody new. */
async function openFor(name: string) {
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, `New person: ‘${name}’`, name);
  await me.choose('log_who', who);
  await me.seesModal('Company');
  return who;
}

async function stored(): Promise<readonly string[]> {
  const { memory } = hindsightOf(world);
  const notes = await memory.texts(await memory.list('everyone', ava));
  return notes.map(({ text }) => text);
}

const asked = () => JSON.stringify(world.model.log);

test('a note with a card number is saved nowhere and shown to no model before its author has chosen', async () => {
  await submitted();
  expect(await stored()).toEqual(['A first chat.']);
  expect(asked()).not.toContain('4111');
});

test('left out, the note says that it was, and nobody else learns it', async () => {
  const values = await submitted();
  await me.submit({ ...values, log_secrets: 'leave out' });
  await me.seesModal('Saved on Priya Sharma');
  expect(await stored()).toContain('She pays by card [card number left out] from May.');
  await me.sees('[card number left out]');
  expect(asked()).not.toContain('4111');
  expect(world.logged.join()).not.toContain('4111');
});

test('kept, it stands in the note as it was typed', async () => {
  const values = await submitted();
  await me.submit({ ...values, log_secrets: 'keep' });
  await me.seesModal('Saved on Priya Sharma');
  expect(await stored()).toContain(said);
});

test('what was chosen once holds, though the form has to ask something else before it saves', async () => {
  const who = await openFor('Priya Sharmma');
  const values = { log_who: who, log_name: 'Priya Sharmma', log_company: 'Rentfield', log_text_0: said };
  await me.submit(values);
  await me.seesModal('holds a card number');
  await me.submit({ ...values, log_secrets: 'keep' });
  await me.seesModal('Same as Priya Sharma');
  await me.submit({ ...values, log_same: 'new' });
  await me.seesModal('Saved on Priya Sharmma');
  expect(await stored()).toContain(said);
});

test('said in the messages, it is saved by no press but goes to the form, which asks', async () => {
  await me.say(`Priya: ${said}`);
  const offer = await me.sees('holds a secret');
  expect(JSON.stringify(offer.blocks)).not.toContain('talk_save');
  await me.press('talk_else');
  await me.seesModal('What happened');
  expect(textOf(me.modal()?.view)).toContain('Priya Sharma · Rentfield');
  await me.submit({});
  await me.seesModal('holds a card number');
  expect(await stored()).toEqual(['A first chat.']);
});
