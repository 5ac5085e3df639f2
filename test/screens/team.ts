import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { allFeatures } from '../../sandbox/company.ts';
import { seedBank, seedId } from '../../sandbox/seed/seed-bank.ts';
import { seedNotes } from '../../sandbox/seed/seed-notes.ts';
import type { Every } from '../../src/digest/clock.ts';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import { ava, ben, createWorld } from '../support/world.ts';
import { createWalker } from './walk.ts';

const zone = 'Europe/Stockholm';
const monday = '2026-03-16';
const hourMs = 3_600_000;

/** The small company on the morning of a Monday, with the demo's notes read; weeks come by themselves where `sendsWeeks`. */
export async function startTeam({ sendsWeeks = false } = {}) {
  const real = globalThis.fetch;
  const requests = watchRequests(real);
  globalThis.fetch = requests.fetch;
  const began = Date.now();
  let aheadMs = 0;
  const now = () => new Date(Date.parse(`${monday}T09:02:00Z`) + Date.now() - began + aheadMs);
  const beats: (() => void)[] = [];
  const every: Every = (_ms, work) => {
    beats.push(work);
    return () => undefined;
  };
  const world = await createWorld({
    env: { DIGEST_DEFAULT: sendsWeeks ? 'on' : 'off' },
    features: allFeatures,
    ...{ now, every },
    startsBot: false,
  });
  onTestFinished(async () => {
    globalThis.fetch = real;
    await world.close();
  });
  await seedBank({
    url: world.memory.url,
    bank: `${world.config.HINDSIGHT_BANK}-t0sandbox1`,
    notes: seedNotes({ today: monday, reps: [ava, ben], zone }),
    keys: { prospectKey, dealKey: (company, label) => dealKey({ name: company, company }, label) },
    makeId: seedId,
  });
  const quiet = () => requests.quietWith(async () => !waiting.test(await world.figures()));
  await world.restartBot();
  await quiet();
  return {
    world,
    quiet,
    /** Time goes on by so many hours, the last two of them one by one, and whatever is due is sent. */
    async pass(hours: number): Promise<void> {
      aheadMs += (hours - 2) * hourMs;
      for (const _hour of ['last but one', 'last']) {
        aheadMs += hourMs;
        for (const beat of beats) beat();
        await quiet();
      }
    },
    /** Somebody who presses whatever comes up, but for what `spares` names. */
    curious: (user: string, spares?: RegExp) => createWalker({ world, user, quiet, isCurious: true, spares }),
    /** Somebody who looks, and presses what they are told to. */
    calm: (user: string) => createWalker({ world, user, quiet, isCurious: false }),
  };
}

/** Something waits to be read, or to be done for somebody. */
const waiting = /^salesmemory_queue_depth\S* [1-9]/m;
const stillMs = 100;
const lookMs = 10;

/** Counts requests that are under way, so that one can wait until there are none. */
function watchRequests(real: typeof fetch) {
  let underWay = 0;
  let lastAt = performance.now();
  const counted: typeof fetch = async (input, init) => {
    underWay += 1;
    try {
      return await real(input, init);
    } finally {
      underWay -= 1;
      lastAt = performance.now();
    }
  };
  return {
    fetch: counted,
    /** Resolves when nothing was asked for a while, and nothing is owed. */
    async quietWith(isIdle: () => Promise<boolean>): Promise<void> {
      let [looks, before] = [0, performance.now()];
      while (looks < stillMs / lookMs || !(await isIdle())) {
        await pause(lookMs);
        const at = performance.now();
        // A busy machine may not have come to what is due.
        const isStill = underWay === 0 && at - lastAt > lookMs && at - before < 3 * lookMs;
        looks = isStill ? looks + 1 : 0;
        before = at;
      }
    },
  };
}

/** What several people saw, one after the other. */
export function together(people: Readonly<Record<string, ReturnType<typeof createWalker>>>): string {
  return Object.entries(people)
    .map(([name, { seen }]) => `====== ${name}\n\n${seen()}`)
    .join('\n');
}
