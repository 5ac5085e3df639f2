import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const fromSources = ['--import', 'tsx', 'src/main.ts'];

/** `npm start`, from the sources where nothing else is said, with nothing in its environment but what is given. */
export function startMain(env: Readonly<Record<string, string>>, program: readonly string[] = fromSources) {
  const child: ChildProcess = spawn(process.execPath, program, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  // Not `exit`: what it said last may come after that.
  const exit = once(child, 'close').then(([code]: unknown[]) => code);
  return { child, exit, output: () => output };
}
