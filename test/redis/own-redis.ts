import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { answers } from './global-setup.ts';

/** A Redis of the test's own, to be lost and to come back with nothing in it. */
export async function startOwnRedis() {
  const port = await freePort();
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', options, { stdio: 'ignore', cwd: '/tmp' });
    while (!(await answers(port))) await wait(20);
  }

  async function stop(): Promise<void> {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server?.kill('SIGKILL');
    await ended;
    server = undefined;
  }

  await start();
  onTestFinished(async () => {
    if (server) await stop();
  });
  return { url: `redis://127.0.0.1:${port}`, start, stop };
}
