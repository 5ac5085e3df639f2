import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { ava, ben, guest, outsider } from '../support/world.ts';
import { openHandover, teamNotes } from './handover-doors.ts';
import { type HandoverStage, handoverStage } from './handover-stage.ts';

let stage: HandoverStage;
beforeEach(async () => {
  stage = await handoverStage();
});
afterEach(() => stage.world.close());

const tova = { name: 'Tova Lind', company: 'Greywater' };
const nadia = 'U0NADIA003';

test.each([
  [ava, 'That is you.'],
  [guest, 'Guests cannot use SalesMemory.'],
  [outsider, 'They belong to another workspace.'],
  ['U0LEFT0006', 'They have left this workspace.'],
  ['U0BOTUSER1', 'That is an app.'],
])(
  'a deal goes to full members of the workspace alone: %s is told “%s” under the field',
  async (to, words) => {
    const { me, world, given } = stage;
    await store(world, teamNotes());
    await openHandover(given);
    await me.seesModal('This is what they get');
    const outcome = await me.submit({ handover_to: to });
    expect(outcome.errors?.['handover_to']).toContain(words);
    expect(me.texts().join()).not.toContain('You offered');
  },
);

test('a deal that is all private, another’s, or won is refused with a sentence', async () => {
  const { me, world, given } = stage;
  await store(world, [
    call({ ...tova, text: 'All mine.' }),
    call({ name: 'Ines Falk', company: 'Harbour', author: ben, visibility: 'team', text: 'Ben’s deal.' }),
    call({ name: 'Amit Rao', company: 'Northhaul', outcome: 'won', visibility: 'team', text: 'Signed.' }),
  ]);
  await openHandover(given);
  await me.seesModal('Everything on this deal is private to you: share at least one note');
  await openHandover(given, 'Ines Falk');
  await me.seesModal('This deal is not on your week');
  await openHandover(given, 'Amit Rao');
  await me.seesModal('This deal is won, so there is nothing to hand over');
});

test('nobody but the colleague it was offered to can accept', async () => {
  const { me, you, world, weekOf, offered } = stage;
  await store(world, teamNotes());
  await offered();
  const pack = await you.sees('hands this deal over to you');
  const target = { channel: you.dm, ts: pack.ts };
  await world.hand.pressButton(nadia, target, { actionId: 'handover_accept' });
  const told = () => JSON.stringify(world.slack.snapshot());
  await world.slack.waitFor(() => told().includes('Only the colleague it was offered to') || undefined);
  await world.hand.pressButton(ava, target, { actionId: 'handover_accept' });
  expect(await weekOf(me)).toContain('Tova Lind');
  expect(await weekOf(personIn(world, nadia))).not.toContain('Tova Lind');
});

test('two presses at once on two devices move the deal once and tell the giver once', async () => {
  const { me, you, world, later, offered } = stage;
  await store(world, teamNotes());
  await offered();
  const pack = await you.sees('hands this deal over to you');
  const press = () =>
    world.hand.pressButton(ben, { channel: you.dm, ts: pack.ts }, { actionId: 'handover_accept' });
  const first = press();
  later();
  await Promise.all([first, press()]);
  await you.sees('You took over Tova Lind');
  await me.sees('took over Tova Lind');
  await you.type('/pipeline');
  await you.sees('open deal');
  expect(me.texts().filter((text) => text.includes('took over Tova Lind'))).toHaveLength(1);
  expect(world.logged.filter((line) => line.includes('"audit":"accepted"'))).toHaveLength(1);
});

test('memory away at the press is told, and the second press works', async () => {
  const { me, you, world, later, weekOf, offered, accepted } = stage;
  await store(world, teamNotes());
  await offered();
  world.memory.faults.set({ kind: 'unavailable' });
  await you.press('handover_accept');
  await you.sees('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  later();
  await accepted();
  expect(await weekOf(me)).not.toContain('Tova Lind');
  expect(await weekOf(you)).toContain('Tova Lind');
});

test('an offer whose message Slack does not take is none, and the deal can be offered anew', async () => {
  const { me, you, world, given, offered } = stage;
  await store(world, teamNotes());
  await openHandover(given);
  await me.seesModal('This is what they get');
  world.slack.faults.failWith('chat.postMessage', { times: 9, error: 'fatal_error' });
  await me.submit({ handover_to: ben });
  await me.seesModal('Something went wrong on our side');
  world.slack.faults.clear();
  await openHandover(given);
  await me.seesModal('This is what they get');
  expect(me.modalText()).not.toContain('has it on offer');
  expect(you.texts()).toEqual([]);
  await offered();
});

test('a deal whose notes are gone for the team, or that was won meanwhile, says so on the press and moves nowhere', async () => {
  const { you, world, later, offered } = stage;
  const notes = await store(world, teamNotes());
  await store(world, [call({ ...tova, author: ben, text: 'Met her once, for my eyes alone.' })]);
  await offered();
  const won = call({ ...tova, outcome: 'won', visibility: 'team', day: daysAgo(0), text: 'She signed.' });
  await store(world, [won]);
  await you.press('handover_accept');
  await you.sees('This deal is won, so there is nothing to take over');
  const { memory } = hindsightOf(world);
  for (const { id, author } of [...notes, won]) await memory.remove(id, author);
  later();
  await you.press('handover_accept');
  await you.sees('The team can read no note on this deal any more, so there is nothing to take over.');
  later();
  await you.press('handover_decline');
  await you.sees('You declined. Nothing moved.');
});

test('withdrawing after it was accepted says that the deal is taken over already', async () => {
  const { me, you, world, offered, accepted } = stage;
  await store(world, teamNotes());
  await offered();
  await accepted();
  const confirmation = await me.sees('You offered Tova Lind');
  const target = { channel: me.dm, ts: confirmation.ts };
  await world.hand.pressButton(ava, target, { actionId: 'handover_withdraw' });
  await me.sees('Your colleague took it over already.');
  expect(you.texts().join()).not.toContain('withdrawn');
});
