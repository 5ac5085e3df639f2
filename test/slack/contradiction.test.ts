import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';
import { correctionStage, type Stage, valueIn } from './corrections-stage.ts';
import { seesHome } from './home-doors.ts';

let world: World;
let me: Someone;
let open: Stage['open'];
let kept: Stage['kept'];
let later: Stage['later'];
beforeEach(async () => {
  ({ world, me, open, later, kept } = await correctionStage());
});
afterEach(() => world.close());

async function score(): Promise<number> {
  return valueIn(await open('brief_why'));
}

const frozenThenApproved = () => [
  call({ day: daysAgo(9), text: 'The budget is frozen for this year.' }),
  call({ day: daysAgo(3), text: 'The CFO approved the budget this morning.' }),
];

/** The doubt costs 10, the approval is worth 12; a model took the approval for the doubt's answer. */
test.each([
  ['newer', 'Settled: newer is right', 0],
  ['both', 'Settled: both hold', -7],
  ['neither', 'Settled: neither holds', -6],
])('two notes that disagree are settled in place: %s', async (choice, statement, points) => {
  const notes = await store(world, frozenThenApproved());
  const before = await score();
  expect(me.texts().join()).toContain('*Two notes disagree* on the budget');
  const more = await open('brief_more');
  expect(more).toContain('Two notes disagree on the budget');
  expect(more).toMatch(/“The budget is frozen[^”]*”/);
  expect(more).toMatch(/“The CFO approved the budget[^”]*”/);
  await me.pressInModal(`ruling_${choice}`);
  await me.seesModal(statement);
  expect(me.modalText()).not.toContain('Two notes disagree');
  expect(me.modalText()).toContain('(you)');
  expect(await score()).toBe(before + points);
  expect(await kept(notes)).toHaveLength(2);

  await open('brief_more');
  expect(me.modalText()).not.toContain('Two notes disagree');
  // Undo of one side leaves the other said; both are taken back one by one under Corrected.
  await me.pressInModal('ruling_undo');
  await me.seesModal('Taken back.');
  await me.pressInModal('ruling_undo');
  await me.seesModal('Two notes disagree');
  expect(await score()).toBe(before);
});

test.each([
  [
    'of one note',
    [call({ day: daysAgo(3), text: 'The budget is frozen. The CFO approved the budget for next year.' })],
  ],
  [
    'more than 60 days old',
    [
      call({ day: daysAgo(90), text: 'The budget is frozen for this year.' }),
      call({ day: daysAgo(80), text: 'The CFO approved the budget this morning.' }),
    ],
  ],
])('opposite words %s are no disagreement to settle', async (_, notes) => {
  await store(world, [...notes, call({ day: daysAgo(1), text: 'We spoke of seats.' })]);
  expect(await open('brief_more')).not.toContain('disagree');
});

test('how two notes were settled is told to who settled them, and to a colleague only that one holds no more', async () => {
  const shared = frozenThenApproved().map((one) => ({ ...one, visibility: 'team' as const }));
  await store(world, shared);
  await open('brief_more');
  await me.pressInModal('ruling_newer');
  await me.seesModal('Settled: newer is right');
  const theirs = await open('brief_more', personIn(world, ben));
  expect(theirs).toMatch(/no longer true since[^\n]*<@/);
  expect(theirs).not.toContain('Settled:');
});

test('a promise ticked off in the brief is gone from card, digest and Home, and Undo brings it back', async () => {
  await store(world, [
    call({ day: daysAgo(9), text: 'We spoke of seats.' }),
    call({ day: daysAgo(8), text: `I promised to send her the ROI sheet by ${daysAgo(4)}.` }),
  ]);
  const weeks = () => me.texts().filter((text) => text.includes('Your week · '));
  const week = async (): Promise<string> => {
    later();
    const count = weeks().length;
    await me.type('/digest now');
    await world.slack.waitFor(() => weeks().length > count || undefined);
    return weeks().at(-1) ?? '';
  };
  const more = await open('brief_more');
  expect(more).toMatch(/You: .*ROI sheet.*, \d days late/);
  expect(await week()).toContain('ROI sheet');
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Promises due by');

  await open('brief_more');
  await me.pressInModal('ruling_done');
  await me.seesModal('Promises kept');
  expect(world.logged.join()).toContain('"audit":"done"');
  const look = () => JSON.stringify(world.slack.look(ava).home?.view);
  await world.slack.waitFor(() => !look().includes('Promises due') || undefined);
  expect(await week()).not.toMatch(/ROI sheet|overdue/);
  later();
  await me.type('/brief Priya');
  await me.sees('Last call');
  expect(await open('brief_more')).toMatch(/ROI sheet.*: done \d+ \w+ \(you\)/);

  await me.pressInModal('ruling_undo');
  await me.seesModal('Taken back.');
  expect(me.modalText()).toMatch(/You: .*ROI sheet.*, \d days late/);
  await seesHome(world, ava, 'Promises due by');
  expect(await week()).toContain('ROI sheet');
});

test('a promise ticked off in the digest is kept in the brief too, for a colleague as well', async () => {
  await store(world, [
    call({ day: daysAgo(9), text: 'We spoke of seats.', visibility: 'team' }),
    call({
      day: daysAgo(8),
      visibility: 'team',
      text: `I promised to send her the ROI sheet by ${daysAgo(4)}.`,
    }),
  ]);
  await open('brief_more');
  await me.type('/digest now');
  const holder = await me.sees('Your week · ');
  const block = holder.blocks?.find((one) => one.block_id?.startsWith('line:'));
  const [, value = ''] = /"value":"(kept:[^"]+)"/.exec(JSON.stringify(block)) ?? [];
  const target = { channel: me.dm, ts: holder.ts };
  await world.hand.choose(ava, target, { actionId: 'digest_line', blockId: block?.block_id, value });
  await me.sees('Promise kept:');
  expect(await open('brief_more')).toMatch(/ROI sheet.*: done \d+ \w+ \(you\)/);
  const colleague = personIn(world, ben);
  await colleague.type('/brief Priya');
  await colleague.sees('Last call');
  await colleague.press('brief_more');
  await colleague.seesModal('Promises kept');
  expect(colleague.modalText()).toContain(`(<@${ava}>)`);
  await me.press('digest_undo');
  const undone = () =>
    !JSON.stringify(me.messages().find(({ ts }) => ts === holder.ts)).includes('digest_undo');
  await world.slack.waitFor(() => undone() || undefined);
  expect(await open('brief_more')).toMatch(/You: .*ROI sheet.*days late/);
});
