import { expect, test } from 'vitest';
import { addDays } from '../../src/util/calendar.ts';
import { call, store } from '../support/filled.ts';
import { openEntrance } from './entrance.ts';
import { closeModal, field } from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

/** The day of the newest note: the one before it is on the page. */
const newest = '2026-11-24';
const tilda = { name: 'Tilda Grey', company: 'Moorgate' };

function calls(count: number) {
  return Array.from({ length: count }, (_, index) =>
    call({ ...tilda, day: addDays(newest, index - count), text: `Call number ${index} went as planned.` }),
  );
}

async function rows({ modal }: Visitor): Promise<readonly string[]> {
  return ((await modal.textContent()) ?? '').match(/Call number \d+/g) ?? [];
}

test('a timeline opens by name and pages from the newest call to the oldest, each once', async () => {
  const { me, stage } = await enter();
  await store(stage, calls(23));
  await me.type('/timeline Tilda');
  await me.seesModal('23 notes, newest call first');
  await me.isAccessible();
  const seen = [...(await rows(me))];
  for (const words of ['11 to 20 of 23', '21 to 23 of 23']) {
    await me.modal.getByRole('button', { name: 'The next page' }).click();
    await me.seesModal(words);
    seen.push(...(await rows(me)));
  }
  expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => `Call number ${22 - index}`));
  await me.modal.getByRole('button', { name: 'The page before' }).click();
  await me.seesModal('11 to 20 of 23');
});

test('calls are found by how they went and by their words, and one opens whole', async () => {
  const { me, stage } = await enter();
  const long = `We began late. ${'They went through it word for word. '.repeat(20)}The security review is the last hurdle.`;
  await store(stage, [
    ...calls(4),
    call({ ...tilda, day: newest, outcome: 'objection', text: long }),
    call({ ...tilda, day: newest, outcome: 'no_answer', text: 'Rang twice, nobody there.' }),
  ]);
  await me.type('/timeline Tilda');
  await me.seesModal('6 notes, newest call first');
  await me.modal.getByRole('combobox', { name: 'Choose' }).click();
  await me.modal.getByRole('option', { name: 'Objection' }).click();
  await me.seesModal('1 of 6 notes: Objection');
  expect(await me.modal.textContent()).not.toContain('Rang twice');
  await me.modal.getByRole('combobox', { name: 'Choose' }).click();
  await me.modal.getByRole('option', { name: 'All calls' }).click();
  await me.seesModal('6 notes, newest call first');

  await field(me, 'Search by words or by meaning').fill('hurdle');
  await me.modal.getByRole('button', { name: 'Search' }).click();
  await me.seesModal('“hurdle” is in 1 of 6 notes');
  expect(await me.modal.textContent()).toContain('last hurdle');
  expect(await me.modal.textContent()).not.toContain('We began late');
  await me.isAccessible();
  await me.modal
    .getByRole('button', { name: /^Open the note of/ })
    .first()
    .click();
  await me.seesModal('We began late.');
  expect(await me.modal.textContent()).toContain('The security review is the last hurdle.');
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Back to the timeline' }).click();
  await me.seesModal('“hurdle” is in 1 of 6 notes');
  await closeModal(me);
});
