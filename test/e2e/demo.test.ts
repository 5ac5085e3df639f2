import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { startDemo } from './demo-process.ts';
import { openEntrance } from './entrance.ts';
import { fillForm, logCall, save } from './steps.ts';

const { visit } = openEntrance();
const newcomer = { name: 'Wilhelmina Quirke', company: 'Oakline', text: 'She wants a pilot in spring.' };

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A port that somebody listens on; `leave` frees it. */
async function takePort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { port: String(port), leave: () => new Promise((resolve) => server.close(resolve)) };
}

test('a demo that was killed keeps every saved note, and an open page finds it again', async () => {
  const data = await dataFolder();
  const { port, leave } = await takePort();
  await leave();
  const first = startDemo('--data', data, '--port', port);
  const me = await visit(await first.url());
  await logCall(me, newcomer);
  await fillForm(me, { name: 'Oona Blake', company: 'Tallygate', text: 'She signs the papers.' });
  await save(me).click();
  await me.seesModal('Saved on');
  me.expectsTrouble(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY|ERR_CONNECTION_RESET/);
  await first.end('SIGKILL');
  await me.page.getByText('The workspace does not answer. Trying again…').waitFor();

  const second = startDemo('--data', data, '--port', port);
  await second.url();
  await me.page.getByText('bot connected').waitFor();
  // What it prints after the page's address comes in a piece of its own on a busy machine.
  await vi.waitFor(() => expect(second.said()).toContain('Memory holds the notes of an earlier run.'));
  await me.page.keyboard.press('Escape');
  for (const name of ['Wilhelmina', 'Oona']) {
    await me.type(`/brief ${name}`);
    await me.sees(new RegExp(`${name}.*One note so far`));
  }
});

test('two demos run side by side on ports and notes of their own', async () => {
  const data = await dataFolder();
  const one = startDemo('--data', data, '--port', '0');
  const url = await one.url();
  const other = startDemo('--data', data, '--port', '0');
  const otherUrl = await other.url();
  expect(otherUrl).not.toBe(url);
  await logCall(await visit(url), newcomer);
  const stranger = await visit(otherUrl);
  await stranger.type('/brief Wilhelmina');
  await stranger.sees('Nothing on Wilhelmina yet');
  await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')]);
});

test('a port in use is named, with the way out', async () => {
  const { port, leave } = await takePort();
  const demo = startDemo('--data', await dataFolder(), '--port', port);
  expect(await demo.exit).toBe(1);
  expect(demo.said()).toContain(`Port ${port} is in use: choose another with --port, or leave it out.`);
  await leave();
});

test('help is shown and is no failure', async () => {
  const demo = startDemo('--help');
  expect(await demo.exit).toBe(0);
  expect(demo.said()).toMatch(/^npm run demo -- [\s\S]*--data/);
});

test.each([
  { args: ['--prot', '4000'], says: 'There is no option --prot.' },
  { args: ['-x'], says: 'There is no option -x.' },
  { args: ['please'], says: '"please" belongs to no option.' },
  { args: ['--port'], says: '--port needs a value after it.' },
  { args: ['--port', 'eighty'], says: '--port takes a number from 0 to 65535, not "eighty".' },
  { args: ['--port', '70000'], says: '--port takes a number from 0 to 65535, not "70000".' },
  { args: ['--hindsight', 'localhost'], says: '--hindsight takes an address such as http://localhost:8888' },
  {
    args: ['--hindsight', 'http://127.0.0.1:9'],
    says: 'Hindsight does not answer at http://127.0.0.1:9: start it',
  },
  { args: ['--data', 'package.json'], says: 'name another folder with --data' },
])('$args is answered with one sentence and the way out', async ({ args, says }) => {
  const demo = startDemo('--data', await dataFolder(), ...args);
  expect(await demo.exit).toBe(1);
  const [first = ''] = demo.said().split('\n');
  expect(first).toMatch(/^The demo could not start\. /);
  expect(first).toContain(says);
  expect(demo.said()).not.toMatch(/at .*\.ts:\d/);
});
