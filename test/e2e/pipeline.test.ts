import { expect, test } from 'vitest';
import { desktop } from './browser.ts';
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

test.each([desktop, { ...desktop, width: 390 }])(
  'a deal that is put in commit says what its notes do not carry, on its page too, and is taken out',
  async (look) => {
    const { me } = await enter({ look });
    await logCall(me, {
      name: 'Nadia Frost',
      company: 'Millbrook',
      text: 'Met Nadia. She is worried about the rollout.',
    });
    await me.type('/brief Nadia');
    await readCard(me);
    await me.type('/pipeline commit Nadia');
    const put = await me.sees('Nadia Frost · Millbrook is in commit.');
    expect(await put.textContent()).toContain('nobody who signs was heard');
    await me.isAccessible();
    await me.takesPicture(`in-commit-${look.width}`);
    await me.type('/pipeline');
    const pipeline = await me.sees('In commit: 1 deal');
    await pipeline.getByRole('button', { name: 'Commit', exact: true }).click();
    await me.seesModal('Not carried whole');
    await me.isAccessible();
    await closeModal(me);
    await me.type('/pipeline commit');
    const all = await me.sees('Your notes do not carry all of it');
    await all.getByRole('button', { name: /^Take out/ }).click();
    await me.sees('is out of your commit.');
  },
);
