import { expect, test } from 'vitest';
import { call, store } from '../support/filled.ts';
import { openEntrance } from './entrance.ts';
import { choosesOnRow, closeModal, field, readCard, save } from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

const nora = { name: 'Nora Quist', company: 'Tarn' };
const notes = [
  call({
    ...nora,
    day: '2026-11-10',
    text: 'The budget is frozen at Tarn. She is nervous about the cutover.',
  }),
  call({ ...nora, day: '2026-11-17', text: 'The CFO approved the budget this morning.' }),
  call({ ...nora, day: '2026-11-23', text: 'I will send her the rollout plan by Friday.' }),
];

const budget = /^More actions .*Budget confirmed/;

async function opened() {
  const { me, stage } = await enter();
  await store(stage, notes);
  await me.type('/brief Nora');
  return { me, card: await readCard(me) };
}

/** The total of the Why modal, once its rows have been added up. */
async function sumOf({ modal }: Visitor): Promise<number> {
  const rows = await modal.locator('strong').allTextContents();
  const points = rows.filter((row) => /^[+-]?\d+$/.test(row)).map(Number);
  const [, total] = /^= (\d+)/m.exec(rows.join('\n')) ?? [];
  expect(points.reduce((sum, one) => sum + one, 0)).toBe(Number(total));
  return Number(total);
}

test('a row of the score is argued with, the sum moves and adds up, and Undo brings it back', async () => {
  const { me, card } = await opened();
  await card.getByRole('button', { name: /^Why/ }).click();
  await me.seesModal('What would raise it');
  const before = await sumOf(me);
  await choosesOnRow(me, budget, 'No longer true');
  await me.seesModal('Everyone who can read that note sees your reason.');
  await me.isAccessible();
  await save(me).click();
  await me.seesModal('Please complete this required field.');
  await field(me, 'What is so now?').fill('The CFO took it back by phone.');
  await save(me).click();
  await me.seesModal('Corrected');
  const after = await sumOf(me);
  expect(after).toBeLessThan(before);
  expect(await me.modal.textContent()).toContain(`${before} → ${after}`);
  expect(await me.modal.textContent()).toContain('“The CFO took it back by phone.” (you)');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Undo: Budget confirmed' }).first().click();
  await me.seesModal('Taken back.');
  expect(await sumOf(me)).toBe(before);
});

test('a row of the score leads to its note and back', async () => {
  const { me, card } = await opened();
  await card.getByRole('button', { name: /^Why/ }).click();
  await choosesOnRow(me, budget, 'Open the note');
  await me.seesModal('The CFO approved the budget this morning.');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Back' }).click();
  await me.seesModal('What would raise it');
});

test('two notes that disagree are settled under More, and a promise ticked off there is gone from Home', async () => {
  const { me, card } = await opened();
  await me.page.getByRole('tab', { name: 'Home' }).click();
  await me.page.getByText('Promises due by').waitFor();
  await me.page.getByRole('tab', { name: 'Messages' }).click();
  await card.getByText('Two notes disagree').waitFor();
  await card.getByRole('button', { name: /full brief/ }).click();
  await me.seesModal('Two notes disagree on the budget');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Newer is right on the budget' }).click();
  await me.seesModal('Settled: newer is right');
  expect(await me.modal.textContent()).not.toContain('Two notes disagree');
  await me.modal.getByRole('button', { name: 'Done: Rollout plan' }).click();
  await me.seesModal('Promises kept');
  await me.isAccessible();
  await closeModal(me);
  await me.page.getByRole('tab', { name: 'Home' }).click();
  await me.page.getByText('1 of 1 open deal considered').waitFor();
  await me.page.getByText('Promises due by').waitFor({ state: 'detached' });
});
