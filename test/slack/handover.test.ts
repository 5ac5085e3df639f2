import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { ava, ben } from '../support/world.ts';
import { offerTo, openHandover, teamNotes } from './handover-doors.ts';
import { type HandoverStage, handoverStage } from './handover-stage.ts';
import { seesHome } from './home-doors.ts';

let stage: HandoverStage;
beforeEach(async () => {
  stage = await handoverStage();
  const osei = { name: 'Osei Mensah', company: 'Kestrel' };
  await storeRead(stage.world, [
    ...teamNotes(),
    call({ ...osei, day: daysAgo(3) }),
    call({ name: 'Ines Falk', company: 'Harbour', author: ben, day: daysAgo(3) }),
  ]);
});
afterEach(() => stage.world.close());

test('a deal moves from one week to the other when it is accepted, and every open deal is in one place', async () => {
  const { me, you, world, weekOf, offered, accepted } = stage;
  expect(await weekOf(me)).toContain('2 of 2 open deals considered');
  expect(await weekOf(you)).toContain('1 of 1 open deal considered');
  await offered();
  expect(await weekOf(me)).toContain('2 of 2 open deals considered');
  expect(await weekOf(you)).not.toContain('Tova Lind');

  await world.hand.openHome(ava);
  await world.hand.openHome(ben);
  await seesHome(world, ava, 'Tova Lind');
  await seesHome(world, ben, '1 of 1 open deal considered');
  await accepted();
  await seesHome(world, ben, '2 of 2 open deals considered');
  await seesHome(world, ava, '1 of 1 open deal considered');
  const [mine, yours] = [await weekOf(me), await weekOf(you)];
  expect(mine).toContain('1 of 1 open deal considered');
  expect(mine).not.toContain('Tova Lind');
  expect(yours).toContain('2 of 2 open deals considered');
  expect(yours).toContain('Tova Lind');
});

test('whose deal it is tells who holds it since it was accepted, to both', async () => {
  const { me, you, offered, accepted } = stage;
  await offered();
  await accepted();
  await me.type('/ask Who owns Greywater?');
  await me.sees('Greywater: held by Ben Carter now; notes by you (');
  await you.type('/ask Who owns Greywater?');
  await you.sees('Greywater: held by you now; notes by Ava Lindqvist (');
});

test('the offer says what the deal is worth and when they sign, where it was read', async () => {
  const { you, world, offered } = stage;
  const text = `The deal is worth 24k EUR a year, they sign on ${daysAgo(-20)}.`;
  const tova = { name: 'Tova Lind', company: 'Greywater', visibility: 'team' } as const;
  await storeRead(world, [call({ ...tova, day: daysAgo(1), text })]);
  await offered();
  const pack = you.texts().find((one) => one.includes('hands this deal over to you')) ?? '';
  expect(pack).toMatch(/24k EUR a year: “The deal is worth 24k EUR a year.*” .* \[1\]/);
  expect(pack).toMatch(/They mean to sign on .*: “they sign on .* \[1\]/);
});

test('what was promised before is owed by whoever took the deal over, and no more by who gave it away', async () => {
  const { me, you, offered, accepted, later } = stage;
  await offered();
  await accepted();
  await you.type('/ask whats overdue');
  await you.sees('Tova Lind at Greywater: Ava Lindqvist promised: ');
  later();
  await me.type('/ask whats overdue');
  await me.sees('Nothing in your notes about anything overdue');
});

test('the offer holds what a newcomer must know, each line with its dated words and the number of its note', async () => {
  const { you, offered } = stage;
  await offered({ handover_words: 'Be gentle <!channel>, she is *new* there.' });
  const pack = you.texts().find((text) => text.includes('hands this deal over to you')) ?? '';
  expect(pack).toContain('<@U0AVA00001> hands this deal over');
  expect(pack).toMatch(/“Be gentle <!channel>, she is \*new\* there\.”/);
  expect(pack).toContain('From the 3 notes that the team can read');
  expect(pack).toMatch(/We promised\*?\n• .*2 days late: “.*ROI sheet.*” .* \[2\]/);
  expect(pack).toMatch(
    /What a newcomer should know\*?\n(.*\n)*• Worry: .*“.*worried about the contract length.*” .* \[3\]/,
  );
  expect(pack).toMatch(/Not known yet: /);
  expect(pack).toMatch(/Do next/);
  expect(pack).toMatch(/Last call .*3 days ago/);
  await you.press('brief_open');
  await you.sees('Last call');
});

test('what the old owner writes afterwards does not bring the deal back, and Keep does, to Home at once', async () => {
  const { me, you, world, weekOf, offered, accepted } = stage;
  await offered();
  await accepted();
  await store(world, [
    call({ name: 'Tova Lind', company: 'Greywater', day: daysAgo(0), text: 'She rang me.' }),
  ]);
  expect(await weekOf(me)).not.toContain('Tova Lind');
  await world.hand.openHome(ava);
  await seesHome(world, ava, '1 of 1 open deal considered');
  await me.press('handover_keep');
  await me.sees('is on your week again');
  await seesHome(world, ava, 'of 2 open deals considered');
  expect(await weekOf(me)).toContain('Tova Lind');
  expect(await weekOf(you)).toContain('Tova Lind');
  await me.type('/ask Who owns Greywater?');
  await me.sees('Greywater: held by Ben Carter now; notes by you (');
});

test('what was kept is its giver’s again when it is handed back', async () => {
  const { me, you, world, later, offered, accepted } = stage;
  await offered();
  await accepted();
  await me.press('handover_keep');
  await me.sees('is on your week again');
  await offerTo({ me: you, world, later }, ava);
  await me.sees('hands this deal over to you');
  await me.press('handover_accept');
  await me.sees('You took over Tova Lind');
  await me.type('/ask Who owns Greywater?');
  await me.sees('Greywater: notes by you (');
});

test('a deal can be handed back, and the one who had it only by taking it loses it', async () => {
  const { me, you, world, later, weekOf, offered, accepted } = stage;
  await offered();
  await accepted();
  await offerTo({ me: you, world, later }, ava);
  await me.sees('hands this deal over to you');
  await me.press('handover_accept');
  await me.sees('You took over Tova Lind');
  expect(await weekOf(me)).toContain('Tova Lind');
  expect(await weekOf(you)).not.toContain('Tova Lind');
});

test('what is on offer outlives a restart, and so does what was accepted', async () => {
  const { me, you, world, weekOf, offered, accepted } = stage;
  await offered();
  await world.restartBot();
  await accepted();
  await world.restartBot();
  expect(await weekOf(me)).not.toContain('Tova Lind');
  expect(await weekOf(you)).toContain('Tova Lind');
});

test('declining and withdrawing move nothing, and both are told', async () => {
  const { me, you, weekOf, offered } = stage;
  await offered();
  await you.press('handover_decline');
  await you.sees('You declined. Nothing moved.');
  await me.sees('declined Tova Lind · Greywater');
  await offered();
  await me.press('handover_withdraw');
  await you.sees('This offer was withdrawn.');
  expect(await weekOf(me)).toContain('Tova Lind');
  expect(await weekOf(you)).not.toContain('Tova Lind');
});

test('handing over again withdraws the offer before, whose buttons say so', async () => {
  const { me, you, world, given, weekOf, offered } = stage;
  await offered();
  const first = await you.sees('hands this deal over to you');
  const nadia = personIn(world, 'U0NADIA003');
  await openHandover(given);
  await me.seesModal('has it on offer and has not answered');
  await me.submit({ handover_to: nadia.user });
  await nadia.sees('hands this deal over to you');
  await world.hand.pressButton(ben, { channel: you.dm, ts: first.ts }, { actionId: 'handover_accept' });
  await you.sees('withdrawn or replaced by a newer one');
  await nadia.press('handover_accept');
  await nadia.sees('You took over Tova Lind');
  expect(await weekOf(you)).not.toContain('Tova Lind');
  expect(await weekOf(nadia)).toContain('Tova Lind');
});

test('the log says who did what, without a word of it', async () => {
  const { world, offered, accepted } = stage;
  await offered();
  await accepted();
  const acts = world.logged.filter((line) => line.includes('"audit"'));
  expect(acts.join('\n')).toMatch(
    /"audit":"handed over","by":"U0AVA00001"(.|\n)*"audit":"accepted","by":"U0BEN00002"/,
  );
  expect(world.logged.join('\n')).not.toMatch(/tova|greywater|ROI|contract/i);
});
