import { expect, test } from 'vitest';
import { call, store } from '../support/filled.ts';
import { openEntrance } from './entrance.ts';
import { closeModal, field } from './steps.ts';

const { enter } = openEntrance();

test('somebody is forgotten after a preview and their name, with a receipt, and no search finds them', async () => {
  const { me, stage } = await enter();
  const tilda = { name: 'Tilda Grey', company: 'Moorgate' };
  await store(stage, [
    call({ ...tilda, day: '2026-11-10', text: 'She keeps bees on the roof.' }),
    call({ ...tilda, day: '2026-11-17', text: 'They agreed to a pilot.' }),
    call({ name: 'Otto Lang', company: 'Hillside', day: '2026-11-17', text: 'Bees are not his thing.' }),
  ]);
  await me.type('/forget Tilda');
  const preview = await me.sees('Forget Tilda Grey · Moorgate');
  expect(await preview.textContent()).toContain('Goes: 2 notes of yours');
  await me.isAccessible();
  await preview.getByRole('button', { name: 'Forget my notes…' }).click();

  await me.seesModal('2 notes of yours');
  await me.isAccessible();
  const name = field(me, 'Type Tilda Grey to confirm');
  await name.fill('Tilda');
  await me.modal.getByRole('button', { name: 'Forget', exact: true }).click();
  await me.seesModal('Type Tilda Grey, as it stands above');
  expect(await stage.notes()).toHaveLength(3);
  await name.fill('Tilda Grey');
  await me.modal.getByRole('button', { name: 'Forget', exact: true }).click();
  await me.seesModal('Nothing of yours is left.');
  await closeModal(me);
  const receipt = await me.sees('Forgotten on Tilda Grey');
  expect(await receipt.textContent()).toContain('0 in the list, 0 by meaning, 0 by reading each');

  expect((await stage.notes()).map(({ text }) => text)).toEqual(['Bees are not his thing.']);
  await me.type('/timeline Tilda');
  await me.seesModal('Nothing on Tilda yet');
  await closeModal(me);
  await me.type('/timeline Otto');
  await me.seesModal('1 note, newest call first');
  await field(me, 'Search by words or by meaning').fill('roof');
  await me.modal.getByRole('button', { name: 'Search' }).click();
  await me.seesModal('No note has “roof”');
  expect(await me.modal.textContent()).not.toContain('on the roof');
});
