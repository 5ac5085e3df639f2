import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { closeModal, field } from './steps.ts';

const { enter } = openEntrance();

test('a question is answered with its notes, one of which opens whole, and is followed up with one press', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/ask What did Priya Sharma say about migration?');
  const answer = await me.sees('[1]');
  expect(await answer.textContent()).toContain('“What did Priya Sharma say about migration?”');
  await me.isAccessible();
  await answer.getByRole('button', { name: /^Note 1, of \d+ \w{3}/ }).click();
  await me.seesModal('Migration is still the top risk for her.');
  await me.isAccessible();
  await closeModal(me);
  const next = answer.getByRole('button', { name: /\?$/ }).first();
  const question = (await next.textContent()) ?? 'none';
  await next.click();
  await me.sees(`“${question}”`);
});

test('a count says what it counted, and Ask on Home brings its answer to the messages', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/ask How many open deals are there?');
  const count = await me.sees('counted from the notes you may see');
  expect(await count.textContent()).toMatch(/\d+ deals/);
  await me.isAccessible();
  await me.page.getByRole('tab', { name: 'Home' }).click();
  await me.button('Ask').click();
  await field(me, 'Your question').fill('Who is nervous about the migration timeline?');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Ask' }).click();
  await me.seesModal('The answer comes to your messages');
  await closeModal(me);
  await me.page.getByRole('tab', { name: 'Messages' }).click();
  await me.sees('“Who is nervous about the migration timeline?”');
  await me.sees('[1]');
});

test('without the model the nearest notes stand in their own words', async () => {
  const { me } = await enter({ hasStories: true });
  await me.switches('Model', 'Down');
  await me.type('/ask What did James Okafor say of the demo recording?');
  const answer = await me.sees('in their own words');
  expect(await answer.textContent()).toContain('James Okafor');
  await me.isAccessible();
});
