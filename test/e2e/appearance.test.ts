import { expect, test } from 'vitest';
import { call, store } from '../support/filled.ts';
import type { Look } from './browser.ts';
import { openEntrance } from './entrance.ts';
import { sidewaysOverflow } from './flaws.ts';
import {
  briefOnRentfield,
  choosesOnRow,
  choosesUnder,
  closeModal,
  logCall,
  opensRow,
  readCard,
} from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

const looks: readonly Look[] = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 360 },
  { theme: 'dark', width: 360 },
];

async function looksRight(me: Visitor, name: string): Promise<void> {
  await me.page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  await me.takesPicture(name);
  expect(await sidewaysOverflow(me.page), name).toEqual([]);
  await me.isAccessible();
}

test.each(looks)('question, card and modals are whole and legible, in $theme at $width px', async (look) => {
  const { me } = await enter({ look, hasStories: true });
  const at = `${look.theme} ${look.width}`;
  await me.type('/brief Priya');
  const question = await me.sees('match Priya');
  await looksRight(me, `question ${at}`);

  await question.getByRole('button', { name: /^Priya Sharma · Rentfield/ }).click();
  const card = await readCard(me);
  await looksRight(me, `card ${at}`);

  const modals = [
    { button: 'Notes', words: 'six years of visit records' },
    { button: /^Why/, words: 'What would raise it' },
    { button: /full brief/, words: 'What is known' },
    { button: 'Log a call', words: 'What happened' },
  ];
  for (const { button, words } of modals) {
    await card.getByRole('button', { name: button }).click();
    await me.seesModal(words);
    await looksRight(me, `${words} ${at}`);
    await closeModal(me);
  }

  await me.type('/log');
  await me.modal.getByRole('combobox', { name: 'Who' }).fill('Pri');
  await me.modal.getByRole('option', { name: /Rentfield/ }).waitFor();
  await looksRight(me, `type-ahead ${at}`);
});

test.each(looks.filter((_look, index) => index % 3 === 0))(
  'the sentences that are made of a logged call are whole and legible, in $theme at $width px',
  async (look) => {
    const { me, stage } = await enter({ look });
    await store(stage, [call({ company: 'Rentfield', day: '2026-11-17', text: 'She agreed to a pilot.' })]);
    await logCall(me, { name: 'Amit Rao', company: 'Rentfield', text: 'He is nervous about the migration.' });
    await me.type('/brief Amit');
    const card = await readCard(me);
    await expect
      .poll(
        async () => {
          await card.getByRole('button', { name: /full brief/ }).click();
          await me.seesModal('What is known');
          const hasSentences = await me.modal.getByText('Recommendation').isVisible();
          if (!hasSentences) await closeModal(me);
          return hasSentences;
        },
        { timeout: 15_000, interval: 1_500 },
      )
      .toBe(true);
    await looksRight(me, `Recommendation ${look.theme} ${look.width}`);
  },
);

test.each(looks.filter((_look, index) => index % 3 === 0))(
  'Home, pipeline, timeline, drawer and tour are whole and legible, in $theme at $width px',
  async (look) => {
    const { me } = await enter({ hasStories: true, look: { ...look, isNew: true } });
    const at = `${look.theme} ${look.width}`;
    await looksRight(me, `tour ${at}`);
    await me.page.getByRole('complementary', { name: 'Tour' }).getByRole('button', { name: 'Skip' }).click();
    await me.type('/pipeline');
    await me.sees(/open deal/);
    await looksRight(me, `pipeline ${at}`);
    await me.type('/timeline Rentfield');
    await me.seesModal('newest call first');
    await looksRight(me, `timeline ${at}`);
    await me
      .button(/^Open the note of/)
      .first()
      .click();
    await me.button('Back to the timeline').waitFor();
    await looksRight(me, `note ${at}`);
    await closeModal(me);
    await me.page.getByRole('tab', { name: 'Home' }).click();
    await me.button('Digest now').waitFor();
    await looksRight(me, `home ${at}`);
    await me.button(/^Inspect/).click();
    await me.page
      .getByRole('complementary', { name: 'Developer drawer' })
      .getByText(/views.publish/)
      .first()
      .waitFor();
    await looksRight(me, `drawer ${at}`);
  },
);

test('the theme and who one is are chosen by hand and remembered', async () => {
  const { me } = await enter();
  const background = () => me.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await me.button('Use the dark theme').click();
  await me.becomes('Ben Carter');
  await me.page.getByText('America/Los_Angeles').waitFor();
  const dark = await background();
  expect(dark).not.toBe(light);
  await me.isAccessible();
  await me.page.reload();
  await me.page.getByText('America/Los_Angeles').waitFor();
  expect(await background()).toBe(dark);
});

test('on a phone the channels come from the side and go away again', async () => {
  const { me } = await enter({ look: { theme: 'light', width: 360 } });
  await me.button('Channels').click();
  await looksRight(me, 'sidebar light 360');
  await me.goesTo(/sales/);
  await me.page.getByText('This is the start of #sales.').waitFor();
  await looksRight(me, 'channel light 360');
});

test.each(looks.filter((_look, index) => index % 3 === 0))(
  'answers, corrections, mending, sharing and handing over are whole and legible, in $theme at $width px',
  async (look) => {
    const { me } = await enter({ hasStories: true, look });
    const at = `${look.theme} ${look.width}`;
    await me.type('/ask What did Priya Sharma say about migration?');
    await me.sees('[1]');
    await looksRight(me, `answer ${at}`);
    await me.type('James Okafor wants the rollout plan by Friday.');
    await me.sees('Save this on');
    await looksRight(me, `offer ${at}`);

    const card = await briefOnRentfield(me);
    await card.getByRole('button', { name: /^Share/ }).click();
    await choosesUnder(me, 'Channel', { typing: 'deals', option: '#deals-emea' });
    await me.seesModal('will see it');
    await looksRight(me, `share ${at}`);
    await closeModal(me);
    await card.getByRole('button', { name: /^Why/ }).click();
    await opensRow(me, /^More actions .*Worry/);
    await looksRight(me, `row menu ${at}`);
    await me.page.keyboard.press('Escape');
    await choosesOnRow(me, /^More actions .*Worry/, 'No longer true');
    await me.seesModal('What is so now?');
    await looksRight(me, `contest ${at}`);
    await closeModal(me);

    await card.getByRole('button', { name: /full brief/ }).click();
    await me.modal.getByRole('button', { name: /^Hand this deal over/ }).click();
    await me.seesModal('This is what they get');
    await looksRight(me, `hand over ${at}`);
    await closeModal(me);
    await me.type('/timeline James Okafor');
    await me.modal.getByRole('button', { name: 'Correct a name or company' }).click();
    await me.modal.getByRole('button', { name: 'Same person as…' }).click();
    await me.seesModal('The same person as');
    await looksRight(me, `mend ${at}`);
  },
);
