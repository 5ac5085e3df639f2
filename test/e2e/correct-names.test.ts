import { expect, test } from 'vitest';
import { call, store } from '../support/filled.ts';
import { openEntrance } from './entrance.ts';
import { choosesUnder, closeModal } from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

async function opensMend(me: Visitor, timeline: string): Promise<void> {
  await me.type(`/timeline ${timeline}`);
  await me.seesModal('newest call first');
  await me.modal.getByRole('button', { name: 'Correct a name or company' }).click();
  await me.seesModal('What is not right?');
}

test('somebody known under two names becomes one person, and Undo makes them two again', async () => {
  const { me, stage } = await enter();
  await store(stage, [
    call({ name: 'Nora Quist', company: 'Tarn', day: '2026-11-17', text: 'She agreed to a pilot.' }),
    call({ name: 'Nora Quisst', company: 'Tarn', day: '2026-11-20', text: 'She asked about sign-on.' }),
  ]);
  await opensMend(me, 'Nora Quisst');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Same person as…' }).click();
  await choosesUnder(me, 'The same person as', { typing: 'Nora', option: 'Nora Quist · Tarn' });
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Next' }).click();
  await me.seesModal('Nothing is deleted. Undo brings everything back.');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Save' }).click();
  await me.seesModal('Saved.');
  await closeModal(me);

  await me.type('/timeline Nora Quist');
  await me.seesModal('2 notes, newest call first');
  expect(await me.modal.textContent()).not.toContain('Quisst');
  await closeModal(me);
  await opensMend(me, 'Nora Quist');
  await me.seesModal('In force, each to be undone by itself');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: /^Undo: Nora Quisst · Tarn/ }).click();
  await me.seesModal('are two people again');
  await closeModal(me);
  await me.type('/timeline Nora Quist');
  await me.seesModal('1 note, newest call first');
});
