import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { logNewPerson, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, guest, outsider, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

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

test('whom notes on others name is found in them, with their brief a press away', async () => {
  await storeRead(world, [
    call({
      day: daysAgo(2),
      name: 'Tomasz Wilk',
      company: 'Wilk Pianos',
      text: 'His sister Agata signs it all.',
    }),
    call({ day: daysAgo(3), text: 'Pricing came up, agatas too. Jörg Brandt-Hofer and 田中さん joined.' }),
    call({ day: daysAgo(1), author: ben, text: 'Zebedee is theirs.' }),
  ]);
  await me.type('/brief Agata');
  expect(textOf(await me.sees('Agata is in the notes on'))).toContain('Tomasz Wilk');
  await me.press('brief_choice_0');
  expect(textOf(await me.sees('Last call'))).toContain('Tomasz Wilk');
  for (const [typed, on] of [
    ['jorg brandt-hofer', 'Priya Sharma'],
    ['田中', 'Priya Sharma'],
  ] as const) {
    await me.type(`/brief ${typed}`);
    expect(textOf(await me.sees(`${typed} is in the notes on`))).toContain(on);
  }
  await me.type('/brief pricings');
  await me.sees('Nothing on pricings yet');
  await me.type('/brief Zebedee');
  await me.sees('Nothing on Zebedee yet');
});

test('a card that rests on private notes says so', async () => {
  await logNewPerson(me, { name: 'Priya Raman', company: 'Northhaul', text: 'Lorries in Gdansk.' });
  await me.type('/brief Priya Raman');
  expect(textOf(await me.sees('Last call'))).toContain('only you can see');
});

test('a card of one note shows what either side promised', async () => {
  const text = 'She will send me the site plan by Friday. I owe her a price for the crane by 25 January.';
  await storeRead(world, [call({ day: daysAgo(0), text })]);
  await me.type('/brief Priya');
  const card = textOf(await me.sees('Last call'));
  expect(card).toMatch(/Promised\*\s+They: Site plan/);
  expect(card).toMatch(/Promised\*\s+You: Price for the crane, by/);
});

test('what a deal is worth and when they sign stands under More, with the words it was read in', async () => {
  const text = `The deal is worth 24k EUR a year, they sign on ${daysAgo(-20)}. She likes it.`;
  await storeRead(world, [call({ day: daysAgo(1), text })]);
  await me.type('/brief Priya');
  await me.sees('Last call');
  await me.press('brief_more');
  await me.seesModal('Worth and closing');
  expect(me.modalText()).toMatch(/24k EUR a year: “The deal is worth 24k EUR a year/);
  expect(me.modalText()).toMatch(/They mean to sign on .*: “they sign on \d/);
});

test('a card asks for nothing that is not known yet once the deal is over', async () => {
  await storeRead(world, [
    call({ day: daysAgo(9) }),
    call({ day: daysAgo(1), outcome: 'won', text: 'Signed.' }),
  ]);
  await me.type('/brief Priya');
  expect(textOf(await me.sees('Won'))).not.toContain('not known yet');
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

test('while the model is down the brief comes from what was read before and from the words of the rest, and says so', async () => {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Nervous about the migration timeline.',
  });
  await me.sees('Now open: Migration timeline');
  world.model.faults.set({ kind: 'down' });
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'Asked for a second quote on seats.',
  });
  await me.type('/brief Rentfield');
  const card = textOf(await me.sees('1 of 2 notes not read yet'));
  expect(card).toContain('Score when the notes are read.');
  expect(card).toContain('*Open*  Migration timeline: “Nervous about the migration timeline” [2]');
  expect(card).toContain('Spoke  “Asked for a second quote on seats.” [1]');
  expect(card).toContain('Last call');
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
  await me.sees('Now open: Migration timeline');
  await me.type('/brief Priya', sales);
  await me.sees('1 note', sales);
  await me.press('brief_notes', sales);
  await me.seesModal(' · by ');
  expect(me.modalText()).not.toContain('since that card');
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'They agreed to a pilot in March.',
  });
  await me.press('brief_more', sales);
  await me.seesModal('A note was added, read or deleted since that card.');
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

test('a card follows until its notes are read and held against each other', async () => {
  const wants = () => call({ day: daysAgo(1), text: 'She wants a demo in May.' });
  await store(world, [wants(), wants()]);
  await me.type('/brief Priya');
  const card = await me.sees('2 of 2 notes not read yet');
  const now = () => textOf(me.messages().find(({ ts }) => ts === card.ts));
  await expect.poll(now).not.toMatch(/not read yet|being checked|not compared/);
  expect(now()).toContain('what Priya Sharma asked for');
});

test('a card in a channel stays as it was and has what it lacks read, for Refresh to show', async () => {
  await store(world, [call({ day: daysAgo(1), text: 'She wants a demo in May.' })]);
  await me.type('/brief Priya', sales);
  await me.sees('1 of 1 notes not read yet', sales);
  await expect.poll(() => world.logged.join()).toContain('a note is read');
  expect(me.texts(sales).at(-1)).toContain('1 of 1 notes not read yet');
  await me.press('brief_refresh', sales);
  await expect.poll(() => me.texts(sales).at(-1)).not.toContain('not read yet');
});

test('a card in a channel comes once, and not again by itself when its notes are read', async () => {
  await store(world, [call({ day: daysAgo(1), text: 'She wants a demo in May.' })]);
  await me.type('/brief Priya', sales);
  await me.sees('1 of 1 notes not read yet', sales);
  await expect.poll(() => world.logged.join()).toContain('a note is read');
  await world.stopBot();
  expect(me.texts(sales).filter((text) => text.includes('Last call'))).toHaveLength(1);
  expect(me.texts(sales).at(-1)).toContain('1 of 1 notes not read yet');
});

test('whether a deal is lost is asked on the card of who wrote so, and told on a colleague’s', async () => {
  const shared = { visibility: 'team' as const };
  await storeRead(world, [
    call({ ...shared, day: daysAgo(9) }),
    call({ ...shared, day: daysAgo(1), text: 'They went with Fixwell, we are out.' }),
  ]);
  for (const [user, isAsked] of [
    [ava, true],
    [ben, false],
  ] as const) {
    const someone = personIn(world, user);
    await someone.type('/brief Priya');
    const card = await someone.sees('Last call');
    expect(textOf(card)).toContain('says: lost?');
    expect(JSON.stringify(card.blocks).includes('outcome_yes')).toBe(isAsked);
  }
});
