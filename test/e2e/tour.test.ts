import { expect, test } from 'vitest';
import { desktop } from './browser.ts';
import { openEntrance } from './entrance.ts';

const { enter } = openEntrance();

test('a newcomer follows the tour, skips it, and is not bothered again', async () => {
  const { me } = await enter({ look: { ...desktop, isNew: true }, hasStories: true });
  const tour = me.page.getByRole('complementary', { name: 'Tour' });
  await tour.getByText('0 of 6 done').waitFor();
  await me.isAccessible();
  await tour.getByRole('button', { name: 'Type it for me' }).click();
  await expect.poll(() => me.composer.inputValue(), { timeout: 5_000 }).toBe('/brief Priya');
  await me.page.keyboard.press('Enter');
  await (await me.sees('match Priya')).getByRole('button', { name: /^Priya Sharma · Rentfield/ }).click();
  await tour.getByText('1 of 6 done').waitFor();

  await (await me.sees('Do next')).getByRole('button', { name: /^Why/ }).click();
  await tour.getByText('2 of 6 done').waitFor();
  await me.page.keyboard.press('Escape');
  await tour.getByRole('button', { name: 'Skip' }).click();
  await tour.waitFor({ state: 'hidden' });
  await me.page.reload();
  await me.composer.waitFor();
  expect(await tour.isVisible()).toBe(false);
  await me.button('Tour').click();
  await tour.getByText('2 of 6 done').waitFor();
});

test('the drawer shows what was said to whom and what the model was shown, and its clock jumps to Monday', async () => {
  const { me } = await enter({ hasStories: true });
  await me.button(/^Inspect/).click();
  const drawer = me.page.getByRole('complementary', { name: 'Developer drawer' });
  await me.type('/brief James Okafor');
  await me.sees('Last call');
  await drawer
    .getByText(/chat\.postMessage/)
    .first()
    .waitFor();
  await me.isAccessible();
  const pages = [
    { tab: 'Memory', words: 'vis:team' },
    { tab: 'Model', words: /claims held against their notes/ },
    { tab: 'Controls', words: 'Refuses every connection' },
    { tab: 'Layouts', words: /layout/i },
  ];
  for (const { tab, words } of pages) {
    await drawer.getByRole('tab', { name: tab }).click();
    await drawer.getByRole('tabpanel', { name: tab }).getByText(words).first().waitFor();
    await me.takesPicture(`drawer ${tab}`);
    await me.isAccessible();
  }
});
