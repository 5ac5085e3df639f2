import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const largestBytes = 300_000;
const startMs = 120_000;
/** Of a longer message the beginning is shown. */
const tallest = 880;
/** Nothing half shown around a modal. */
const style = '.modal-layer { background: var(--sunken) }';
/** A modal whole, however long it is. */
const whole = '.modal.modal, .modal-form.modal-form { max-height: none }';

/** Starts the demo on a folder of its own and resolves with its address. */
function startDemo(data: string): Promise<{ url: string; demo: ChildProcess }> {
  const args = ['--import', 'tsx', 'sandbox/main.ts', '--data', data, '--port', '0'];
  const demo = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The demo did not start.')), startMs);
    let said = '';
    demo.stdout.on('data', (piece) => {
      said += String(piece);
      const [, url] = /SalesMemory demo: (\S+)/.exec(said) ?? [];
      if (!url) return;
      clearTimeout(timer);
      resolve({ url, demo });
    });
    demo.once('exit', () => reject(new Error('The demo ended.')));
  });
}

/** What lies around the element, as far as the page goes. */
async function frameOf(element: Locator, margin: number) {
  const box = await element.boundingBox();
  if (!box) throw new Error('There is nothing to see.');
  const x = Math.max(0, box.x - margin);
  const y = Math.max(0, box.y - margin);
  const height = Math.min(box.height, tallest);
  return { x, y, width: box.width + 2 * margin, height: height + 2 * margin };
}

interface Shot {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly margin: number;
}

/** One picture in light and one in dark; refuses one that is too large for the README. */
async function take(page: Page, element: Locator, { name, margin }: Shot): Promise<void> {
  const clip = await frameOf(element, margin);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const file = colorScheme === 'dark' ? `${name}-dark.png` : `${name}.png`;
    await page.screenshot({ path: join(docs, file), clip, style });
    const { size } = await stat(join(docs, file));
    if (size > largestBytes) throw new Error(`${file} has ${size} bytes, more than ${largestBytes}.`);
    console.log(`docs/${file}  ${Math.round(size / 1000)} kB`);
  }
}

async function type(page: Page, line: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message SalesMemory' });
  await composer.fill(line);
  await composer.press('Enter');
}

async function pictures(page: Page): Promise<void> {
  await type(page, '/brief Priya');
  await page.getByRole('button', { name: /^Priya Sharma · Rentfield/ }).click();
  const why = page.getByRole('button', { name: 'Why this score' });
  await why.waitFor();
  await page.mouse.move(0, 0);
  await take(page, page.getByRole('article').last(), { name: 'brief', margin: 0 });

  await why.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What would raise it').waitFor();
  await take(page, dialog, { name: 'evidence', margin: 14 });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  const call = 'She signed off the pilot budget. I promised the security papers by Friday.';
  await type(page, `/log Priya Sharma Rentfield: ${call}`);
  const who = dialog.getByRole('combobox', { name: 'Who' });
  await who.fill('Priya Sharma');
  await dialog.getByRole('option', { name: /Rentfield/ }).click();
  await dialog.getByRole('textbox', { name: 'What happened' }).fill(call);
  await take(page, dialog, { name: 'log', margin: 14 });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** A message as it stands in the conversation, once it says these words. */
async function sees(page: Page, words: string): Promise<Locator> {
  const article = page.getByRole('article').filter({ hasText: words }).last();
  await article.waitFor();
  await page.mouse.move(0, 0);
  return article;
}

const readMs = 300_000;

/** Until all notes are read: a figure of the half is none. */
async function allRead(page: Page): Promise<void> {
  const until = Date.now() + readMs;
  for (;;) {
    await type(page, '/pipeline');
    const shown = await sees(page, 'as far as you may see');
    await page.waitForTimeout(5_000);
    if (!(await shown.textContent())?.includes('not read yet')) return;
    if (Date.now() > until) throw new Error('The notes are not read yet.');
    await page.waitForTimeout(10_000);
  }
}

async function pipelinePictures(page: Page): Promise<void> {
  await allRead(page);
  for (const whom of ['James Okafor', 'Maya Chen']) {
    await type(page, `/pipeline commit ${whom}`);
    await page
      .getByRole('article')
      .filter({ hasText: new RegExp(`${whom} .*is in commit`) })
      .waitFor();
  }
  await type(page, '/pipeline');
  await take(page, await sees(page, 'In commit: 2 deals'), { name: 'pipeline', margin: 0 });
  await type(page, '/digest now');
  await take(page, await sees(page, 'Your week ·'), { name: 'week', margin: 0 });
}

async function scorePicture(page: Page): Promise<void> {
  await allRead(page);
  await type(page, '/timeline Priya Sharma Rentfield');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /^Score over time/ }).click();
  await page.getByRole('option', { name: 'Picture, light' }).click();
  await dialog.getByText('The picture and its table are in your DM.').waitFor();
  await page.keyboard.press('Escape');
  const message = page.getByRole('article').filter({ has: page.locator('img.picture') });
  await message.getByRole('img').evaluate((image: HTMLImageElement) => image.decode());
  await take(page, message, { name: 'score', margin: 0 });
}

/** Columns as one of the usual exports names them. */
const sheet = [
  'Subject,Call Outcome,Due Date,Contact Name,Account Name,Full Comments',
  'Call,Connected,2026-03-02,Nadia Voss,Hollowmere,"Wants the rollout plan, by Friday."',
  'Call,No answer,2026-03-09,Nadia Voss,Hollowmere,Left a voicemail about the plan.',
  'Call,Connected,2026-03-11,Arlo Finch,Greywick,"Their CFO signs, budget is 20k EUR."',
  'Call,Connected,soon,Arlo Finch,Greywick,Asked for a second date.',
].join('\n');

async function importPicture(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach a file' }).click();
  const file = { name: 'activities.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) };
  await (await chooser).setFiles(file);
  await take(page, await sees(page, '3 new, 1 not readable'), { name: 'import', margin: 0 });
}

async function becomes(page: Page, name: string): Promise<void> {
  const select = page.getByRole('combobox', { name: /You are/ });
  const labels = await select.getByRole('option').allTextContents();
  await select.selectOption({ label: labels.find((label) => label.startsWith(name)) ?? '' });
}

/** Nadia leads Ava and Ben: her week two Mondays on. */
async function managerPicture(page: Page): Promise<void> {
  await allRead(page);
  const dialog = page.getByRole('dialog');
  await becomes(page, 'Nadia');
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Name who leads' }).click();
  for (const [label, names, button] of [
    ['Who leads', ['Nadia'], 'Next'],
    ['Their people', ['Ava', 'Ben'], 'Save'],
  ] as const) {
    for (const name of names) {
      const box = dialog.getByRole('combobox', { name: label });
      await box.click();
      await box.fill(name);
      await dialog.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    }
    await dialog.getByRole('button', { name: button }).click();
  }
  await dialog.getByText('Who is new was told').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Inspect/ }).click();
  for (let week = 0; week < 2; week += 1)
    await page.getByRole('button', { name: 'Next Monday 08:00' }).click();
  await page.getByRole('button', { name: 'Close the drawer' }).click();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await take(page, await sees(page, 'From notes shared with the team'), { name: 'manager', margin: 0 });
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const viewport = { width: 980, height: 1_050 };
  const context = await browser.newContext({ viewport, locale: 'en-GB', deviceScaleFactor: 1.5 });
  await context.addInitScript(() => localStorage.setItem('sandbox-tour', 'away'));
  const page = await context.newPage();
  await page.goto(url);
  await page.addStyleTag({ content: whole });
  return page;
}

/** What can be drawn by itself, in this order: `npm run pictures -- manager`. */
const parts: readonly (readonly [name: string, draw: (page: Page) => Promise<void>])[] = [
  ['brief', pictures],
  ['pipeline', pipelinePictures],
  ['score', scorePicture],
  ['import', importPicture],
  ['manager', managerPicture],
];

const named = process.argv.slice(2);
const data = await mkdtemp(join(tmpdir(), 'pictures-'));
await mkdir(docs, { recursive: true });
const { url, demo } = await startDemo(data);
try {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--lang=en-GB'],
    env: { ...process.env, LANGUAGE: 'en_GB' },
  });
  const page = await openPage(browser, url);
  for (const [name, draw] of parts) {
    // A long message is seen whole.
    if (name !== 'brief') await page.setViewportSize({ width: 980, height: 1_900 });
    if (named.length === 0 || named.includes(name)) await draw(page);
  }
  await browser.close();
} finally {
  const ended = once(demo, 'exit');
  demo.kill();
  await ended;
  await rm(data, { recursive: true, force: true });
}
