import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { call, choosesUnder, closeModal, field, fillForm, logCall, save } from './steps.ts';

const { enter } = openEntrance();

test('what is missing or wrong is said under its field, and the form keeps what was typed', async () => {
  const { me, stage } = await enter();
  await fillForm(me, { ...call, text: '   ' });
  await me.modal.getByLabel('When').fill('2999-01-01');
  await save(me).click();

  const day = me.modal.getByLabel('When');
  await me.seesModal('That date is in the future. When was the call?');
  expect(await day.getAttribute('aria-invalid')).toBe('true');
  expect(await field(me, 'What happened').getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => field(me, 'Company').inputValue(), { timeout: 5_000 }).toBe(call.company);
  await me.isAccessible();

  await day.fill('2026-11-24');
  await field(me, 'What happened').fill(call.text);
  await save(me).click();
  await me.seesModal('Saved on Priya Sharma · Rentfield');
  expect(await stage.notes()).toHaveLength(1);
});

test('a double click on Save stores one note and leaves one receipt', async () => {
  const { me, stage } = await enter();
  await fillForm(me, call);
  await save(me).dblclick();
  await me.seesModal('Saved on');
  await me.sees('Saved on Priya Sharma');
  expect(await me.messages.filter({ hasText: 'Saved on' }).count()).toBe(1);
  expect(await stage.notes()).toHaveLength(1);
});

test('a modal closed while the note is saved leaves its receipt in the DM', async () => {
  const { me, stage } = await enter();
  await fillForm(me, call);
  stage.memory.faults.set({ kind: 'delay', ms: 2_000 });
  await save(me).click();
  await me.seesModal('Saving…');
  await closeModal(me);
  await me.sees('Saved on Priya Sharma · Rentfield');
  stage.memory.faults.set(undefined);
  expect(await stage.notes()).toHaveLength(1);
});

test('a note is edited from its receipt, and then undone', async () => {
  const { me, stage } = await enter();
  const receipt = await logCall(me);
  await receipt.getByRole('button', { name: 'Edit this note' }).click();
  await me.seesModal('Edit the note');
  await expect.poll(() => field(me, 'What happened').inputValue(), { timeout: 5_000 }).toBe(call.text);
  await field(me, 'What happened').fill('She wants the plan by Friday.');
  await save(me).click();
  await me.seesModal('Changed on Priya Sharma · Rentfield');
  await closeModal(me);
  const changed = await me.sees('She wants the plan by Friday.');
  expect((await stage.notes()).map(({ text }) => text)).toEqual(['She wants the plan by Friday.']);

  await changed.getByRole('button', { name: 'Undo: delete this note' }).click();
  await me.sees('Undone. The note is deleted, and no brief will use it.');
  expect(await stage.notes()).toEqual([]);
  await me.isAccessible();
});

test('a call logged on somebody known moves the score, and the receipt says by what', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/log Priya: She signed off the pilot budget with the CFO.');
  await me.seesModal('Several match');
  await choosesUnder(me, 'Who', { typing: 'Priya Sharma', option: /Rentfield/ });
  await save(me).click();
  const receipt = await me.sees(/\d+ → \d+/);
  const [, before, after, parts = ''] =
    /(\d+) → (\d+)[^:]*: (.*?)(?:Now open|Only|Your team|Undo)/s.exec((await receipt.textContent()) ?? '') ??
    [];
  const sum = [...parts.matchAll(/[+-]\d+(?=,|\s|$)/g)].reduce(
    (total, [points]) => total + Number(points),
    0,
  );
  expect(sum).toBe(Number(after) - Number(before));
});
