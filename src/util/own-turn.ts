import { setImmediate } from 'node:timers/promises';

/** A process has one event loop, and so one line of those who wait for a turn of it. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that nobody else gets; between two of them the loop looks at what came in. Asked
 * for before work of milliseconds, so that an acknowledgement waits for one such piece and not for all that are ready.
 */
export async function ownTurn(): Promise<void> {
  const turn = last.then(() => setImmediate());
  last = turn;
  await turn;
}
