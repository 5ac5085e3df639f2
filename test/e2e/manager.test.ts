import { expect, test } from 'vitest';
import { desktop } from './browser.ts';
import { openEntrance } from './entrance.ts';
import { choosesUnder, closeModal, opensHomeOf } from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

/** Nadia, an admin, names herself as who leads Ava. */
async function leadsAva(me: Visitor): Promise<void> {
  await opensHomeOf(me, 'Nadia');
  await me.button('Name who leads').click();
  await me.seesModal('Each of them is told 7 days before.');
  await choosesUnder(me, 'Who leads', { typing: 'Nadia', option: /^Nadia/ });
  await me.isAccessible();
  await me.modal.getByRole('button', { name: 'Next' }).click();
  await me.seesModal('Whom does');
  await choosesUnder(me, 'Their people', { typing: 'Ava', option: /^Ava/ });
  await me.modal.getByRole('button', { name: 'Save' }).click();
  await me.seesModal('Who is new was told');
  await closeModal(me);
}

/** Two Mondays on: the first comes before the notice is over. */
async function passesTwoMondays(me: Visitor): Promise<void> {
  const inspect = me.button(/^Inspect/);
  if (await inspect.isVisible()) await inspect.click();
  else await me.page.keyboard.press('Control+.');
  for (let week = 0; week < 2; week += 1) await me.button('Next Monday 08:00').click();
  await me.button('Close the drawer').click();
}

test.each([desktop, { theme: 'dark' as const, width: 360 }])(
  'a manager has their people’s week in their own message and on pages, and a rep sees what they see, at $width px',
  async (look) => {
    const { me } = await enter({ look, hasStories: true });
    await leadsAva(me);
    await passesTwoMondays(me);
    await me.page.getByRole('tab', { name: 'Messages' }).click();
    const week = await me.sees('From notes shared with the team');
    expect(await week.textContent()).toContain('Your team');
    await me.isAccessible();
    await me.takesPicture(`manager-week-${look.width}`);
    await week.getByRole('button', { name: 'Open your team’s week' }).click();
    await me.seesModal('From notes shared with the team');
    await me.isAccessible();
    await me.takesPicture(`manager-page-${look.width}`);
    await me.modal.getByRole('combobox').first().click();
    await me.modal.getByRole('option', { name: /^Ava/ }).click();
    await me.seesModal(/open deals? in shared notes/);
    await me.isAccessible();
    await me.takesPicture(`manager-person-${look.width}`);
    await me.modal
      .getByRole('button', { name: /more actions|menu/i })
      .first()
      .click();
    await me.modal.getByRole('menuitem', { name: 'Ask about it…' }).click();
    await me.seesModal('Your message');
    await me.isAccessible();
    await me.takesPicture(`manager-ask-${look.width}`);
    await me.modal.getByRole('button', { name: 'Send' }).click();
    await me.seesModal('Sent to');
  },
);

test('a rep sees what their manager is shown, and takes a deal off it', async () => {
  const { me } = await enter({ hasStories: true });
  await leadsAva(me);
  await me.becomes('Ava');
  const told = await me.sees('gets a week of your deals');
  await told.getByRole('button', { name: 'What my manager sees' }).click();
  await me.seesModal('sees this from');
  await me.isAccessible();
  await me.takesPicture('what-my-manager-sees');
  const rows = me.modal.getByRole('button', { name: /^Unshare/ });
  const before = await rows.count();
  await rows.first().click();
  await me.page.getByRole('button', { name: 'Make private' }).click();
  await me.seesModal('yours alone now');
  expect(await rows.count()).toBe(before - 1);
});
