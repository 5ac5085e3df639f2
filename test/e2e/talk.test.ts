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

test('what an agent’s messages suggest is asked with one press, and a mention is answered for one pair of eyes', async () => {
  const { me } = await enter({ hasStories: true, isAgent: true });
  await me.page.getByRole('tab', { name: 'Messages' }).click();
  await me.button(/^What is still open with/).click();
  const asked = await me.sees(/What is still open with/);
  await asked.hover();
  await asked.getByRole('button', { name: 'Reply in thread' }).click();
  const thread = me.page.getByRole('region', { name: 'Thread' });
  await thread.getByText(/“What is still open with/).waitFor();
  await me.goesTo(/sales/);
  await me.type('@SalesMemory brief James Okafor');
  const card = await me.sees('Last call');
  expect(await card.textContent()).toContain('Only visible to you');
});

test('the page follows what arrives in a channel, a DM and a thread, and leaves alone who reads above', async () => {
  const { me, stage } = await enter({ hasStories: true });
  const { hand } = stage.slack;
  const [ben, sales] = ['U0BEN00002', 'C0SALES002'];
  await me.goesTo(/sales/);
  for (let line = 1; line <= 30; line += 1) await hand.sayInChannel(ben, sales, `Line ${line}`);
  await expect.poll(() => me.message('Line 30').isVisible()).toBe(true);
  const list = me.page.getByRole('log', { name: 'Messages' });
  const isSeen = (words: string) =>
    me.message(words).evaluate((element) => {
      const { bottom } = element.getBoundingClientRect();
      return bottom <= (element.closest('[role=log]')?.getBoundingClientRect().bottom ?? 0) + 1;
    });
  await expect.poll(() => isSeen('Line 30')).toBe(true);
  const last = stage.slack.messages.seenBy(ben, sales).at(-1)?.ts ?? '';
  await hand.reword(ben, { channel: sales, ts: last }, `Line 30 ${'and much more of it '.repeat(60)}`);
  await expect.poll(() => isSeen('and much more')).toBe(true);

  await list.evaluate((element) => element.scrollTo({ top: 0 }));
  await hand.sayInChannel(ben, sales, 'Line 31');
  await me.message('Line 31').waitFor({ state: 'attached' });
  expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBeLessThan(50);

  await me.type('/brief James Okafor');
  await me.sees('Last call');
  await expect.poll(() => isSeen('Last call')).toBe(true);

  const first = stage.slack.messages.seenBy(ben, sales)[0]?.ts ?? '';
  const root = me.messages.first();
  await root.hover();
  await root.getByRole('button', { name: 'Reply in thread' }).click();
  for (let line = 1; line <= 30; line += 1)
    await hand.sayInChannel(ben, sales, { text: `Answer ${line}`, thread: first });
  const thread = me.page.getByRole('log', { name: 'Thread messages' });
  await expect
    .poll(() => thread.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight), { timeout: 5_000 })
    .toBeLessThan(2);
  // Named above his lines in the channel, above the root of the thread, and above its answers.
  expect(await me.messages.filter({ hasText: 'Ben Carter' }).count()).toBe(3);
});

test('an empty place says what happens there, and a menu at the edge is whole', async () => {
  const { me, stage } = await enter();
  await me.page.getByText('which only the two of you see').waitFor();
  await me.goesTo(/general/);
  await me.page.getByText('SalesMemory is not in this channel').waitFor();
  await me.goesTo(/acme-joint/);
  await me.page.getByText('People of another company read along.').waitFor();
  await me.goesTo(/sales/);
  for (let line = 1; line <= 40; line += 1)
    await stage.slack.hand.sayInChannel('U0BEN00002', 'C0SALES002', `Line ${line}`);
  const last = await me.sees('Line 40');
  await last.hover();
  await last.getByRole('button', { name: 'More message actions' }).click();
  const at = await me.page.getByRole('menu').boundingBox();
  const { height = 0, width = 0 } = me.page.viewportSize() ?? {};
  expect(at && at.y >= 0 && at.y + at.height <= height && at.x >= 0 && at.x + at.width <= width).toBe(true);
  await me.page.getByRole('menuitem').first().click({ trial: true });
});

test('on a phone the tour and the suggestions fold for who writes', async () => {
  const { me } = await enter({ hasStories: true, look: { theme: 'light', width: 360, isNew: true } });
  const tour = me.page.getByRole('complementary', { name: 'Tour' });
  await tour.getByText('Next: Ask for a brief').click();
  await tour.getByRole('button', { name: 'Type it for me' }).click();
  await tour.getByText('Next: Ask for a brief').waitFor();
  expect(await tour.getByRole('list').isVisible()).toBe(false);
});
