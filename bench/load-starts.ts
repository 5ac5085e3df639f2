import { setTimeout as pause } from 'node:timers/promises';
import { startWatched } from './watched-process.ts';

const settledMs = 2_000;

/**
 * Starts a program and ends it in order, so that a Node that keeps compiled code has it for the next start: how long it
 * took, and what it holds once it has settled.
 */
export async function startOnce(program: readonly string[], env: Readonly<Record<string, string>>) {
  const started = await startWatched(program, env);
  await pause(settledMs);
  const megabytes = await started.megabytes();
  await started.end('SIGTERM');
  return { startMs: started.startMs, megabytes };
}
