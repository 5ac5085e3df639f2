import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { call, choosesUnder, closeModal, field, logCall, save } from './steps.ts';

const { enter } = openEntrance();

test('a private note never reaches a colleague, and a shared one does', async () => {
  const { me } = await enter();
  await logCall(me, {
    name: 'Wilhelmina Quirke',
    company: 'Fleetline',
    text: 'Hidden worry about the merger.',
  });
  await logCall(me, { ...call, isShared: true });

  await me.becomes('Ben Carter');
  await me.type('/brief Wilhelmina');
  await me.sees('Nothing on Wilhelmina yet');
  await me.type('/brief Fleetline');
  await me.sees('Nothing on Fleetline yet');
  await me.type('/log');
  const who = me.modal.getByRole('combobox', { name: 'Who' });
  await who.click();
  await me.modal.getByRole('option', { name: 'Priya Sharma · Rentfield' }).waitFor();
  expect(await me.modal.getByRole('option').allTextContents()).toEqual(['Priya Sharma · Rentfield']);
  await closeModal(me);

  await me.type('/brief Priya');
  const card = await me.sees('Last call');
  await card.getByRole('button', { name: 'Notes' }).click();
  await me.seesModal('@Ava Lindqvist');
  expect(await me.modal.getByRole('button', { name: /Edit|Delete/ }).count()).toBe(0);
  await closeModal(me);
  expect(await me.page.locator('body').textContent()).not.toMatch(/merger|Quirke/);

  await me.becomes('Ava Lindqvist');
  await me.type('/brief Wilhelmina');
  await me.sees('Hidden worry about the merger.');
});

test('a colleague’s message is saved as a note from its menu, and the note keeps its words', async () => {
  const { me, stage } = await enter();
  await logCall(me);
  await me.becomes('Ben Carter');
  await me.goesTo(/sales/);
  await me.type('Priya says the budget is <approved> & signed');
  await me.sees('budget is <approved> & signed');

  await me.becomes('Ava Lindqvist');
  await me.goesTo(/sales/);
  const said = await me.sees('budget is <approved>');
  await said.hover();
  await said.getByRole('button', { name: 'More message actions' }).click();
  await me.isAccessible();
  await said.getByRole('menuitem', { name: /^Save as a call note/ }).click();
  await choosesUnder(me, 'Who', { typing: 'Pri', option: 'Priya Sharma · Rentfield' });
  await expect
    .poll(() => field(me, 'What happened').inputValue(), { timeout: 5_000 })
    .toBe('Priya says the budget is <approved> & signed');
  await save(me).click();
  await me.seesModal('Saved on');
  await closeModal(me);
  expect((await stage.notes()).map(({ text }) => text)).toContain(
    'Priya says the budget is <approved> & signed',
  );
});

test('the lightning menu opens the form without a message or a command', async () => {
  const { me } = await enter();
  await me.button('Shortcuts').click();
  await me.page.getByRole('menuitem', { name: /^Log a call/ }).click();
  await me.seesModal('What happened');
  await me.page.keyboard.press('Escape');
  await me.modal.waitFor({ state: 'hidden' });
});

test('a reload takes away what only one person saw in a channel, and leaves the DM as it was', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/brief James Okafor');
  await me.sees('Last call');
  await me.goesTo(/sales/);
  await me.type('/brief Maya');
  const card = await me.sees('Last call');
  expect(await card.textContent()).toContain('Only visible to you');

  await me.page.reload();
  await me.composer.waitFor();
  await me.sees('James Okafor');
  await me.goesTo(/sales/);
  await me.page.getByText('This is the start of #sales.').waitFor();
  expect(await me.messages.count()).toBe(0);
});

test('a brief kept from a channel stands in the DM after a reload', async () => {
  const { me } = await enter({ hasStories: true });
  await me.goesTo(/sales/);
  await me.type('/brief Maya');
  const card = await me.sees('Last call');
  const name = (await card.getByRole('heading').textContent()) ?? 'none';
  await card.getByRole('button', { name: /Keep in my DM/ }).click();
  await me.goesTo(/^SalesMemory/);
  await me.sees(name);
  await me.page.reload();
  await me.sees(name);
});
