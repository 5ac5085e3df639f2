import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { ben, deals } from '../support/world.ts';
import { contest as contestAs } from './corrections-stage.ts';
import { teamNotes } from './handover-doors.ts';
import { type HandoverStage, handoverStage } from './handover-stage.ts';
import { merge, save, undo } from './people-hands.ts';

let stage: HandoverStage;
beforeEach(async () => {
  stage = await handoverStage();
});
afterEach(() => stage.world.close());

const typo = { name: 'Priya S.', company: 'Rentfeld' };
const twoDeals = () => [
  call({ ...typo, day: daysAgo(9) }),
  call({ ...typo, day: daysAgo(3), text: 'They agreed to a pilot with 20 seats.' }),
  call({ day: daysAgo(12), text: 'She liked the demo.' }),
];

async function mergeInto(name: string, label: string): Promise<void> {
  stage.later();
  await merge(stage.me, name, label);
  await save(stage.me);
  stage.later();
}

async function undone(name: string): Promise<void> {
  stage.later();
  await undo(stage.me, name);
  stage.later();
}

async function whyOf(name: string): Promise<string> {
  const { me, world, later } = stage;
  const cards = () => me.texts().filter((text) => text.includes('Last call')).length;
  const before = cards();
  later();
  await me.type(`/brief ${name}`);
  await world.slack.waitFor(() => cards() > before || undefined);
  await me.press('brief_why');
  await me.seesModal('= ');
  return me.modalText();
}

async function contest(name: string): Promise<void> {
  await whyOf(name);
  await contestAs(stage.me, 'Worry: ', 'Settled by phone');
  await stage.me.seesModal('Corrected');
}

/** Chooses in the menu of somebody's line on the newest digest. */
async function onLine(person: string, value: string): Promise<void> {
  const { me, world } = stage;
  const holder = await me.sees('Your week · ');
  const line = holder.blocks?.find((one) => JSON.stringify(one).includes(person) && one.block_id);
  const target = { channel: me.dm, ts: holder.ts };
  await world.hand.choose(me.user, target, { actionId: 'digest_line', blockId: line?.block_id, value });
}

test('what is contested in a deal of two goes with its note when they are parted, and can be taken back there', async () => {
  await storeRead(stage.world, twoDeals());
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  await contest('Priya Sharma');
  await undone('Priya Sharma');
  expect(await whyOf('Priya S.')).toContain('“Settled by phone”');
  await stage.me.pressInModal('ruling_undo');
  await stage.me.seesModal('Taken back.');
});

test('a deal snoozed before it became one with another sleeps on, and alone again after Undo', async () => {
  const { me, weekOf } = stage;
  await storeRead(stage.world, twoDeals());
  expect(await weekOf(me)).toContain('2 of 2 open deals considered');
  await onLine('Priya S.', 'snooze');
  await me.sees('Snoozed until');
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  expect(await weekOf(me)).toContain('1 of 1 open deal considered: 0 now · 0 this week · 1 on track');
  await undone('Priya Sharma');
  const parted = await weekOf(me);
  expect(parted).toContain('2 of 2 open deals considered');
  expect(parted).toContain('1 on track');
});

test('a deal put in commit before it became one with another stays there, and is out for good once it is taken out', async () => {
  const { me, world } = stage;
  await storeRead(world, twoDeals());
  await me.type('/pipeline commit Priya S.');
  await me.sees('Rentfeld is in commit');
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  await me.type('/pipeline commit');
  await me.sees('In commit: 1 deal');
  await me.press('pipeline_commit_out_0');
  await me.sees('Rentfield is out of your commit');
  await me.type('/pipeline commit');
  await me.sees('No deal is in commit');
});

test('the lines of a digest sent before two deals became one go on working, each in its own place', async () => {
  const { me, weekOf } = stage;
  await storeRead(stage.world, twoDeals());
  await weekOf(me);
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  await onLine('Priya S.', 'snooze');
  await me.sees('Snoozed until');
  await me.press('digest_undo');
  await stage.world.slack.waitFor(() => !me.texts().join().includes('Snoozed until') || undefined);
  expect(await weekOf(me)).not.toContain('1 on track');
});

test('a call logged from such a line shows on it', async () => {
  const { me, weekOf } = stage;
  await storeRead(stage.world, twoDeals());
  await weekOf(me);
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  await onLine('Priya S.', 'log');
  await me.seesModal('What happened');
  await me.submit({ log_text_0: 'She signs next week.' });
  await me.sees('Logged');
});

test('what else was drawn before two deals became one means the one deal', async () => {
  const { me, weekOf } = stage;
  await storeRead(stage.world, [
    call({ ...typo, day: daysAgo(3), visibility: 'team', text: 'She wants a demo in May.' }),
    call({ day: daysAgo(12), visibility: 'team', text: 'She liked the plan.' }),
  ]);
  await me.type('/brief Priya S.');
  await me.sees('Priya S. · Rentfeld');
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('people will see it');
  expect(me.modalText()).toContain('Priya Sharma · Rentfield');
  await undone('Priya Sharma');
  await weekOf(me);
  await mergeInto('Priya S.', 'Priya Sharma · Rentfield');
  await me.press('digest_compare');
  await me.seesModal('They are in one deal.');
});

const graywater = () =>
  call({ name: 'Tova Lindqvist', company: 'Graywater', visibility: 'team', author: ben, day: daysAgo(20) });

test('a deal handed over stays away from its giver when it becomes one with another, and after Undo', async () => {
  const { me, you, weekOf, offered, accepted } = stage;
  await storeRead(stage.world, [...teamNotes(), graywater()]);
  await offered();
  await accepted();
  await mergeInto('Tova Lind', 'Tova Lindqvist · Graywater');
  expect(await weekOf(me)).not.toContain('Tova');
  expect(await weekOf(you)).toContain('1 of 1 open deal considered');
  await undone('Tova Lindqvist');
  expect(await weekOf(me)).not.toContain('Tova');
  expect(await weekOf(you)).toContain('2 of 2 open deals considered');
});

test('an offer made before two deals became one can be accepted after it', async () => {
  const { me, you, weekOf, offered } = stage;
  await storeRead(stage.world, [...teamNotes(), graywater()]);
  await offered();
  await mergeInto('Tova Lind', 'Tova Lindqvist · Graywater');
  await you.press('handover_accept');
  await you.sees('You took over Tova Lindqvist');
  expect(await weekOf(me)).not.toContain('Tova');
});
