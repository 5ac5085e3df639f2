import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../..');
const patienceMs = 30_000;

/** `npm run demo -- ...` as a process; it ends with the test. */
export function startDemo(...args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const pieces = [child.stdout, child.stderr];
  for (const stream of pieces) {
    stream?.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
  }
  // All that it printed is here by then, which on `exit` it need not be.
  const exit = once(child, 'close').then(([code]: unknown[]) => code);

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exit;
  }

  onTestFinished(() => end('SIGKILL'));
  return {
    exit,
    end,
    said: () => said,
    /** The address of the page, once it is served. */
    url: () =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const [, url] = /SalesMemory demo: (\S+)/.exec(said) ?? [];
          if (url) resolve(url);
        };
        for (const stream of pieces) stream?.on('data', look);
        look();
        setTimeout(() => reject(new Error(`The demo did not start: ${said}`)), patienceMs).unref();
        void exit.then(() => reject(new Error(`The demo ended: ${said}`)));
      }),
  };
}
