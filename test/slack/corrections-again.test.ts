import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, store } from '../support/filled.ts';
import { contest, correctionStage, type Stage, valueIn } from './corrections-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await correctionStage();
});
afterEach(() => stage.world.close());

test('a worry said again after it was ruled out counts again, in the words of the later note', async () => {
  const { world, me, open } = stage;
  await store(world, [
    call({ day: daysAgo(9), text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(3), text: 'They agreed to a pilot with 20 seats.' }),
  ]);
  const before = valueIn(await open('brief_why'));
  await contest(me, 'Worry: ', 'She saw the plan.');
  await me.seesModal('Corrected');
  const without = valueIn(me.modalText());
  expect(without).toBeGreaterThan(before);

  await store(world, [
    call({ day: daysAgo(1), loggedAt: stage.at(), text: 'She is worried about the migration once more.' }),
  ]);
  const why = await open('brief_why');
  const again = valueIn(why);
  expect(again).toBeLessThan(without);
  expect(why).toContain('“She is worried about the migration once more”');
  expect(why).toMatch(/no longer true since \d+ \w+, “She saw the plan.” \(you\)/);

  await contest(me, 'Worry: ', 'She saw it again.');
  await me.seesModal('She saw it again.');
  expect(valueIn(me.modalText())).toBeGreaterThan(again);
  await me.pressInModal('ruling_undo');
  await me.seesModal('Taken back.');
  expect(valueIn(me.modalText())).toBe(again);
});
