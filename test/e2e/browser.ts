import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** How somebody looks at the page. */
export interface Look {
  readonly theme: 'light' | 'dark';
  /** CSS pixels. */
  readonly width: number;
  /** Whether it is the first visit, with the tour beside the page. */
  readonly isNew?: boolean;
}

export const desktop: Look = { theme: 'light', width: 1280 };

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium, or the one that CHROMIUM_PATH names, with no font of the machine but DejaVu. */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const fonts = join(import.meta.dirname, 'fonts.conf');
  return chromium.launch({ executablePath, args: quiet, env: { ...process.env, FONTCONFIG_FILE: fonts } });
}

/** A browser of its own; times out sooner than a test. */
export async function openContext(browser: Browser, { theme, width, isNew }: Look): Promise<BrowserContext> {
  const isPhone = width < 720;
  const context = await browser.newContext({
    viewport: { width, height: isPhone ? 740 : 900 },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    hasTouch: isPhone,
  });
  context.setDefaultTimeout(15_000);
  if (!isNew) await context.addInitScript(() => localStorage.setItem('sandbox-tour', 'away'));
  return context;
}

/** What the browser's console and network hold against the page, as it goes. */
export function watchTrouble(page: Page): readonly string[] {
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`page: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A stream ends when its page goes.
    if (reason !== 'net::ERR_ABORTED') trouble.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`request: ${response.url()} ${response.status()}`);
  });
  return trouble;
}
