import { afterEach, beforeEach, expect, test } from 'vitest';
import { authorsOnly } from '../../src/memory/note.ts';
import { hindsightOf } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const labels = (message: unknown) =>
  [
    ...JSON.stringify(message).matchAll(
      /"type":"button"[^}]*?"text":\{"type":"plain_text","text":"([^"]*)"/g,
    ),
  ].map(([, label]) => label);

test.each([
  ['Priya', 'Priya Sharma', 'Priya Raman', 'Priya Raman · Northhaul'],
  ['Tom', 'Tom Keller', 'Tom Adler', 'Tom Adler · Northhaul'],
  ['太郎', '太郎 田中', '太郎 山本', '太郎 山本 · Northhaul'],
])('undone of one %s, the words go to the other with one press', async (_first, wrong, right, label) => {
  await logNewPerson(me, { name: right, company: 'Northhaul', text: 'They met before.' });
  await logNewPerson(me, { name: wrong, company: 'Rentfield', text: 'Wants the security form & a plan.' });
  await me.press('log_undo');
  const offer = await me.sees('Its words stand here');
  expect(textOf(offer)).toContain('Wants the security form & a plan.');
  expect(labels(offer)).toEqual([`On ${label}`, 'Somebody else', 'Leave it deleted']);
  expect(await storedNotes(world)).toHaveLength(1);
  await world.restartBot();
  await me.press('log_instead_0');
  const saved = () => me.texts().filter((text) => text.includes('Wants the security form'));
  await expect.poll(() => saved().join()).toContain(`Saved on *${label}*`);
  expect(saved()).toHaveLength(1);
  expect(await storedNotes(world)).toHaveLength(2);
  await me.press('log_undo');
  await me.sees('Its words stand here');
  expect(await storedNotes(world)).toHaveLength(1);
});

test('the words of an undone note are saved for their author alone, whoever presses', async () => {
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text: 'They met before.' });
  await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text: 'Wants a plan.' });
  await me.press('log_undo');
  const { ts } = await me.sees('Its words stand here');
  const before = await storedNotes(world);
  await world.hand.pressButton(ben, { channel: me.dm, ts }, { actionId: 'log_instead_0' });
  await expect.poll(() => JSON.stringify(world.slack.snapshot())).toContain(authorsOnly);
  await world.stopBot();
  expect(await storedNotes(world)).toEqual(before);
});

test('undone while it is read, a note leaves no receipt behind, whatever comes of the reading', async () => {
  world.model.faults.set({ kind: 'slow', ms: 5_000 });
  await logNewPerson(me, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants it in blue.' });
  await me.sees('Being read…');
  await me.press('log_undo');
  await me.sees('Its words stand here');
  world.model.faults.clear();
  await world.stopBot();
  expect(me.texts().join('\n')).not.toMatch(/Saved on|read yet/);
});

test('the words of a note that is deleted elsewhere while it is read come into no receipt again', async () => {
  world.model.faults.set({ kind: 'slow', ms: 5_000 });
  await logNewPerson(me, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants it in blue.' });
  await me.sees('Being read…');
  const [note] = await storedNotes(world);
  await hindsightOf(world).memory.remove(note?.id ?? '', ava);
  world.model.faults.clear();
  await world.stopBot();
  expect(me.texts().join('\n')).not.toMatch(/Now open|Not read yet|they asked for/);
});

test('deleted elsewhere while it is read, a note that is then undone leaves no receipt behind either', async () => {
  world.model.faults.set({ kind: 'slow', ms: 5_000 });
  await logNewPerson(me, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants it in blue.' });
  await me.sees('Being read…');
  const [note] = await storedNotes(world);
  await hindsightOf(world).memory.remove(note?.id ?? '', ava);
  await me.press('log_undo');
  await me.sees('Undone.');
  world.model.faults.clear();
  await world.stopBot();
  expect(me.texts().join('\n')).not.toMatch(/Saved on|read yet|in blue/);
});

test('of nobody else of that name the form takes the words, and left alone they are gone', async () => {
  await logNewPerson(me, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants it in blue.' });
  await me.press('log_undo');
  expect(labels(await me.sees('Its words stand here'))).toEqual(['Somebody else', 'Leave it deleted']);
  await me.press('log_instead_form');
  await me.seesModal('How it went');
  expect(me.modalText()).toContain('She wants it in blue.');
  await me.press('log_leave');
  await expect.poll(() => me.texts().join('\n')).not.toContain('in blue');
  expect(me.texts().join('\n')).toContain('no brief will use it');
});

test('sent to somebody else by the form, the words of an undone note are saved where they stood', async () => {
  await logNewPerson(me, { name: 'Tom Adler', company: 'Northhaul', text: 'They met before.' });
  await logNewPerson(me, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants it in blue.' });
  await me.press('log_undo');
  await me.sees('Its words stand here');
  await me.press('log_instead_form');
  await me.seesModal('How it went');
  await me.submit({ log_who: await optionFor(me, 'Tom Adler · Northhaul', 'tom') });
  await me.seesModal('Saved on Tom Adler · Northhaul');
  const told = () => me.texts().filter((text) => text.includes('in blue'));
  await expect.poll(() => told().join()).toContain('Saved on *Tom Adler · Northhaul*');
  expect(told()).toHaveLength(1);
  expect(await storedNotes(world)).toHaveLength(2);
});

test('a note that is deleted among the notes of its deal leaves no words behind', async () => {
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text: 'They met before.' });
  await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text: 'Keep this to yourself.' });
  await me.type('/brief Priya Sharma');
  await me.sees('Last call');
  await me.press('brief_notes');
  await me.seesModal('Keep this to yourself.');
  const [, note] =
    /"action_id":"log_undo"[^}]*?"value":"(note-[^"]+)"/.exec(JSON.stringify(me.modal()?.view)) ?? [];
  await me.pressInModal('log_undo', note);
  await me.seesModal('no brief will use it');
  expect(me.modalText()).not.toContain('Keep this');
});

test('from the modal of a saved note the brief opens above it, and closing it leads back', async () => {
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text: 'They met before.' });
  expect(me.modalText()).toContain('Saved on');
  const before = me.messages().length;
  await me.pressInModal('brief_open');
  await me.seesModal('Last call');
  expect(me.messages()).toHaveLength(before);
  await world.hand.closeView(ava, me.modal()?.id ?? '', false);
  await me.seesModal('Saved on');
});
