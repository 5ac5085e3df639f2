import { expect, test } from 'vitest';
import { desktop } from './browser.ts';
import { openEntrance } from './entrance.ts';
import { choosesUnder, closeModal, field, logCall, readCard, save } from './steps.ts';

const { enter } = openEntrance();

test.each([desktop, { theme: 'dark' as const, width: 360 }])(
  'open deals come as a table that sorts, the pipeline and a score as pictures that tell in words what they show',
  async (look) => {
    const { me } = await enter({ look });
    const shade = look.theme === 'dark' ? 'Picture, dark' : 'Picture, light';
    const nadia = { name: 'Nadia Frost', company: 'Millbrook' };
    await logCall(me, { ...nadia, text: 'Met Nadia. Our quote is out at 48k EUR a year.' });
    await me.type('/log');
    await choosesUnder(me, 'Who', { typing: 'Nadia', option: 'Nadia Frost · Millbrook' });
    await field(me, 'What happened').fill('She agreed to a pilot.');
    await save(me).click();
    await me.seesModal('Saved on');
    await closeModal(me);
    await logCall(me, { name: 'Arlo Finch', company: 'Greywick', text: 'Met Arlo, who wants 9k EUR.' });
    await me.type('/brief Nadia');
    await readCard(me);
    await me.type('/pipeline');
    const pipeline = await me.sees('as far as you may see');
    const show = async (as: string) => {
      await pipeline.getByRole('combobox', { name: /^Show as/ }).click();
      await me.page.getByRole('option', { name: as }).click();
    };

    await show('Table of open deals');
    await me.sees('2 open deals');
    const table = me.page.getByRole('table', { name: '2 open deals' });
    const deals = () => table.getByRole('rowheader').allTextContents();
    await table.getByRole('button', { name: 'Amount' }).click();
    expect(await deals()).toEqual(['Arlo Finch · Greywick', 'Nadia Frost · Millbrook']);
    await table.getByRole('button', { name: 'Amount' }).click();
    expect(await deals()).toEqual(['Nadia Frost · Millbrook', 'Arlo Finch · Greywick']);
    await me.isAccessible();
    await me.takesPicture(`deals as a table ${look.width}`);

    await show(shade);
    await me.page.getByRole('img', { name: /Pilot agreed: 1 deal/ }).waitFor();
    await me.isAccessible();
    await me.takesPicture(`pipeline as a picture ${look.width}`);

    await me.type('/timeline Nadia');
    await me.seesModal('newest call first');
    await me.modal.getByRole('combobox', { name: /^Score over time/ }).click();
    await me.page.getByRole('option', { name: shade }).click();
    await me.seesModal('The picture and its table are in your DM.');
    await closeModal(me);
    await me.page.getByRole('img', { name: /^1: .*pilot agreed/ }).waitFor();
    await me.isAccessible();
    await me.takesPicture(`score as a picture ${look.width}`);
  },
);
