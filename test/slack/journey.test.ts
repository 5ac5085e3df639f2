import { afterEach, expect, test } from 'vitest';
import { logNewPerson, optionFor, personIn, textOf } from '../support/person.ts';
import { ava, createWorld, sales, type Transport, type World } from '../support/world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const transports: readonly Transport[] = ['socket', 'http'];

test.each(transports)(
  'a rep logs two calls, is briefed, edits a note and undoes it, over %s',
  async (transport) => {
    world = await createWorld({ transport });
    const me = personIn(world, ava);

    await logNewPerson(me, {
      name: 'Priya Sharma',
      company: 'Rentfield',
      text: 'She is nervous about the migration timeline. I promised to send the migration plan.',
    });
    await me.type(
      '/log Priya: They agreed to a pilot with 20 seats in March. Her VP of Sales joined the call.',
    );
    const form = await me.seesModal('Priya Sharma · Rentfield');
    const [who] = (await me.suggestions('log_who', 'pri')).options;
    expect(textOf(form.view)).toContain('They agreed to a pilot');
    await me.submit({
      log_who: who?.value ?? '',
      log_text_0: 'They agreed to a pilot with 20 seats in March.',
    });
    const receipt = await me.sees('They agreed to a pilot');
    expect(textOf(receipt)).toContain('Saved on Priya Sharma · Rentfield');

    await me.type('/brief priya', sales);
    const card = await me.sees('Do next', sales);
    expect(textOf(card)).toContain('Priya Sharma · Rentfield');
    expect(textOf(card)).toContain('nervous about the migration timeline');

    await me.press('brief_why', sales);
    await me.seesModal('Base');
    const points = [...me.modalText().matchAll(/^\*([+-]?\d+)\*/gm)].map(([, sum]) => Number(sum));
    const [, total] = /\*= (\d+)/.exec(me.modalText()) ?? [];
    expect(points.length).toBeGreaterThan(2);
    expect(points.reduce((sum, one) => sum + one, 0)).toBe(Number(total));

    await me.press('log_edit');
    await me.seesModal('How it went');
    await me.submit({
      log_who: await optionFor(me, 'Priya Sharma · Rentfield', 'pri'),
      log_text_0: 'No pilot after all, she says.',
    });
    await me.sees('Changed on Priya Sharma · Rentfield');
    await me.press('log_undo');
    await me.sees('Undone.');

    await me.type('/brief Priya');
    const thin = await me.sees('One note so far');
    expect(textOf(thin)).not.toContain('pilot');
  },
);
