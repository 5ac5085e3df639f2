import { expect, test } from 'vitest';
import { call as callOf, store } from '../support/filled.ts';
import { openEntrance } from './entrance.ts';
import { call, closeModal, field, fillForm, save } from './steps.ts';

const { enter } = openEntrance();

test('memory down at Save gives the text back, and one press on Try again stores it once when memory is back', async () => {
  const { me, stage } = await enter();
  await fillForm(me, call);
  await me.switches('Memory', 'Down');
  await save(me).click();
  await me.seesModal('Not saved yet');
  await expect.poll(() => field(me, 'What happened').inputValue(), { timeout: 5_000 }).toBe(call.text);
  await me.isAccessible();
  await closeModal(me);

  const kept = await me.sees('Not saved yet');
  expect(await kept.textContent()).toContain(call.text);
  await me.isAccessible();
  await me.switches('Memory', 'Fine');
  await kept.getByRole('button', { name: 'Try again' }).click();
  await me.sees('Saved on Priya Sharma · Rentfield');
  expect(await me.messages.filter({ hasText: 'Not saved yet' }).count()).toBe(0);
  expect((await stage.notes()).map(({ text }) => text)).toEqual([call.text]);
});

test('with the model down a brief gives the facts, and says what is missing', async () => {
  const { me, stage } = await enter();
  await me.switches('Model', 'Down');
  // Stored after it, or the bot may have read them before.
  await store(
    stage,
    ['2026-11-20', '2026-11-21', '2026-11-23', '2026-11-24'].map((day) =>
      callOf({ name: 'Tilda Grey', company: 'Moorgate', day, text: `She asked for a demo on ${day}.` }),
    ),
  );
  await me.type('/brief Tilda');
  const card = await me.sees(/[1-4] of 4 notes not read yet/);
  expect(await card.textContent()).toContain('Score when the notes are read.');
  await card.getByRole('button', { name: 'Notes' }).click();
  await me.seesModal('[1]');
  await closeModal(me);

  await me.switches('Model', 'Fine');
  await me.type('/brief Tilda');
  // What failed is asked for again within 20 seconds.
  await me.button(/^Why/).first().waitFor({ timeout: 30_000 });
});

test('a hostile model puts no word of its own into a brief', async () => {
  const { me } = await enter({ hasStories: true });
  await me.switches('Model', 'Hostile');
  await me.type('/brief James Okafor');
  const card = await me.sees('Last call');
  expect(await card.textContent()).not.toMatch(/@channel|evil|https?:|approved|9999|emarf|Rentfield/);
  expect(await card.getByRole('link').count()).toBe(0);
});

test('a hanging memory is named within seconds, and the command can be sent again', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/brief James Okafor');
  await me.sees('Last call');
  await me.switches('Memory', 'Hanging');
  await me.type('/brief Maya');
  await me.sees('Memory (Hindsight) has not answered');
  await me.switches('Memory', 'Fine');
  await me.type('/brief Tom');
  await me.sees(/Tom Keller|match Tom/);
});
