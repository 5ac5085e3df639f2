import { expect, test } from 'vitest';
import { desktop } from './browser.ts';
import { openEntrance } from './entrance.ts';

const { enter } = openEntrance();

const sheet = [
  'Activity date,Associated Contact,Associated Company,Call notes,Call outcome,Deal stage',
  '2026-11-17 09:30,Mona Reyes,Hollowmere,"<p>Wants the rollout plan, by Friday</p>",Connected,Proposal',
  '2026-11-12 11:00,Mona Reyes,Hollowmere,Rang twice,No answer,Proposal',
  '2026-06-02 10:00,Ida Falk,Gransee,Began well,Connected,Qualified',
  '2026-05-02 10:00,Per Holm,Vintra,Went with another one,Connected,Closed Lost',
  ',Otto Brandvold,Fennick,Asked about seats,Connected,Qualified',
].join('\n');

test.each([desktop, { ...desktop, width: 390 }])(
  'a CSV is attached, looked at, changed, stored and taken back',
  async (look) => {
    const { me, stage } = await enter({ hasStories: true, look });
    const before = (await stage.notes()).length;
    const hasKeys = look.width === desktop.width;
    const attach = me.page.getByRole('button', { name: 'Attach a file' });
    await me.page.getByText('This is your conversation').waitFor();
    // Where there are keys the composer takes them once it is there: a press before that would be its own.
    if (hasKeys) await me.page.locator('.composer textarea:focus').waitFor();
    const chooser = me.page.waitForEvent('filechooser');
    await (hasKeys ? attach.press('Enter') : attach.click());
    const file = { name: 'hollowmere.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) };
    await (await chooser).setFiles(file);
    const preview = await me.sees('4 new, 1 not readable.');
    const text = (await preview.textContent()) ?? '';
    expect(text).toContain('Wants the rollout plan, by Friday');
    expect(text).toContain('row 6: no day');
    expect(text).toContain('1 open. 1 dormant');
    await me.isAccessible();
    await me.takesPicture(`import-preview-${look.width}`);
    expect(await stage.notes()).toHaveLength(before);

    await preview.getByRole('button', { name: /Change what the columns are/ }).click();
    await me.seesModal('How dates are written');
    await me.isAccessible();
    await me.takesPicture(`import-change-${look.width}`);
    await me.modal.getByRole('checkbox', { name: 'Share with my team' }).check();
    await me.modal.getByRole('button', { name: 'Show it' }).click();
    const shared = await me.sees('Shared with the team.');
    await shared.getByRole('button', { name: 'Import 4 notes' }).click();
    const done = await me.sees('4 notes from hollowmere.csv are stored.');
    await me.takesPicture(`import-done-${look.width}`);
    expect(await stage.notes()).toHaveLength(before + 4);
    await done.getByRole('button', { name: 'Undo the import' }).click();
    await me.page.getByRole('button', { name: 'Undo it' }).click();
    await me.sees('The import of hollowmere.csv is undone: 4 notes deleted.');
    expect(await stage.notes()).toHaveLength(before);
  },
);
