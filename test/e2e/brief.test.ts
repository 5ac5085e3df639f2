import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { briefOnRentfield, closeModal } from './steps.ts';

const { enter } = openEntrance();

test('the notes of a brief stand whole in a modal, with the words that it rests on marked', async () => {
  const { me } = await enter({ hasStories: true });
  const card = await briefOnRentfield(me);
  await card.getByRole('button', { name: 'Notes' }).click();
  await me.seesModal('six years of visit records');
  const marked = await me.modal.locator('strong').allTextContents();
  expect(marked.filter((words) => words.includes('nervous about the migration timeline'))).toHaveLength(1);
  expect(marked.join()).not.toContain('six years of visit records');
  await me.isAccessible();
  await closeModal(me);
});

test('why this score shows rows with evidence whose points add up to it', async () => {
  const { me } = await enter({ hasStories: true });
  const card = await briefOnRentfield(me);
  const [, shown] =
    /(\d+) (?:Hot|Warm|Cold|Ready|Lukewarm|On fire)/.exec((await card.textContent()) ?? '') ?? [];
  await card.getByRole('button', { name: /^Why/ }).click();
  await me.seesModal('What would raise it');
  const rows = await me.modal.locator('strong').allTextContents();
  const points = rows.filter((row) => /^[+-]?\d+$/.test(row)).map(Number);
  const [, total] = /= (\d+)/.exec(rows.join('\n')) ?? [];
  expect(points.length).toBeGreaterThan(3);
  expect(points.reduce((sum, one) => sum + one, 0)).toBe(Number(total));
  expect(shown ?? total).toBe(total);
  expect(await me.modal.textContent()).toMatch(/“.+” \[\d\]/);
  await me.isAccessible();
});

test('everything else of a brief is one press away, and a call is logged from it on the right person', async () => {
  const { me } = await enter({ hasStories: true });
  const card = await briefOnRentfield(me);
  await card.getByRole('button', { name: /full brief/ }).click();
  await me.seesModal(/Recommend|MEDDPICC|Known/i);
  await me.isAccessible();
  await closeModal(me);
  await card.getByRole('button', { name: 'Log a call' }).click();
  const who = me.modal.getByRole('combobox', { name: 'Who' });
  await who.waitFor();
  await expect.poll(() => who.inputValue(), { timeout: 5_000 }).toBe('Priya Sharma · Rentfield');
});
