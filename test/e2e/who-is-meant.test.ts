import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';

const { enter } = openEntrance();

test('among namesakes one picks by company, and the brief is of that one alone', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/brief Priya');
  const question = await me.sees('match Priya');
  await me.isAccessible();
  await question.getByRole('button', { name: /^Priya Sharma · Ledgerly/ }).click();

  const card = await me.sees('Do next');
  expect(await card.getByRole('heading').textContent()).toBe('Priya Sharma · Ledgerly');
  expect(await card.textContent()).not.toMatch(/pilot|20 seats|Rentfield/);
  await me.isAccessible();
});

test('a new name in the type-ahead makes a person, who is found by that name from then on', async () => {
  const { me, stage } = await enter();
  await me.type('/log');
  const who = me.modal.getByRole('combobox', { name: 'Who' });
  await who.pressSequentially('Maya Chen');
  await me.modal.getByRole('option', { name: 'New person: ‘Maya Chen’' }).click();
  const name = me.modal.getByRole('textbox', { name: 'Name' });
  await name.waitFor();
  await expect.poll(() => name.inputValue(), { timeout: 5_000 }).toBe('Maya Chen');
  await me.modal.getByRole('textbox', { name: 'Company' }).fill('Fleetline');
  await me.modal.getByRole('textbox', { name: 'What happened' }).fill('She wants a pilot in spring.');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Save' }).click();
  await me.sees('Saved on Maya Chen · Fleetline');
  await me.seesModal('Saved on');

  await me.modal.getByRole('button', { name: 'Close' }).first().click();
  await me.type('/brief maya');
  expect(await (await me.sees('One note so far')).textContent()).toContain('Fleetline');
  expect((await stage.notes()).map(({ text }) => text)).toEqual(['She wants a pilot in spring.']);
});
