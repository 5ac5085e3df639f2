import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { call, choosesUnder, closeModal, logCall } from './steps.ts';

const { enter } = openEntrance();

test('a deal is offered to a colleague, who accepts it and has it on Home', async () => {
  const { me } = await enter();
  await logCall(me, { ...call, isShared: true });
  await logCall(me, { ...call, name: 'Amit Rao', text: 'Hidden worry about the merger.' });
  await me.type('/brief Priya');
  const card = await me.sees('Last call');
  await card.getByRole('button', { name: 'More: the full brief' }).click();
  await me.seesModal('What is known');
  await me.modal.getByRole('button', { name: /Hand this deal over/ }).click();
  await me.seesModal('This is what they get');
  await choosesUnder(me, 'Colleague', { typing: 'Ben', option: /Ben Carter/ });
  await me.modal.getByRole('textbox', { name: /A word to them/ }).fill('She likes a call before noon.');
  await me.takesPicture('hand-over-form');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Hand over', exact: true }).click();
  await me.seesModal('You offered');
  await closeModal(me);
  await me.sees('It stays on your week until they accept.');

  await me.becomes('Ben Carter');
  const pack = await me.sees('hands this deal over to you');
  await pack.getByText('She likes a call before noon.').waitFor();
  await pack.getByText('From the 1 note that the team can read').waitFor();
  await me.takesPicture('hand-over-offer');
  await me.isAccessible();
  await pack.getByRole('button', { name: 'Accept' }).click();
  await me.sees('You took over Priya Sharma · Rentfield');
  expect(await me.page.locator('body').textContent()).not.toMatch(/merger/);
  await me.takesPicture('hand-over-taken');
  await me.page.getByRole('tab', { name: 'Home' }).click();
  await me.page.getByText('1 of 1 open deal considered').waitFor();
  await me.page.getByText('Priya Sharma').first().waitFor();
  expect(await me.page.locator('body').textContent()).not.toMatch(/merger/);
  await me.takesPicture('hand-over-home');

  await me.becomes('Ava Lindqvist');
  await me.sees('took over Priya Sharma · Rentfield');
});
