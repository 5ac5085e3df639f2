import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';

const { enter } = openEntrance();

test('a sentence in the DM becomes a note with one press, and a question is answered and followed up in its thread', async () => {
  const { me, stage } = await enter({ hasStories: true });
  const before = (await stage.notes()).length;
  await me.type('James Okafor wants the rollout plan by Friday.');
  const offer = await me.sees('Save this on James Okafor');
  await me.isAccessible();
  await offer.getByRole('button', { name: 'Save this on James Okafor' }).click();
  const receipt = await me.sees('Saved on James Okafor');
  expect(await receipt.textContent()).toContain('James Okafor wants the rollout plan by Friday.');
  expect(await me.messages.filter({ hasText: 'Save this on' }).count()).toBe(0);
  expect(await stage.notes()).toHaveLength(before + 1);

  await me.type('What did James Okafor want by Friday?');
  const answer = await me.sees('“What did James Okafor want by Friday?”');
  await expect.poll(() => answer.textContent(), { timeout: 10_000 }).toContain('rollout plan');
  await answer.hover();
  await answer.getByRole('button', { name: 'Reply in thread' }).click();
  const thread = me.page.getByRole('region', { name: 'Thread' });
  const reply = thread.getByRole('textbox', { name: 'Reply in the thread' });
  await reply.fill('And about pricing?');
  await reply.press('Enter');
  await thread.getByText('“And about pricing?”').first().waitFor();
  await thread.getByText('James Okafor').first().waitFor();
  await me.isAccessible();
});

test('what the messages suggest is asked with one press, and a mention is answered for one pair of eyes', async () => {
  const { me } = await enter({ hasStories: true });
  await me.page.getByRole('tab', { name: 'Messages' }).click();
  await me.button(/^What is still open with/).click();
  await me.sees(/“What is still open with/);
  await me.goesTo(/sales/);
  await me.type('@salesmemory brief James Okafor');
  const card = await me.sees('Last call');
  expect(await card.textContent()).toContain('Only visible to you');
});
