import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, storeRead } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, deals, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const amit = { name: 'Amit Rao', company: 'Rentfield', text: 'He asked for a second quote.' };

async function formWith(text: string) {
  await logNewPerson(me, amit);
  await me.type('/log');
  await me.seesModal('What happened');
  return { log_who: await optionFor(me, 'Amit Rao · Rentfield', 'amit'), log_text_0: text };
}

const storedTexts = async () => (await storedNotes(world)).length;

test('trouble while trying again leaves the message with the words where it is', async () => {
  const values = await formWith('Only here and nowhere else.');
  world.memory.faults.set({ kind: 'refuse' });
  await me.submit(values);
  await me.sees('Not saved yet');
  await world.restartBot();
  world.slack.faults.failWith('users.info', { times: 9, error: 'fatal_error' });
  await me.press('log_try_again');
  await me.sees('Something went wrong on our side');
  expect(me.texts().join()).toContain('Only here and nowhere else.');
  world.slack.faults.clear();
  world.memory.faults.set(undefined);
  await me.press('log_try_again');
  await expect.poll(storedTexts).toBe(2);
});

test('an undo that memory refuses leaves the receipt with its buttons', async () => {
  await logNewPerson(me, amit);
  world.memory.faults.set({ kind: 'unavailable' });
  await me.press('log_undo');
  await me.sees('Memory (Hindsight) has not answered');
  expect(me.texts().join()).toContain('Saved on Amit Rao');
});

test('what failed may be pressed or typed again the moment it is told', async () => {
  await logNewPerson(me, amit);
  world.memory.faults.set({ kind: 'unavailable' });
  await me.press('log_undo');
  await me.sees('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  await me.press('log_undo');
  await me.sees('Undone.');
  await world.restartBot();
  world.slack.faults.failWith('users.info', { times: 9, error: 'fatal_error' });
  await me.type('/brief Amit');
  await me.sees('Something went wrong on our side');
  world.slack.faults.clear();
  await me.type('/brief Amit');
  await me.sees('Nothing on Amit');
});

test('a window that stays at “Forgetting…” says how it goes on', async () => {
  await logNewPerson(me, amit);
  await me.type('/forget Amit');
  await me.sees('Forget Amit Rao');
  await me.press('forget_own');
  await me.seesModal('to confirm');
  world.memory.faults.set({ kind: 'delay', ms: 2_000 });
  await me.submit({ forget_name: 'Amit Rao' });
  await me.seesModal('If this stays, close it and type /forget and the name once more');
  world.memory.faults.set(undefined);
  await personIn(world, ava, 20_000).seesModal('Forgotten on Amit Rao');
});

/** Where memory takes notes, as its faults name it. */
const retain = () => `POST /v1/default/banks/${world.config.HINDSIGHT_BANK}-t0sandbox1/memories`;

test('words added to a form that was handed back are what is stored, and what the receipt quotes', async () => {
  const values = await formWith('First words.');
  world.memory.faults.set({ kind: 'delay', ms: 4_000, on: retain(), times: 1 });
  await me.submit(values);
  await me.seesModal('Not saved yet');
  await me.submit({ ...values, log_text_0: 'First words, and a second sentence.' });
  await me.sees('and a second sentence.');
  const [note] = me.texts().filter((text) => text.includes('First words'));
  expect(note).toContain('and a second sentence.');
  await me.type('/brief Amit');
  await me.sees('Last call');
  await me.press('brief_notes');
  await me.seesModal('and a second sentence.');
});

test('a note undone while its gain was on the way stays undone in the DM', async () => {
  const values = await formWith('They agreed to a pilot with 20 seats.');
  world.model.faults.set({ kind: 'slow', ms: 1_500 });
  await me.submit(values);
  await me.sees('They agreed to a pilot');
  await me.press('log_undo');
  await me.sees('Undone.');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(me.texts().join()).not.toContain('“They agreed to a pilot');
  expect(me.texts().join()).toContain('Undone.');
});

test('the gain never takes away a form that was opened meanwhile', async () => {
  const values = await formWith('They agreed to a pilot with 20 seats.');
  world.model.faults.set({ kind: 'slow', ms: 1_500 });
  await me.submit(values);
  await me.seesModal('Undo');
  await me.pressInModal('log_edit');
  await me.seesModal('How it went');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(me.modalText()).toContain('How it went');
});

test('a long mail with quoting marks comes back whole, and is stored whole', async () => {
  const mail = '> he wrote & she answered\n'.repeat(220).trim();
  const values = await formWith('');
  world.memory.faults.set({ kind: 'refuse' });
  await me.submit({ ...values, log_text_0: mail.slice(0, 3_000), log_text_1: mail.slice(3_000) });
  const kept = await me.sees('Not saved yet');
  expect(textOf(kept.blocks?.filter((block) => block.type === 'section').slice(1)).replace(/\n/g, '')).toBe(
    mail.replace(/\n/g, ''),
  );
  world.memory.faults.set(undefined);
  await me.press('log_try_again');
  await me.sees('Saved on Amit Rao');
});

test('a save is told in the DM when Slack does not take the modal', async () => {
  const values = await formWith('He will call back on Monday.');
  world.slack.faults.failWith('views.update', { times: 5, error: 'fatal_error' });
  await me.submit(values);
  await me.sees('He will call back on Monday.');
});

test('when memory, the modal and the DM fail at once the bot lives on', async () => {
  const values = await formWith('Nothing works today.');
  world.memory.faults.set({ kind: 'refuse' });
  for (const method of ['views.update', 'chat.postMessage', 'chat.update']) {
    world.slack.faults.failWith(method, { times: 3, error: 'fatal_error' });
  }
  await me.submit(values);
  await new Promise((resolve) => setTimeout(resolve, 500));
  world.slack.faults.clear();
  world.memory.faults.set(undefined);
  await me.type('/brief help');
  await me.sees('/brief Rentfield');
});

test('a known person is saved though a fresh process knows no names yet', async () => {
  const values = await formWith('Sent the second quote.');
  await world.restartBot();
  world.memory.faults.set({ kind: 'delay', ms: 600, on: 'GET' });
  await me.submit(values);
  await me.sees('Sent the second quote.');
  world.memory.faults.set(undefined);
  const deals = (await storedNotes(world)).map((note) => note.tags.find((tag) => tag.startsWith('deal:')));
  expect(new Set(deals).size).toBe(1);
});

test('the last new name chosen is the one that is saved', async () => {
  await me.type('/log');
  await me.seesModal('What happened');
  await me.choose('log_who', await optionFor(me, 'New person: ‘Pria’', 'Pria'));
  await me.seesModal('Company');
  const maya = await optionFor(me, 'New person: ‘Maya Chen’', 'Maya Chen');
  await me.choose('log_who', maya);
  await me.seesModal('Maya Chen');
  await me.submit({ log_who: maya, log_text_0: 'A pilot in spring.' });
  await me.sees('Saved on Maya Chen');
});

test('a double click on Keep in my DM keeps one card', async () => {
  await logNewPerson(me, amit);
  await me.type('/brief Amit', 'C0SALES002');
  const card = await me.sees('Last call', 'C0SALES002');
  const press = () =>
    world.hand.pressButton(ava, { channel: 'C0SALES002', ts: card.ts }, { actionId: 'brief_keep' });
  await Promise.all([press(), press()]);
  await me.sees('Last call');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(me.texts().filter((text) => text.includes('Last call'))).toHaveLength(1);
});

test('a colleague who presses Undo on a note that is not theirs changes nothing', async () => {
  await logNewPerson(me, amit);
  const [note] = await storedNotes(world);
  const colleague = personIn(world, ben);
  await logNewPerson(colleague, { name: 'Maya Chen', company: 'Fleetline', text: 'A pilot in spring.' });
  const { deliveryId } = await colleague.press('log_undo', colleague.dm);
  expect(deliveryId).toBeDefined();
  await colleague.sees('Undone');
  expect((await storedNotes(world)).map(({ id }) => id)).toEqual([note?.id]);
});

test('however slow memory is, what is typed in a channel gets one message, since none can be replaced', async () => {
  await storeRead(world, [call({ visibility: 'team' })]);
  for (const [line, words] of [
    ['/ask What did Priya say about migration?', '[1]'],
    ['/brief Rentfield', 'Last call'],
    ['/brief', 'Who is the call with?'],
    ['/pipeline', '1 open deal'],
    ['/forget Priya', 'Forget'],
  ] as const) {
    await world.restartBot();
    world.memory.faults.set({ kind: 'delay', ms: 1_000 });
    const before = me.texts(deals).length;
    await me.type(line, deals);
    await me.sees(words, deals);
    expect(me.texts(deals).slice(before)).toHaveLength(1);
    world.memory.faults.set(undefined);
  }
});

const refuseRedraws = (times: number) =>
  world.slack.faults.failWith('views.update', { times, error: 'fatal_error' });

test.each(['Maya Chen', '山田 花子', 'Ana-Luísa d’Ávila'])(
  'a form whose fields for %s were never drawn is answered with a fresh one that has everything typed',
  async (name) => {
    await me.type('/log');
    await me.seesModal('What happened');
    const values = { log_text_0: 'A pilot in spring.', log_outcome: 'objection', log_share: ['team'] };
    const who = await optionFor(me, `New person: ‘${name}’`, name);
    refuseRedraws(1);
    await me.choose('log_who', who);
    expect(me.modalText()).not.toContain('Company');
    expect((await me.submit({ ...values, log_who: who })).error).toBeUndefined();
    await me.seesModal('Slack had not shown the fields for somebody new');
    expect(me.modalText()).toContain('A pilot in spring.');
    expect((await me.submit({ log_company: 'Fleetline' })).ok).toBe(true);
    await me.sees(`Saved on ${name} · Fleetline`);
    const [note] = await storedNotes(world);
    expect(note?.tags).toEqual(expect.arrayContaining(['outcome:objection', 'vis:team']));
  },
);

test('the fields of a name chosen before are not taken for those of the last', async () => {
  await me.type('/log');
  await me.seesModal('What happened');
  await me.choose('log_who', await optionFor(me, 'New person: ‘Pria’', 'Pria'));
  await me.seesModal('Company');
  const maya = await optionFor(me, 'New person: ‘Maya Chen’', 'Maya Chen');
  refuseRedraws(1);
  await me.choose('log_who', maya);
  await me.submit({ log_who: maya, log_text_0: 'A pilot in spring.' });
  await me.seesModal('Slack had not shown the fields');
  expect((await me.submit({})).ok).toBe(true);
  await me.sees('Saved on Maya Chen');
});

test('each question about a new person is asked once, and its answer outlives the next', async () => {
  const known = { name: 'Priya Sharma', company: 'Rentfield', text: 'She runs procurement.' };
  await logNewPerson(me, known);
  await logNewPerson(me, { ...known, name: 'Amit Rao', text: 'Another deal.' });
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'New person: ‘Priya Sharme’', 'Priya Sharme');
  await me.choose('log_who', who);
  await me.seesModal('Company');
  const text = 'Her key is gsk_a8Fk2Lq0Zx7Vb3Nn9Rt5Yw1Uc4Ej6Hd.';
  await me.submit({ log_who: who, log_company: 'Rentfield', log_text_0: text });
  await me.seesModal('Should it stand in the note?');
  await me.submit({ log_secrets: 'keep' });
  await me.seesModal('Is this the same person?');
  await me.submit({ log_same: 'new' });
  await me.sees('Saved on Priya Sharme · Rentfield');
});

test.each([
  ['/log Priya: nervous about the move', 'nervous about the move'],
  ['/timeline Amit', 'press once more'],
  ['/digest settings', 'press once more'],
])('%s whose window stays at “Loading…” is told beside it, with what was typed', async (line, told) => {
  await logNewPerson(me, amit);
  refuseRedraws(9);
  await me.type(line);
  await me.sees(told);
  world.slack.faults.clear();
});

test.each([
  ['/brief Priya', 'Last call'],
  ['/ask What did Priya say about migration?', '[1]'],
])('%s that failed may be asked again at once', async (line, words) => {
  await storeRead(world, [call()]);
  await world.restartBot();
  world.memory.faults.set({ kind: 'refuse' });
  await me.type(line);
  await me.sees('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  await me.type(line);
  await me.sees(words);
});
