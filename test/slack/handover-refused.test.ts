import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, guest, outsider } from '../support/world.ts';
import { teamNotes } from './handover-doors.ts';
import { type HandoverStage, handoverStage } from './handover-stage.ts';

let stage: HandoverStage;
beforeEach(async () => {
  stage = await handoverStage();
  const secret = call({ name: 'Tova Lind', company: 'Greywater', day: daysAgo(1), text: 'Ava’s alone.' });
  await store(stage.world, [...teamNotes(), secret]);
});
afterEach(() => stage.world.close());

const nadia = 'U0NADIA003';

/** Ava's offer to Ben, with her private note to be shared once he accepts it. */
async function offeredWithPrivateNote() {
  await stage.offered({ handover_share: ['share'] });
  const pack = await stage.you.sees('hands this deal over to you');
  return { channel: stage.you.dm, ts: pack.ts };
}

/** Nothing shared, nobody told, and the deal on the week of its giver alone. */
async function expectNothingMoved(): Promise<void> {
  const { me, you, world, weekOf } = stage;
  // Whatever is under way is finished before the next start.
  await world.restartBot();
  const shared = (await storedNotes(world)).filter(({ tags }) => tags.includes('vis:team'));
  expect(shared).toHaveLength(teamNotes().length);
  expect(await hindsightOf(world).state.list('kind:owner')).toEqual([]);
  expect(world.logged.join('\n')).not.toMatch(/"audit":"(accepted|shared)"/);
  expect([...me.texts(), ...you.texts()].join('\n')).not.toContain('took over');
  expect(await weekOf(me)).toContain('Tova Lind');
  expect(await weekOf(you)).not.toContain('Tova Lind');
}

test('an offer that was declined can not be accepted afterwards, by whatever press comes late', async () => {
  const { me, you, world, later } = stage;
  const pack = await offeredWithPrivateNote();
  world.memory.faults.set({ kind: 'unavailable' });
  const accept = await world.hand.pressButton(ben, pack, { actionId: 'handover_accept' });
  await you.sees('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  later();
  await world.hand.pressButton(ben, pack, { actionId: 'handover_decline' });
  await me.sees('declined Tova Lind');
  later();
  await world.hand.deliverAgain(accept.deliveryId ?? 0);
  await expectNothingMoved();
  expect(you.texts().join('\n')).toContain('You declined. Nothing moved.');
});

test('an offer that its giver withdrew is refused where Accept still stands on it', async () => {
  const { me, you, world, later } = stage;
  const pack = await offeredWithPrivateNote();
  world.slack.faults.failWith('chat.update', { times: 9, error: 'fatal_error' });
  await me.press('handover_withdraw');
  await me.sees('Withdrawn. It stays on your week.');
  await expect.poll(() => world.logged.join()).toContain('somebody was not told of a hand-over');
  world.slack.faults.clear();
  later();
  await world.hand.pressButton(ben, pack, { actionId: 'handover_accept' });
  await you.sees('This offer was withdrawn. Nothing moved.');
  await expectNothingMoved();
});

test.each([
  ['its giver', ava, 'Only the colleague it was offered to can answer this'],
  ['another colleague', nadia, 'Only the colleague it was offered to can answer this'],
  ['a guest', guest, 'SalesMemory is for members of this workspace'],
  ['somebody of another workspace', outsider, 'SalesMemory is for members of this workspace'],
])(
  '%s can neither accept nor decline in the place of whom a deal was offered to',
  async (_who, user, words) => {
    const { world, later, accepted } = stage;
    const pack = await offeredWithPrivateNote();
    const refusals = () => JSON.stringify(world.slack.snapshot()).split(words).length;
    for (const actionId of ['handover_accept', 'handover_decline']) {
      const before = refusals();
      await world.hand.pressButton(user, pack, { actionId });
      await world.slack.waitFor(() => refusals() > before || undefined);
      later();
    }
    await expectNothingMoved();
    await accepted();
  },
);
