import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { closeModal, logCall, readCard } from './steps.ts';

const { enter } = openEntrance();

test('an amount in a note is a figure of the pipeline, which opens its deal and its words', async () => {
  const { me } = await enter();
  const nadia = { name: 'Nadia Frost', company: 'Millbrook' };
  await logCall(me, { ...nadia, text: 'Met Nadia. Our quote is out at 48k EUR a year.' });
  await me.type('/brief Nadia');
  await readCard(me);
  await me.type('/pipeline');
  const shown = await me.sees('as far as you may see');
  expect(await shown.textContent()).toContain('48k EUR in 1 of 1 open deal');
  await me.isAccessible();
  await me.takesPicture('pipeline with money');
  await shown.getByRole('button', { name: 'Value', exact: true }).click();
  await me.seesModal('By stage');
  await me.isAccessible();
  await me.modal
    .getByRole('button', { name: /^\d+ deals?$/ })
    .first()
    .click();
  await me.seesModal('A brief comes to your DM');
  expect(await me.modal.textContent()).toContain('48k EUR a year “Our quote is out at 48k EUR a year”');
  await me.isAccessible();
  await me.takesPicture('deals behind a figure');
  await me.modal.getByRole('button', { name: 'Back' }).click();
  await me.seesModal('By stage');
  await closeModal(me);
  await me.type('/pipeline calibration');
  await me.sees('No deal is closed yet.');
});
