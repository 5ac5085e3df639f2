import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const shaky = () => [
  call({
    day: daysAgo(30),
    text: 'Met her. She is worried about the migration timeline.',
    visibility: 'team',
  }),
  call({
    day: daysAgo(3),
    text: 'They also look at Fixwell. Our quote is out at 48k EUR a year.',
    visibility: 'team',
  }),
];

test('a deal that is put in commit is held against its notes, each doubt with the words it rests on', async () => {
  await storeRead(world, shaky());
  await me.type('/pipeline commit Priya');
  const shown = textOf(await me.sees('Rentfield is in commit'));
  expect(shown).toContain('Your notes do not carry all of it');
  expect(shown).toContain('nobody who signs was heard');
  expect(shown).toContain('no budget confirmed');
  expect(shown).toContain('no closing date');
  expect(shown).toMatch(/open: migration timeline “[^”]*migration timeline/i);
});

test('what an unread note may say is not called missing', async () => {
  await storeRead(world, shaky());
  world.model.faults.set({ kind: 'down' });
  await store(world, [call({ day: daysAgo(0), text: 'The CFO signs on Friday, budget is approved.' })]);
  await me.type('/pipeline commit Priya');
  const shown = textOf(await me.sees('Rentfield is in commit'));
  expect(shown).toContain('1 note not read yet');
  expect(shown).not.toContain('nobody who signs');
  expect(shown).not.toContain('no budget');
});

test.each([
  [1, true],
  [0, false],
])('a closing date of %s days ago has passed: %s', async (days, isPast) => {
  const text = `They want to sign the contract by ${daysAgo(days)}.`;
  await storeRead(world, [...shaky(), call({ day: daysAgo(2), text })]);
  await me.type('/pipeline commit Priya');
  const shown = textOf(await me.sees('Rentfield is in commit'));
  expect(shown).not.toContain('no closing date');
  expect(shown.includes('the closing date')).toBe(isPast);
});

test('what is in commit stands in the pipeline, on its page, in the CSV and in a list, until it is taken out', async () => {
  await storeRead(world, shaky());
  await me.type('/pipeline commit');
  await me.sees('No deal is in commit');
  await me.type('/pipeline commit Rentfield');
  await me.sees('Rentfield is in commit');
  await me.type('/pipeline');
  expect(textOf(await me.sees('In commit: 1 deal, 48k EUR in 1'))).toContain(
    '1 not carried whole by your notes',
  );
  await me.press('pipeline_page_commit');
  await me.seesModal('nobody who signs was heard; no budget confirmed');
  await me.press('pipeline_csv');
  await me.sees('The CSV is in your DM');
  await me.type('/pipeline commit');
  await me.sees('In commit: 1 deal');
  await me.press('pipeline_commit_out_0');
  await me.sees('is out of your commit');
  await me.type('/pipeline commit');
  await me.sees('No deal is in commit');
});

test.each([
  ['won', 'Signed.'],
  ['lost', 'They went with Fixwell.'],
] as const)('a deal that is %s leaves commit, and is not put there', async (outcome, text) => {
  await storeRead(world, shaky());
  await me.type('/pipeline commit Rentfield');
  await me.sees('Rentfield is in commit');
  await storeRead(world, [call({ day: daysAgo(0), outcome, text })]);
  await me.type('/pipeline commit');
  await me.sees('No deal is in commit');
  await me.type('/pipeline commit Rentfield');
  await me.sees(`is ${outcome} already`);
});

test('a colleague sees who counts on a deal only where that one has shared a note on it', async () => {
  const other = personIn(world, ben);
  await storeRead(world, [
    call({ day: daysAgo(9), text: 'A first hello.' }),
    call({ day: daysAgo(4), text: 'A second call.', author: ben, visibility: 'team' }),
  ]);
  await me.type('/pipeline commit Rentfield');
  await me.sees('Rentfield is in commit');
  await other.type('/pipeline commit');
  await other.sees('No deal is in commit');
  await storeRead(world, [call({ day: daysAgo(1), text: 'A third call.', visibility: 'team' })]);
  await other.type('/pipeline commit');
  const shown = textOf(await other.sees('In commit: 1 deal'));
  expect(shown).toContain(`by <@${ava}>`);
  expect(shown).not.toContain('Take out');
  await other.type('/pipeline commit Rentfield');
  await other.sees('Rentfield is in commit');
  await me.type('/pipeline commit');
  await me.sees('In commit: 1 deal');
  await me.press('pipeline_commit_out_0');
  await me.sees('is out of your commit. 1 colleague still has it in commit.');
});

test('several people of one name are asked about first, in a channel too', async () => {
  await storeRead(world, [call({ company: 'Northhaul', name: 'Priya Raman', day: daysAgo(1) }), ...shaky()]);
  await me.type('/pipeline commit Priya', sales);
  await me.sees('people match', sales);
  await me.press('pipeline_commit_choice_1', sales);
  await me.sees('Rentfield is in commit', sales);
});

test('the week says of a deal in commit what its notes do not carry', async () => {
  await storeRead(world, shaky());
  await me.type('/pipeline commit Rentfield');
  await me.sees('Rentfield is in commit');
  await me.type('/digest now');
  const week = textOf(await me.sees('In commit, and not carried whole by your notes'));
  expect(week).toContain('nobody who signs was heard; no budget confirmed; no closing date');
  expect(week).not.toContain('in commit by');
});

test('a colleague’s week says whose commit it is', async () => {
  const other = personIn(world, ben);
  const own = call({ day: daysAgo(2), author: ben, text: 'She asked who else uses it.', visibility: 'team' });
  await storeRead(world, [...shaky(), own]);
  await me.type('/pipeline commit Rentfield');
  await me.sees('Rentfield is in commit');
  await other.type('/digest now');
  const week = textOf(await other.sees('In commit, and not carried whole by your notes'));
  expect(week).toContain(`Rentfield   in commit by <@${ava}>: nobody who signs was heard`);
});

test.each(['won', 'lost'] as const)('a deal that is %s is not put in commit', async (outcome) => {
  await storeRead(world, [...shaky(), call({ day: daysAgo(0), outcome, text: 'It is over.' })]);
  await me.type('/pipeline commit Priya');
  await me.sees(outcome);
  await me.type('/pipeline commit');
  await me.sees('No deal is in commit');
  expect(me.texts().join()).not.toContain('Rentfield is in commit');
});
