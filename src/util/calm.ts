import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** How long is looked each time, in ms. */
const lookMs = 5;
/** What waits goes on after so many looks however busy the process is, so that it never stands still. */
const mostLooks = 10;
/** Of the time looked at, the part in which the event loop had something to do. */
const busiest = 0.4;

/**
 * Makes the line of those who wait for the event loop to have time: each resolves, one after the other, when the loop had
 * nothing to do for a good part of the last milliseconds. Work that can wait then leaves room for what must be answered at
 * once. `look` tells the loop's busy part of the next moment, from 0 to 1.
 */
export function createCalm(look = busyPart): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();

  async function untilCalm(): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks += 1) if ((await look()) <= busiest) return;
  }

  return () => {
    last = last.then(untilCalm);
    return last;
  };
}

async function busyPart(): Promise<number> {
  const before = performance.eventLoopUtilization();
  await pause(lookMs);
  return performance.eventLoopUtilization(before).utilization;
}
