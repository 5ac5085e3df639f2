import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const priya = { name: 'Priya Sharma', company: 'Rentfield', text: 'Nervous about the migration timeline.' };

async function openFormFor(name: string, company: string) {
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, `New person: ‘${name}’`, name);
  await me.choose('log_who', who);
  await me.seesModal('Company');
  return { log_who: who, log_name: name, log_company: company };
}

test('a name without letters and a text without words keep the form open, with an error under each field', async () => {
  const values = await openFormFor('Priya', 'Rentfield');
  const { errors } = await me.submit({ ...values, log_name: '...', log_text_0: ' \u200b ' });
  expect(Object.keys(errors ?? {})).toEqual(['log_name new:Priya', 'log_text_0']);
});

test('a call in the future is refused in the zone of the rep, with the way out', async () => {
  const values = await openFormFor('Priya Sharma', 'Rentfield');
  const { errors } = await me.submit({ ...values, log_text_0: 'We spoke.', log_day: '2999-01-01' });
  expect(errors).toEqual({ log_day: 'That date is in the future. When was the call?' });
});

test('the same submission delivered three times stores one note and leaves one receipt', async () => {
  const values = await openFormFor(priya.name, priya.company);
  const { deliveryId = -1 } = await me.submit({ ...values, log_text_0: priya.text });
  await Promise.all([world.hand.deliverAgain(deliveryId), world.hand.deliverAgain(deliveryId)]);
  await me.sees('Saved on Priya Sharma');
  expect(await storedNotes(world)).toHaveLength(1);
  expect(me.texts().filter((text) => text.includes('Saved on'))).toHaveLength(1);
});

test('the receipt of an older call logged late asks nothing about the words of the newest note', async () => {
  await storeRead(world, [call({ day: daysAgo(1), text: 'They went with Fixwell, we are out.' })]);
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'Priya Sharma · Rentfield', 'pri');
  await me.submit({ log_who: who, log_text_0: priya.text, log_day: daysAgo(9) });
  const receipt = await me.sees('Now open: Migration timeline');
  expect(textOf(receipt)).toContain('Saved on *Priya Sharma');
  expect(JSON.stringify(receipt.blocks)).not.toContain('outcome_yes');
});

test.each([
  ['Scratch that, the demo for the board is off.', true],
  ['No, I meant the other warehouse.', true],
  ['Sorry, I am late with this. She worries about the price.', false],
  ['No news on the demo.', false],
])('whether “%s” is told to have changed nothing of what was known: %s', async (text, isTold) => {
  await storeRead(world, [call({ day: daysAgo(3), text: 'Nervous about the migration timeline.' })]);
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'Priya Sharma · Rentfield', 'pri');
  await me.submit({ log_who: who, log_text_0: text });
  const receipt = await me.sees('Score');
  expect(textOf(receipt).includes('This reads like a correction')).toBe(isTold);
});

test('a correction that was heard is told by what it changed alone', async () => {
  await storeRead(world, [call({ day: daysAgo(3), text: 'She agreed to a pilot of three weeks.' })]);
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'Priya Sharma · Rentfield', 'pri');
  await me.submit({ log_who: who, log_text_0: 'Scratch that, the pilot is off.' });
  expect(textOf(await me.sees('Score'))).not.toContain('This reads like a correction');
});

test('a lost deal whose newest note says that it is back is opened again by one tap, and no step is said to be agreed', async () => {
  await storeRead(world, [
    call({ day: daysAgo(3), outcome: 'lost', text: 'They went with Fixwell, we are out.' }),
  ]);
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'Priya Sharma · Rentfield', 'pri');
  await me.submit({ log_who: who, log_text_0: 'We are back in play, she is keen.' });
  await me.sees('open the deal again?');
  await me.press('outcome_yes');
  const receipt = textOf(await me.sees('Changed on Priya Sharma'));
  expect(receipt).toMatch(/^Changed on \*Priya Sharma · Rentfield\*, [^:]*: Open again\./m);
  await me.type('/digest now');
  const week = textOf(await me.sees('1 of 1 open deal considered'));
  expect(week).not.toMatch(/step agreed on|Fixwell/);
});

test('on a card that asks whether a deal is lost, No changes the card and posts no receipt of an old note', async () => {
  await storeRead(world, [
    call({ day: daysAgo(9), text: 'We spoke of seats.' }),
    call({ day: daysAgo(3), text: 'They went with Fixwell, we are out.' }),
  ]);
  await me.type('/brief Priya');
  await world.slack.waitFor(() => JSON.stringify(me.messages()).includes('outcome_no') || undefined);
  await me.press('outcome_no');
  await expect.poll(() => JSON.stringify(me.messages())).not.toContain('outcome_no');
  await me.type('/pipeline');
  await me.sees('open deal');
  expect(me.texts().join()).not.toContain('Saved on');
});

test('a receipt that somebody deleted is posted anew when its note changes', async () => {
  await logNewPerson(me, priya);
  await me.press('log_edit');
  await me.seesModal('How it went');
  const who = await optionFor(me, 'Priya Sharma · Rentfield', 'pri');
  world.slack.faults.failWith('chat.update', { times: 9, error: 'message_not_found' });
  await me.submit({ log_who: who, log_text_0: 'Calm about the migration now.' });
  expect(textOf(await me.sees('Changed on Priya Sharma'))).toContain('Calm about the migration now.');
  expect(me.modalText()).not.toContain('went wrong');
});

test('a note is stored in the shape that the contract names', async () => {
  await logNewPerson(me, { ...priya, team: true });
  const [note] = await storedNotes(world);
  expect(note?.id).toMatch(/^note-[0-9a-f-]{36}$/);
  expect(note?.document_metadata).toMatchObject({
    prospect: 'Priya Sharma',
    company: 'Rentfield',
    outcome: 'spoke',
    type: 'call_log',
    author: ava,
    schema: '1',
  });
  expect(note?.document_metadata?.['timestamp']).toMatch(/T12:00:00[+]0[12]:00$/);
  for (const tag of [`rep:${ava}`, 'vis:team', 'type:call_log', 'outcome:spoke'])
    expect(note?.tags).toContain(tag);
  expect(note?.tags.filter((tag) => tag.startsWith('deal:'))).toHaveLength(1);
});

test('a new name that is likely a known person is asked about before somebody is made', async () => {
  await logNewPerson(me, priya);
  const values = await openFormFor('Prya Sharma', 'Rentfield');
  await me.submit({ ...values, log_text_0: 'She wants dates.' });
  const form = await me.seesModal('Same as Priya Sharma · Rentfield');
  const [, yes] = /"value":"(p:[0-9a-f]+)"/.exec(JSON.stringify(form.view.blocks)) ?? [];
  await me.submit({ ...values, log_text_0: 'She wants dates.', log_same: yes ?? '' });
  await me.sees('She wants dates.');
  const tags = (await storedNotes(world)).flatMap((note) =>
    note.tags.filter((tag) => tag.startsWith('prospect:')),
  );
  expect(new Set(tags).size).toBe(1);
});

test('“the same person” said of one typed name does not hold for another typed in its place', async () => {
  await logNewPerson(me, priya);
  const values = { ...(await openFormFor('Prya Sharma', 'Rentfield')), log_text_0: 'She wants dates.' };
  await me.submit(values);
  const form = await me.seesModal('Same as Priya Sharma · Rentfield');
  const [, yes = ''] = /"value":"(p:[0-9a-f]+)"/.exec(JSON.stringify(form.view.blocks)) ?? [];
  const retain = `POST /v1/default/banks/${world.config.HINDSIGHT_BANK}-t0sandbox1/memories`;
  world.memory.faults.set({ kind: 'delay', ms: 4_000, on: retain, times: 1 });
  await me.submit({ ...values, log_same: yes });
  await me.seesModal('Not saved yet');
  await me.submit({ ...values, log_name: 'Omar Reyes' });
  await me.sees('Saved on Omar Reyes');
});

test('“the same person” said of one new person does not hold for another who is chosen in their place', async () => {
  await logNewPerson(me, priya);
  const values = { ...(await openFormFor('Prya Sharma', 'Rentfield')), log_text_0: 'He wants dates.' };
  await me.submit(values);
  const form = await me.seesModal('Same as Priya Sharma · Rentfield');
  const [, yes = ''] = /"value":"(p:[0-9a-f]+)"/.exec(JSON.stringify(form.view.blocks)) ?? [];
  const who = await optionFor(me, 'New person: ‘Omar Reyes’', 'Omar Reyes');
  await me.choose('log_who', who, { log_same: yes });
  await me.seesModal('Omar Reyes');
  await me.submit({ log_name: 'Omar Reyes', log_company: 'Rentfield', log_text_0: 'He wants dates.' });
  await me.sees('Saved on Omar Reyes · Rentfield');
});

test.each([
  ['Sharma, Priya', 'Rentfield Ltd.'],
  ['Dr. Priya Sharma', 'The Rentfield Company'],
  ['Priya Sharma-Vance', 'https://www.rentfield.com/team'],
])('“%s” at “%s” is asked about, and one company stays one', async (name, company) => {
  await logNewPerson(me, priya);
  const values = await openFormFor(name, company);
  await me.submit({ ...values, log_text_0: 'She wants dates.' });
  await me.seesModal('Same as Priya Sharma · Rentfield');
  await me.submit({ ...values, log_text_0: 'She wants dates.', log_same: 'new' });
  await me.sees(`Saved on ${name} · Rentfield`);
});

test('a name at a company is understood by every command that takes a name', async () => {
  await logNewPerson(me, priya);
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text: 'Lorries in Gdansk.' });
  await me.type('/brief Priya at Rentfield');
  await me.sees('Last call');
  await me.type('/timeline priya @ northhaul.com');
  await me.seesModal('Lorries in Gdansk.');
  await me.type('/forget Dr. Priya Raman from Northhaul GmbH');
  await me.sees('Forget Priya Raman · Northhaul');
  await me.type('/log Priya at Rentfield');
  expect(textOf((await me.seesModal('What happened')).view)).toContain('Priya Sharma · Rentfield');
});

test('somebody new at a company fills both fields, from the command and from the list', async () => {
  await me.type('/log Zoe Hale at Kestrel Labs');
  const fields = JSON.stringify((await me.seesModal('Company')).view);
  for (const field of ['Zoe Hale', 'Kestrel Labs']) expect(fields).toContain(`"initial_value":"${field}"`);
  const who = await optionFor(me, 'New person: ‘Noor Aziz from Tidewell’', 'Noor Aziz from Tidewell');
  await me.choose('log_who', who);
  expect(textOf((await me.seesModal('Noor Aziz')).view)).toContain('Tidewell');
});

test('a typed name that several bear leaves the choice, beginning with them', async () => {
  await logNewPerson(me, priya);
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text: 'Lorries in Gdansk.' });
  await logNewPerson(me, { name: 'Maya Chen', company: 'Fleetline', text: 'A pilot in spring.' });
  await me.type('/log Priya: She called back.');
  await me.seesModal('Several match Priya');
  const { options } = await me.suggestions('log_who', '');
  const offered = options.map((one) => one.text.text);
  expect(offered).toEqual(['Priya Raman · Northhaul', 'Priya Sharma · Rentfield', 'New person: ‘Priya’']);
});

test.each([
  ['call with Bosse: he agreed', ['New person: ‘Bosse’', 'call with Bosse: he agreed']],
  ['Quentin Blake at Northhaul', ['New person: ‘Quentin Blake’', 'Northhaul']],
  ['Ida Lund, Moorgate: she wants seats', ['New person: ‘Ida Lund’', 'Moorgate', 'she wants seats']],
  ['prya sharma', ['Priya Sharma · Rentfield']],
  ['Priya agreed', ['Priya Sharma · Rentfield', 'Priya agreed']],
  ['priya sharma wants the plan', ['Priya Sharma · Rentfield', 'priya sharma wants the plan']],
  ['she agreed again', ['she agreed again']],
  ['Prya: seats', ['Did you mean: Priya Sharma · Rentfield', 'seats']],
  [
    'Met Zoe Quill and Tom Baker from Acmetech',
    ['‘Zoe Quill’', '‘Tom Baker’', 'Acmetech', 'Met Zoe Quill and'],
  ],
  [
    'Met Zoe Quill from Rentfield, and Priya Sharma was there as well',
    ['Priya Sharma · Rentfield', 'Zoe Quill', 'was there as well'],
  ],
])('/log %s is understood, and no word is lost', async (typed, seen) => {
  await logNewPerson(me, priya);
  await me.type(`/log ${typed}`);
  const form = await me.seesModal('What happened');
  const shown = textOf(form.view).replace(/\*/g, '');
  for (const words of seen) expect(shown).toContain(words);
});

test('memory away between opening and saving gives the whole text back, and one press later stores it once', async () => {
  const values = await openFormFor(priya.name, priya.company);
  world.memory.faults.set({ kind: 'refuse' });
  const text = `${'All of it & <more>. '.repeat(140)}The end.`;
  await me.submit({ ...values, log_text_0: text });
  const kept = await me.sees('Not saved yet');
  expect(textOf(kept)).toContain(text);
  expect(textOf(me.modal()?.view)).toContain(text);

  await world.restartBot();
  world.memory.faults.set(undefined);
  await me.press('log_try_again');
  await me.sees('Saved on Priya Sharma');
  await me.press('log_undo').catch(() => undefined);
  const stored = await storedNotes(world);
  expect(stored.length).toBeLessThanOrEqual(1);
});

test('a note that memory refused is stored once however it is tried again', async () => {
  const values = await openFormFor(priya.name, priya.company);
  world.memory.faults.set({ kind: 'lost', on: 'POST', times: 2 });
  await me.submit({ ...values, log_text_0: priya.text });
  await me.sees('Saved on Priya Sharma');
  expect(await storedNotes(world)).toHaveLength(1);
});

test('a modal closed while the note is saved leaves its receipt in the DM', async () => {
  const values = await openFormFor(priya.name, priya.company);
  world.memory.faults.set({ kind: 'delay', ms: 1_500, on: 'POST' });
  await me.submit({ ...values, log_text_0: priya.text });
  const modal = me.modal();
  if (modal) await world.hand.closeView(ava, modal.id);
  await me.sees('Saved on Priya Sharma');
});

test('a message saved as a note keeps the link to the message', async () => {
  await logNewPerson(me, priya);
  await world.hand.sayInChannel(ben, sales, 'Priya says the budget is <approved> & signed');
  const said = await me.sees('budget', sales);
  await world.hand.messageShortcut(ava, 'remember_message', { channel: sales, ts: said.ts });
  await me.seesModal('budget is');
  await me.submit({ log_who: await optionFor(me, 'Priya Sharma · Rentfield', 'pri') });
  await me.sees('budget is <approved> & signed');
  const linked = (await storedNotes(world)).map((note) => note.document_metadata?.['link']);
  expect(linked.filter(Boolean)).toHaveLength(1);
});

test('undo and edit belong to the author: a colleague is refused and the note stays', async () => {
  await logNewPerson(me, { ...priya, team: true });
  const [note] = await storedNotes(world);
  const colleague = personIn(world, ben);
  await logNewPerson(colleague, {
    name: 'Maya Chen',
    company: 'Fleetline',
    text: 'Wants a pilot in spring.',
  });
  const own = await colleague.sees('Maya Chen');
  await world.hand.pressButton(ben, { channel: colleague.dm, ts: own.ts }, { actionId: 'log_undo' });
  await colleague.sees('Undone');
  const left = await storedNotes(world);
  expect(left.map((one) => one.id)).toEqual([note?.id]);
});
