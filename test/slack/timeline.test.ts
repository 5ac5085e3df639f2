import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const rows = () => me.modalText().match(/“call number \d+/g) ?? [];

function sixty() {
  return Array.from({ length: 60 }, (_, index) =>
    call({ day: daysAgo(60 - index), text: `call number ${index} went as planned` }),
  );
}

test('60 notes page from the newest call to the oldest, each once, whatever the order of logging', async () => {
  await store(world, sixty().toReversed());
  await me.type('/timeline Priya');
  await me.seesModal('60 notes, newest call first');
  const seen = [...rows()];
  for (let page = 2; page <= 6; page += 1) {
    await me.pressInModal('timeline_older');
    await me.seesModal(`${page * 10 - 9} to ${page * 10} of 60`);
    seen.push(...rows());
  }
  const newestFirst = sixty().map((_, index) => `“call number ${59 - index}`);
  expect(seen).toEqual(newestFirst);
  await me.pressInModal('timeline_newer');
  await me.seesModal('41 to 50 of 60');
});

test('a search and a filter begin at their first page, however far down one was', async () => {
  await store(world, sixty());
  await me.type('/timeline Priya');
  await me.seesModal('60 notes, newest call first');
  const goDown = async () => {
    await me.pressInModal('timeline_older');
    await me.seesModal('11 to 20 of 60');
  };
  await goDown();
  await me.submit({ timeline_query: 'planned' });
  await me.seesModal('“planned” is in 60 of 60 notes');
  expect(me.modalText()).toContain('1 to 10 of 60');
  await goDown();
  await me.choose('timeline_outcome', 'spoke');
  await me.seesModal('1 to 10 of 60');
});

test('a filter by outcome, a search by words and a search by meaning find what they should', async () => {
  await store(world, [
    call({ outcome: 'objection', text: 'Their security review takes six weeks.', day: daysAgo(9) }),
    call({ outcome: 'spoke', text: 'Talked about the kick-off in spring.', day: daysAgo(5) }),
    call({ outcome: 'no_answer', text: 'Rang twice, nobody there.', day: daysAgo(2) }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('3 notes, newest call first');
  await me.choose('timeline_outcome', 'objection');
  await me.seesModal('1 of 3 notes: Objection');
  expect(me.modalText()).not.toContain('Rang twice');
  await me.choose('timeline_outcome', 'all');
  await me.seesModal('3 notes, newest call first');
  await me.submit({ timeline_query: 'security' });
  await me.seesModal('“security” is in 1 of 3 notes');
  const found = me.modalText();
  expect(found.indexOf('security review takes')).toBeGreaterThan(0);
  for (const row of found.split('\n').filter((line) => line.includes('near in meaning')))
    expect(row).not.toContain('Objection');
  // What stands in the field is searched for too, whether or not Search was pressed.
  await me.choose('timeline_outcome', 'objection', { timeline_query: 'review' });
  await me.seesModal('“review” is in 1 of 3 notes');
});

test('what was searched for is seen in its row, however far down its note it stands', async () => {
  const long = 'We went through the plan for the spring once more, step by step. '.repeat(12);
  await store(world, [
    call({ text: `${long}At the end she named a budget of 40,000 for it.`, day: daysAgo(3) }),
    call({ text: `The budget came up first. ${long}`, day: daysAgo(2) }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('2 notes, newest call first');
  await me.submit({ timeline_query: 'budgets' });
  await me.seesModal('“budgets” is in 2 of 2 notes');
  expect(me.modalText()).toMatch(/“….*step\. At the end she named a budget of 40,000 for it\.”/);
  expect(me.modalText()).toContain('“The budget came up first. We went');
});

test('a row opens its note whole, and the way back leads to the same page', async () => {
  const long = `${'All of it, word for word. '.repeat(60)}The very end.`;
  await store(world, [call({ text: long })]);
  await me.type('/timeline Priya');
  await me.seesModal('All of it');
  expect(me.modalText()).not.toContain('The very end.');
  await me.pressInModal('timeline_open');
  await me.seesModal('The very end.');
  await me.pressInModal('timeline_back');
  await me.seesModal('1 note, newest call first');
});

test('the author deletes a note from its row, and it is gone from memory and from the timeline', async () => {
  const [kept, gone] = await store(world, [
    call({ day: daysAgo(9), text: 'This one stays.' }),
    call({ day: daysAgo(2), text: 'This one goes.' }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('2 notes');
  await me.pressInModal('timeline_delete', gone?.id);
  await me.seesModal('Deleted. No brief will use that note.');
  expect(me.modalText()).not.toContain('This one goes.');
  expect((await storedNotes(world)).map(({ id }) => id)).toEqual([kept?.id]);
  expect(world.logged.join()).toContain('"audit":"deleted"');
  expect(world.logged.join()).not.toContain('This one goes');
});

test('sharing a note shows it to a colleague, and taking it back hides it again', async () => {
  const [note] = await store(world, [call({ text: 'Words for my team.' })]);
  const colleague = personIn(world, ben);
  await colleague.type('/timeline Priya');
  await colleague.seesModal('Nothing on Priya yet');
  await me.type('/timeline Priya');
  await me.seesModal('by you · private');
  expect(JSON.stringify(me.modal()?.view)).toContain('Your team will be able to read it');
  await me.pressInModal('timeline_share');
  await me.seesModal('shared with the team');
  await colleague.type('/timeline Priya');
  await colleague.seesModal('Words for my team.');
  const theirs = JSON.stringify(colleague.modal()?.view);
  for (const action of ['log_edit', 'timeline_delete', 'timeline_share'])
    expect(theirs).not.toContain(action);
  await me.pressInModal('timeline_share');
  await me.seesModal('Private. Only you can read that note now.');
  await colleague.pressInModal('timeline_open', note?.id);
  await colleague.seesModal('deleted or no longer shared with you');
});

test('private notes of a colleague on the same deal are neither shown nor counted', async () => {
  await store(world, [
    call({ text: 'Mine alone.' }),
    call({ author: ben, text: 'Hush, his alone.' }),
    call({ author: ben, visibility: 'team', text: 'His, for all.' }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('2 notes, newest call first');
  expect(me.all()).not.toContain('Hush');
});

test('a timeline of a person offers all of the deal, and back', async () => {
  await store(world, [
    call({ text: 'With her.' }),
    call({ name: 'Amit Rao', text: 'With him.' }),
    call({ name: 'Amit Rao', text: 'With him again.' }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('1 note, newest call first');
  await me.pressInModal('timeline_whole');
  await me.seesModal('3 notes, newest call first');
  await me.pressInModal('timeline_whole');
  await me.seesModal('1 note, newest call first');
});

test('the chart ends with the score of the card', async () => {
  await storeRead(world, [
    call({ day: daysAgo(30), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(20), text: 'They agreed to a pilot with 20 seats in March.' }),
    call({ day: daysAgo(4), text: 'The CFO joined the call and asked about cost.' }),
  ]);
  await me.type('/brief Priya');
  const card = JSON.stringify(await me.sees('Last call'));
  const [, score] = /"text":"Why (\d+)"/.exec(card) ?? [];
  await me.type('/timeline Priya');
  await me.seesModal(`Score `);
  expect(me.modalText()).toMatch(new RegExp(`Score [▁▂▃▄▅▆▇█]{2,} \\*${score} `));
});

test('an edit from a row opens the form with the note', async () => {
  await store(world, [call({ text: 'To be put right.' })]);
  await me.type('/timeline Priya');
  await me.seesModal('To be put right.');
  await me.pressInModal('log_edit');
  await me.seesModal('How it went');
});

test('a name that nobody bears, a slip and a shared first name are answered as a brief answers them', async () => {
  await store(world, [call(), call({ name: 'Priya Raman', company: 'Northhaul', text: 'Lorries.' })]);
  await me.type('/timeline Zebedee');
  await me.seesModal('Nothing on Zebedee yet');
  await me.type('/timeline Pryia Sharma');
  await me.seesModal('Did you mean');
  await me.type('/timeline Priya');
  await me.seesModal('Two people match Priya');
  await me.pressInModal('timeline_choice_1');
  await me.seesModal('newest call first');
});

test('a score of one day is not told as one that has moved since', async () => {
  await storeRead(world, [
    call({ day: daysAgo(0), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(0), text: 'They agreed to a pilot with 20 seats in March.' }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('Score ');
  expect(me.modalText()).toMatch(/Score . \*\d+ \p{L}+\*(?! from)/u);
});

test('who closes the timeline before a note is deleted is told that it is', async () => {
  const [, gone] = await store(world, [
    call({ day: daysAgo(9), text: 'This one stays.' }),
    call({ day: daysAgo(2), text: 'This one goes.' }),
  ]);
  await me.type('/timeline Priya');
  await me.seesModal('2 notes');
  world.memory.faults.set({ kind: 'delay', ms: 400 });
  await me.pressInModal('timeline_delete', gone?.id);
  await world.hand.closeView(ava, me.modal()?.id ?? '', true);
  await me.sees('Deleted. No brief will use that note.');
  expect(me.modal()).toBeUndefined();
});
