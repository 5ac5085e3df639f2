import { afterEach, beforeEach, expect, test } from 'vitest';
import { hindsightOf } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const amit = { name: 'Amit Rao', company: 'Rentfield', text: 'He asked for a second quote.' };
const words = 'He wants the contract by Monday.';

async function filledForm() {
  await logNewPerson(me, amit);
  await me.type('/log');
  await me.seesModal('What happened');
  return { log_who: await optionFor(me, 'Amit Rao · Rentfield', 'amit'), log_text_0: words };
}

const stored = async () => (await storedNotes(world)).length;
const retain = () => `POST /v1/default/banks/${world.config.HINDSIGHT_BANK}-t0sandbox1/memories`;
/** What the modal says at the moment of the acknowledgement. */
const acknowledged = () => textOf(world.slack.look(ava).modals.at(-1)?.view).replace(/\*/g, '');

test('what memory has taken within a second is acknowledged as saved, and its buttons follow', async () => {
  const values = await filledForm();
  world.memory.faults.set({ kind: 'delay', ms: 300, on: retain() });
  await me.submit(values);
  expect(acknowledged()).toContain('Saved on Amit Rao');
  expect(await stored()).toBe(2);
  await me.seesModal('Undo');
});

test('what memory has not taken in a second is acknowledged by the filled form, which says so, and is saved in it', async () => {
  const values = await filledForm();
  world.memory.faults.set({ kind: 'delay', ms: 2_000, on: retain() });
  await me.submit(values);
  expect(acknowledged()).toContain('Saving… If this stays, press Save once more');
  expect(acknowledged()).toContain(words);
  expect(JSON.stringify(me.modal()?.view)).toContain('"submit"');
  await me.seesModal('Saved on Amit Rao');
  expect(await stored()).toBe(2);
});

test('the form under “Saving…” can be sent again: the note is stored once, in its last words', async () => {
  const values = await filledForm();
  world.memory.faults.set({ kind: 'delay', ms: 1_800, on: retain(), times: 1 });
  await me.submit(values);
  expect(acknowledged()).toContain('Saving…');
  await me.submit({ ...values, log_text_0: `${words} And a discount.` });
  await me.seesModal('And a discount.');
  await me.sees('And a discount.');
  await expect.poll(stored).toBe(2);
  expect(me.texts().filter((text) => text.includes(words))).toHaveLength(1);
});

test('the form sent again as it is, while memory is slow, is written once, and the one receipt comes when that is done', async () => {
  const values = await filledForm();
  const writes = () =>
    world.memory.faults.requests().filter((one) => `${one.method} ${one.path}` === retain()).length;
  const before = writes();
  world.memory.faults.set({ kind: 'delay', ms: 2_500, on: retain() });
  for (let presses = 0; presses < 3; presses += 1) await me.submit(values);
  const receipt = textOf(await me.sees(words));
  expect(receipt).toContain('Saved on *Amit Rao');
  expect(writes() - before).toBe(1);
  expect(await stored()).toBe(2);
  expect(me.texts().filter((text) => text.includes(words))).toHaveLength(1);
});

test('a note whose receipt Slack does not take is never called failed, and the receipt comes by itself', async () => {
  const values = await filledForm();
  world.slack.faults.failWith('chat.postMessage', { times: 3, error: 'fatal_error' });
  await me.submit(values);
  expect(acknowledged()).toContain('Saved on Amit Rao');
  const receipt = await me.sees(words);
  expect(textOf(receipt)).toContain('Undo');
  expect(me.modalText()).toContain('Saved on');
  expect(me.all()).not.toContain('went wrong');
  expect(await stored()).toBe(2);
  expect(me.texts().filter((text) => text.includes(words))).toHaveLength(1);
});

test('when the DM does not take what memory refused, the words stand in the form and nothing takes them away', async () => {
  const values = await filledForm();
  world.memory.faults.set({ kind: 'refuse' });
  world.slack.faults.failWith('chat.postMessage', { times: 1, error: 'fatal_error' });
  await me.submit(values);
  await me.seesModal('Not saved yet');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(me.modalText()).toContain(words);
  expect(JSON.stringify(me.modal()?.view)).toContain('"submit"');
});

test('when the DM does not take the words back and the form was closed meanwhile, the author is told that something went wrong', async () => {
  const values = await filledForm();
  world.memory.faults.set({ kind: 'delay', ms: 6_000, on: retain(), times: 1 });
  world.slack.faults.failWith('chat.postMessage', { times: 2, error: 'fatal_error' });
  await me.submit(values);
  await world.hand.closeView(ava, me.modal()?.id ?? '', true);
  await me.sees('Something went wrong on our side');
});

test('who edits a note while it is read keeps the form, whatever comes of the reading', async () => {
  const values = await filledForm();
  world.model.faults.set({ kind: 'slow', ms: 2_000 });
  await me.submit(values);
  await me.seesModal('Undo');
  await me.pressInModal('log_edit');
  await me.seesModal('How it went');
  world.model.faults.clear();
  await world.stopBot();
  expect(me.modalText()).toContain('How it went');
});

test('when another process stores a later edit meanwhile, the receipt ends with the words that are stored', async () => {
  await logNewPerson(me, amit);
  await me.press('log_edit');
  await me.seesModal('How it went');
  world.model.faults.set({ kind: 'slow', ms: 2_000 });
  await me.submit({ log_text_0: 'He asked for a third quote.' });
  await me.sees('a third quote');
  const { memory } = hindsightOf(world);
  const [header] = await memory.list('everyone', ava);
  const [note] = await memory.texts(header ? [header] : []);
  if (!note) throw new RangeError('no note');
  const loggedAt = new Date(Date.parse(note.loggedAt) + 1).toISOString();
  await memory.edit({ ...note, text: 'He asked for a fourth quote.', loggedAt });
  await personIn(world, ava, 40_000).sees('a fourth quote');
  const quotes = () => me.texts().filter((text) => text.includes('quote'));
  await expect.poll(quotes, { timeout: 12_000 }).toHaveLength(1);
  expect(quotes()[0]).toContain('a fourth quote');
}, 60_000);

test.each([
  ['tried again', { kind: 'down' }],
  ['followed by what the note did to the score', { kind: 'slow', ms: 2_000 }],
] as const)(
  'a receipt that is %s never takes the place of a later version’s, which another process stored',
  async (_, fault) => {
    const values = await filledForm();
    world.model.faults.set(fault);
    world.slack.faults.failWith('chat.postMessage', { times: 2, error: 'fatal_error' });
    await me.submit(values);
    await me.seesModal('Saved on');
    const { memory } = hindsightOf(world);
    const headers = await memory.list('everyone', ava);
    const note = (await memory.texts(headers)).find(({ text }) => text === words) ?? expect.fail();
    const loggedAt = new Date(Date.parse(note.loggedAt) + 1).toISOString();
    await memory.edit({ ...note, text: 'He wants it by Tuesday.', loggedAt });
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    expect(me.texts().filter((text) => text.includes(words))).toEqual([]);
  },
  30_000,
);
