import { expect, test } from 'vitest';
import { desktop } from './browser.ts';
import { openEntrance } from './entrance.ts';
import { closeModal, save } from './steps.ts';

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

test('each step of the tour comes out as it says, and what its note asks for is in the next brief', async () => {
  const { me } = await enter({ look: { ...desktop, isNew: true }, hasStories: true });
  const tour = me.page.getByRole('complementary', { name: 'Tour' });
  const typesIt = async () => {
    await tour.getByRole('button', { name: 'Type it for me' }).click();
    await me.composer.press('Enter');
  };
  const chooses = async (whom: RegExp) => {
    const who = me.modal.getByRole('combobox', { name: 'Who' });
    await who.click();
    await who.fill('Priya');
    await me.modal.getByRole('option', { name: whom }).click();
    await save(me).click();
    await me.seesModal('Saved on');
    await closeModal(me);
  };
  await typesIt();
  await (await me.sees('match Priya')).getByRole('button', { name: /^Priya Sharma · Rentfield/ }).click();
  await (await me.sees('Do next')).getByRole('button', { name: /^Why/ }).click();
  await me.seesModal('Why this score');
  await closeModal(me);

  await tour.getByText('2 of 6 done').waitFor();
  await typesIt();
  await chooses(/^Priya Sharma · Rentfield/);
  await tour.getByText('3 of 6 done').waitFor();
  await me.type('/brief Priya Rentfield');
  await me.sees(/(?:They want {2}Contract, by|asked for by [^:]+: Contract)/);

  await typesIt();
  await chooses(/^Priya Sharma · Ledgerly/);
  await (await me.sees('Saved on Priya Sharma · Ledgerly')).getByRole('button', { name: /^Undo/ }).click();
  await tour.getByText('4 of 6 done').waitFor();

  await me.switches('Model', 'Down');
  await typesIt();
  await me.sees('The model did not answer');
  await tour.getByText('5 of 6 done').waitFor();
  await me.type('/brief James');
  await me.sees('James Okafor · Fleetline');
  await me.switches('Model', 'Fine');
  await me.button(/^Inspect/).click();
  await me.button('Next Monday 08:00').click();
  await me.sees('Your week');
  await me.button('Close the drawer').click();
  await tour.getByText('6 of 6 done').waitFor();
});

test('names in Hindi and Korean are drawn with fonts that come with the page', async () => {
  const { me } = await enter();
  const drawn = () =>
    me.page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
    );
  const count = async (name: string) => (await drawn()).filter((family) => family.includes(name)).length;
  const before = [await count('Devanagari'), await count('Noto Sans KR')];
  await me.type('/brief प्रिया वर्मा');
  await me.type('/brief 김민수');
  await me.sees('김민수');
  await expect.poll(() => count('Devanagari')).toBeGreaterThan(before[0] ?? 9);
  await expect.poll(() => count('Noto Sans KR')).toBeGreaterThan(before[1] ?? 9);
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
