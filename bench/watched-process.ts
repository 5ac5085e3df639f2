import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { twoFreePorts } from '../scripts/free-port.ts';
import { startMain } from '../test/support/process.ts';

export const signingSecret = 'a signing secret for load';

const startsWithinMs = 60_000;
const lookMs = 5;

export type Watched = Awaited<ReturnType<typeof startWatched>>;

/** A program that takes payloads on `PORT`, as a process of its own; how long it took until its port was open. */
export async function startWatched(program: readonly string[], env: Readonly<Record<string, string>>) {
  const [port, healthPort] = await twoFreePorts();
  const startedAt = performance.now();
  const settings = {
    SLACK_SIGNING_SECRET: signingSecret,
    PORT: String(port),
    HEALTH_PORT: String(healthPort),
  };
  const running = startMain({ ...env, ...settings }, program);
  while (!(await isOpen(port))) {
    if (performance.now() - startedAt > startsWithinMs || running.child.exitCode !== null)
      throw new Error(`${program.join(' ')} does not come up:\n${running.output()}`);
    await pause(lookMs);
  }
  const { pid = 0 } = running.child;
  return {
    startMs: performance.now() - startedAt,
    url: `http://127.0.0.1:${port}`,
    isAlive: () => running.child.exitCode === null && running.child.signalCode === null,
    /** Megabytes of memory that it holds, as Linux counts them. */
    async megabytes(): Promise<number> {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_000;
    },
    /** A figure of its `/metrics`, named with its labels; 0 where there is none. */
    async figure(name: string): Promise<number> {
      const text = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
      const line = text.split('\n').find((one) => one.startsWith(`salesmemory_${name} `));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
      running.child.kill(signal);
      await running.exit;
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
