import { afterEach, beforeEach, expect, test } from 'vitest';
import { logNewPerson, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, guest, outsider, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const worry = 'worried about the data migration and who pays for it';

async function threePriyas() {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: `Moths in depot seven. She is ${worry}.`,
  });
  await logNewPerson(me, {
    name: 'Priya Raman',
    company: 'Northhaul',
    text: `Lorries in Gdansk. She is ${worry}.`,
  });
  await logNewPerson(me, {
    name: 'Priya Nathan',
    company: 'Tallygate',
    text: `Ledgers in Lisbon. She is ${worry}.`,
  });
}

test('three people of one name are offered, and the brief of one has no word of the others', async () => {
  await threePriyas();
  await me.type('/brief Priya', sales);
  const choice = await me.sees('Three people match Priya', sales);
  for (const company of ['Rentfield', 'Northhaul', 'Tallygate']) expect(textOf(choice)).toContain(company);
  const raman = choice.blocks?.find((block) => JSON.stringify(block).includes('Northhaul'));
  const [, value] = /"value":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(raman)) ?? [];
  const [, actionId] = /"action_id":"(brief_choice_\d)"/.exec(JSON.stringify(raman)) ?? [];
  await world.hand.pressButton(
    ava,
    { channel: sales, ts: choice.ts },
    { actionId: actionId ?? '', value: JSON.parse(`"${value}"`) },
  );
  await me.sees('Last call', sales);
  await me.press('brief_notes', sales);
  await me.seesModal('Lorries in Gdansk');
  const seen = textOf(me.messages(sales).at(-1)) + me.modalText();
  expect(seen).not.toMatch(/Moths|Lisbon|Rentfield|Tallygate/);
});

test('a company is found by its name, and two people there share one deal with her words first', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'She likes the pilot plan for spring.',
  });
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'He asks who migrates the old data.',
  });
  await me.type('/brief rentfield', sales);
  const company = await me.sees('Last call', sales);
  expect(textOf(company)).toContain('2 notes');
  await me.type('/brief Priya Sharma');
  await me.sees('Last call');
  await me.press('brief_notes');
  await me.seesModal('[1]');
  expect(me.modalText()).toMatch(/\[1\][^[]*Priya Sharma/);
});

test('a slip of the pen gets a suggestion, an unknown name the way to begin', async () => {
  await logNewPerson(me, {
    name: 'Priyanka Rao',
    company: 'Northhaul',
    text: 'Will think about it until Monday.',
  });
  await me.type('/brief Priyanke');
  await me.sees('Did you mean');
  await me.type('/brief Zebedee');
  await me.sees('Nothing on Zebedee yet');
  await me.press('brief_log_first');
  await me.seesModal('Zebedee');
});

test('a private note never reaches a colleague, nor does a person whom only that note names', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Hidden worry about the merger.',
  });
  const colleague = personIn(world, ben);
  for (const line of ['/brief Priya', '/brief Rentfield', '/brief']) {
    await colleague.type(line);
  }
  await colleague.sees('Nothing on Rentfield yet');
  await colleague.type('/log');
  await colleague.seesModal('What happened');
  const { options } = await colleague.suggestions('log_who', 'pri');
  expect(options.map((one) => one.text.text)).toEqual(['New person: ‘pri’']);
  expect(colleague.all()).not.toMatch(/merger|Sharma/);
});

test('a card that rests on private notes says so', async () => {
  await threePriyas();
  await me.type('/brief Priya Raman');
  expect(textOf(await me.sees('Last call'))).toContain('only you can see');
});

test.each([
  ['a guest', guest],
  ['somebody of another workspace', outsider],
])('%s is refused on every door with one polite sentence', async (_who, user) => {
  const visitor = personIn(world, user);
  await visitor.type('/brief Priya');
  await visitor.sees('SalesMemory is for members of this workspace');
  await visitor.type('/log');
  await visitor.seesModal('SalesMemory is for members of this workspace');
  await visitor.shortcut('log_call');
  await visitor.seesModal('SalesMemory is for members of this workspace');
});

test('while the model is down the brief comes from the notes and says so', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Nervous about the migration timeline.',
  });
  world.model.faults.set({ kind: 'down' });
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'Asked for a second quote on seats.',
  });
  await me.type('/brief Rentfield');
  const card = await me.sees('The model did not answer');
  expect(textOf(card)).toContain('Last call');
});

test('a hostile model changes no score, pings nobody and adds no link', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Nervous about the migration timeline.',
  });
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'They signed the pilot for 20 seats.',
  });
  world.model.faults.set({ kind: 'hostile' });
  await logNewPerson(me, { name: 'Lea Brandt', company: 'Rentfield', text: 'Short hello on the phone.' });
  await me.type('/brief Rentfield');
  const card = await me.sees('Last call');
  expect(JSON.stringify(card)).not.toMatch(/<!|<@|https?:/);
  await me.press('brief_more');
  await me.seesModal('did not hold against the notes');
});

test('while memory is down a brief says which service and what to do', async () => {
  world.memory.faults.set({ kind: 'unavailable' });
  await me.type('/brief Priya');
  await me.sees('Memory (Hindsight) has not answered since');
});

test('a card older than its notes is drawn again when it is touched', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Nervous about the migration timeline.',
  });
  await me.type('/brief Priya', sales);
  await me.sees('1 note', sales);
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'They agreed to a pilot in March.',
  });
  await me.press('brief_more', sales);
  await me.seesModal('A note was added or changed');
  await me.sees('2 notes', sales);
});

test('a brief kept in the DM stays there and its offer goes away', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Nervous about the migration timeline.',
  });
  await me.type('/brief Priya', sales);
  await me.sees('Keep in my DM', sales);
  await me.press('brief_keep', sales);
  await me.sees('Last call');
  world.hand.reload(ava);
  expect(me.texts(sales).join()).not.toContain('Last call');
  expect(me.texts().join()).toContain('Last call');
});
