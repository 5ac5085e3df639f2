import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** `npm start` from the sources, with nothing in its environment but what is given. */
export function startMain(env: Readonly<Record<string, string>>) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exit = once(child, 'exit').then(([code]: unknown[]) => code);
  return { child, exit, output: () => output };
}
