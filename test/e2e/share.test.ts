import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { choosesUnder, closeModal } from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

async function pressesShare(me: Visitor) {
  await me.type('/brief James Okafor');
  const card = await me.sees('Last call');
  await card.getByRole('button', { name: 'Share this brief in a channel' }).click();
}

test('a brief is shared in a channel after a look at who reads it, is there for a colleague, and is taken back', async () => {
  const { me } = await enter({ hasStories: true });
  await pressesShare(me);
  await me.seesModal('before anything is posted');
  const picker = me.modal.getByRole('combobox', { name: 'Channel' });
  await picker.click();
  expect((await me.modal.getByRole('option').allTextContents()).join()).not.toContain('acme-joint');
  await choosesUnder(me, 'Channel', { typing: 'deals', option: '#deals-emea' });
  await me.seesModal(/3 people will see it, under your name/);
  await me.isAccessible();
  await me.takesPicture('share preview');
  await me.modal.getByRole('button', { name: 'Share', exact: true }).click();
  await me.seesModal(/Posted in/);
  await closeModal(me);

  await me.becomes('Ben Carter');
  await me.goesTo(/deals-emea/);
  const post = await me.sees('Shared by');
  expect(await post.textContent()).toMatch(/James Okafor.*shared with the team, as of 25 Nov/s);
  await me.isAccessible();
  await me.takesPicture('share post');

  await me.becomes('Ava Lindqvist');
  await me.goesTo(/SalesMemory/);
  const receipt = await me.sees('Posted in');
  await receipt.getByRole('button', { name: /^Take it back/ }).click();
  await me.sees('Taken back: it stands in #deals-emea no more.');
  await me.goesTo(/deals-emea/);
  expect(await me.messages.filter({ hasText: 'Shared by' }).count()).toBe(0);
});

test('a channel with another company is refused where Share is pressed, and the brief goes to the DM', async () => {
  const { me } = await enter({ hasStories: true });
  await me.goesTo(/acme-joint/);
  await pressesShare(me);
  await me.seesModal('#acme-joint has people from another company. Notes stay inside: send it to your DM?');
  await me.isAccessible();
  await me.takesPicture('share refused');
  await me.modal.getByRole('button', { name: 'Send to my DM' }).click();
  await me.seesModal('It is in your messages with SalesMemory.');
  await closeModal(me);
  await me.goesTo(/SalesMemory/);
  await me.sees('James Okafor');
});
