import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { watchTrouble } from './browser.ts';
import { accessibilityFaults } from './flaws.ts';

const pictures = join(import.meta.dirname, '../../.cache/e2e');

/** A person before the page, who knows it by its roles and names alone. */
export async function createVisitor(context: BrowserContext, url: string) {
  const page = await context.newPage();
  const found = watchTrouble(page);
  const expected: RegExp[] = [];
  await page.goto(url);
  const composer = page.getByRole('textbox', { name: /^Message / });
  const modal = page.getByRole('dialog');
  const messages = page.getByRole('log', { name: 'Messages' }).getByRole('article');
  await composer.waitFor();

  return {
    page,
    /** What the browser holds against the page, but for what was to be expected. */
    trouble: () => found.filter((one) => !expected.some((pattern) => pattern.test(one))),
    expectsTrouble: (pattern: RegExp) => void expected.push(pattern),
    composer,
    modal,
    /** All messages, oldest first. */
    messages,
    /** The newest message with these words. */
    message: (words: string | RegExp): Locator => messages.filter({ hasText: words }).last(),
    button: (name: string | RegExp): Locator => page.getByRole('button', { name }),
    /** Types a line into the composer key by key and sends it. */
    async type(line: string): Promise<void> {
      await composer.click();
      await composer.pressSequentially(line);
      await composer.press('Enter');
    },
    async sees(words: string | RegExp): Promise<Locator> {
      const message = messages.filter({ hasText: words }).last();
      await message.waitFor();
      return message;
    },
    async seesModal(words: string | RegExp): Promise<void> {
      await modal.getByText(words).first().waitFor();
    },
    async becomes(name: string): Promise<void> {
      const select = page.getByRole('combobox', { name: /You are/ });
      const [label = ''] = (await select.getByRole('option').allTextContents()).filter((text) =>
        text.startsWith(name),
      );
      await select.selectOption({ label });
      await composer.waitFor();
    },
    async goesTo(place: string | RegExp): Promise<void> {
      await page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name: place }).click();
    },
    /** Breaks or mends a service with its switch in the drawer. */
    async switches(service: 'Memory' | 'Model' | 'Slack', position: string): Promise<void> {
      const drawer = page.getByRole('complementary', { name: 'Developer drawer' });
      // The button in the head is out of reach while a modal is open.
      if (!(await drawer.isVisible())) await page.keyboard.press('Control+.');
      await drawer.getByRole('tab', { name: 'Controls' }).click();
      const choice = drawer.getByRole('group', { name: service }).getByRole('radio', {
        name: new RegExp(`^${position}`),
      });
      await choice.click();
      await drawer.getByRole('button', { name: 'Close the drawer' }).click();
    },
    /** Fails when axe finds a serious fault in what is shown. */
    async isAccessible(): Promise<void> {
      expect(await accessibilityFaults(page)).toEqual([]);
    },
    /** Keeps a picture to look at. */
    async takesPicture(name: string): Promise<void> {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name.replace(/[^\w-]+/g, '-')}.png`) });
    },
  };
}

export type Visitor = Awaited<ReturnType<typeof createVisitor>>;
