import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { openEntrance } from './entrance.ts';
import { briefOnRentfield, call } from './steps.ts';
import type { Visitor } from './visitor.ts';

const { enter } = openEntrance();

const isFocused = (element: Locator) => element.evaluate((one) => one === document.activeElement);

/** Presses Tab until the element has the focus; fails after so many steps. */
async function tabsTo({ page }: Visitor, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    if (await isFocused(element)) return;
    await page.keyboard.press(key);
  }
  expect(await isFocused(element), 'Tab does not get there').toBe(true);
}

/** Whether a ring stands around what has the focus, or around the box it is in. */
const hasVisibleFocus = ({ page }: Visitor) =>
  page.evaluate(() => {
    const isRinged = (element: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    };
    const focused = document.activeElement ?? document.body;
    return isRinged(focused) || isRinged(focused.parentElement ?? focused);
  });

test('a call is logged without touching a mouse', async () => {
  const { me, stage } = await enter();
  const { keyboard } = me.page;
  expect(await isFocused(me.composer)).toBe(true);
  await keyboard.type('/lo');
  await me.page.getByRole('option', { name: /^\/log/ }).waitFor();
  await keyboard.press('Tab');
  await expect.poll(() => me.composer.inputValue(), { timeout: 5_000 }).toBe('/log ');
  await keyboard.press('Enter');

  const who = me.modal.getByRole('combobox', { name: 'Who' });
  await who.waitFor();
  await expect.poll(() => isFocused(who)).toBe(true);
  await keyboard.type(call.name);
  await me.modal.getByRole('option', { name: /^New person/ }).waitFor();
  await keyboard.press('Enter');
  const company = me.modal.getByRole('textbox', { name: 'Company' });
  await company.waitFor();
  await tabsTo(me, company);
  await keyboard.type(call.company);
  const text = me.modal.getByRole('textbox', { name: 'What happened' });
  await tabsTo(me, text);
  expect(await hasVisibleFocus(me)).toBe(true);
  await keyboard.type(call.text);
  await tabsTo(me, me.modal.getByRole('button', { name: 'Save' }));
  expect(await hasVisibleFocus(me)).toBe(true);
  await keyboard.press('Enter');
  await me.seesModal('Saved on Priya Sharma · Rentfield');
  expect(await stage.notes()).toHaveLength(1);

  await keyboard.press('Escape');
  await me.modal.waitFor({ state: 'hidden' });
  await expect.poll(() => isFocused(me.composer)).toBe(true);
});

test('the list of a field closes with the first Escape and the modal with the second, and the composer is back', async () => {
  const { me } = await enter();
  await me.page.keyboard.type('/log');
  await me.page.keyboard.press('Enter');
  const who = me.modal.getByRole('combobox', { name: 'Who' });
  await who.waitFor();
  await expect.poll(() => isFocused(who)).toBe(true);
  await me.page.keyboard.type('May');
  await me.modal.getByRole('listbox').waitFor();
  await me.page.keyboard.press('Escape');
  await me.modal.getByRole('listbox').waitFor({ state: 'hidden' });
  await me.page.keyboard.press('Escape');
  await me.modal.waitFor({ state: 'hidden' });
  await expect.poll(() => isFocused(me.composer)).toBe(true);
});

test('Tab stays out of the page behind a modal', async () => {
  const { me } = await enter();
  await me.type('/log');
  await me.seesModal('What happened');
  for (let step = 0; step < 25; step += 1) {
    await me.page.keyboard.press('Tab');
    const place = await me.page.evaluate(() => {
      const focused = document.activeElement;
      return focused?.closest('dialog') || focused === document.body ? 'in' : (focused?.outerHTML ?? 'none');
    });
    expect(place).toBe('in');
  }
});

test('every button in reach shows that it has the focus', async () => {
  const { me } = await enter({ hasStories: true });
  await me.type('/brief James Okafor');
  await me.sees('Last call');
  for (let step = 0; step < 25; step += 1) {
    await me.page.keyboard.press('Tab');
    const focused = await me.page.evaluate(() => {
      const active = document.activeElement;
      return active && active !== document.body ? active.outerHTML.slice(0, 200) : undefined;
    });
    if (focused) expect(await hasVisibleFocus(me), focused).toBe(true);
  }
});

test('a score is argued with and put back without touching a mouse, and each button says of what', async () => {
  const { me } = await enter({ hasStories: true });
  const { keyboard } = me.page;
  const card = await briefOnRentfield(me);
  await tabsTo(me, card.getByRole('button', { name: /^Why/ }));
  await keyboard.press('Enter');
  await me.seesModal('What would raise it');
  const named = await me.modal.getByRole('button').evaluateAll((all) =>
    all.map((one) => {
      const spoken = (one.getAttribute('aria-labelledby') ?? '').split(' ').flatMap((id) => {
        const words = document.getElementById(id);
        return words?.getAttribute('aria-label') ?? words?.textContent ?? [];
      });
      return spoken.join(' ') || one.getAttribute('aria-label') || one.textContent || '';
    }),
  );
  const rows = named.filter((name) => name.startsWith('More actions'));
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows).size).toBe(rows.length);

  const menu = me.modal.getByRole('button', { name: /^More actions .*Worry/ });
  await tabsTo(me, menu);
  expect(await hasVisibleFocus(me)).toBe(true);
  await keyboard.press('Enter');
  await me.modal.getByRole('menu').waitFor();
  await keyboard.press('Escape');
  await me.modal.getByRole('menu').waitFor({ state: 'detached' });
  expect(await isFocused(menu)).toBe(true);
  await keyboard.press('Enter');
  const noLonger = me.modal.getByRole('menuitem', { name: 'No longer true' });
  await noLonger.waitFor();
  for (let step = 0; step < 3 && !(await isFocused(noLonger)); step += 1) await keyboard.press('ArrowDown');
  expect(await isFocused(noLonger)).toBe(true);
  expect(await hasVisibleFocus(me)).toBe(true);
  await keyboard.press('Enter');
  const reason = me.modal.getByRole('textbox', { name: 'What is so now?' });
  await reason.waitFor();
  await tabsTo(me, reason);
  await keyboard.type('He said so by phone.');
  await tabsTo(me, me.modal.getByRole('button', { name: 'Save' }));
  await keyboard.press('Enter');
  await me.seesModal('Corrected');
  await tabsTo(me, me.modal.getByRole('button', { name: /^Undo: / }).first());
  await keyboard.press('Enter');
  await me.seesModal('Taken back.');
  await keyboard.press('Escape');
  await me.modal.waitFor({ state: 'hidden' });
});
