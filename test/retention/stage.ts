import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { hindsightOf } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

export const nadia = 'U0NADIA003';
const progress = z.object({ done: z.string().nullable() });

/** A team whose clock stands until the test moves it, and whose beats come when it says so. */
export async function stageAt(start: string, options: WorldOptions = {}) {
  let at = new Date(start);
  const beats = new Set<() => void>();
  const world = await createWorld({
    now: () => at,
    every(_ms, beat) {
      beats.add(beat);
      return () => void beats.delete(beat);
    },
    ...options,
  });
  onTestFinished(() => world.close());
  const admin = personIn(world, nadia);
  const told = () => admin.texts().filter((text) => text.includes('erased for good'));

  async function beat(): Promise<void> {
    for (const one of beats) one();
    await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    world,
    told,
    beat,
    now: () => at,
    goTo(moment: string) {
      at = new Date(moment);
    },
    /** The clock at that moment, and the day's work done to its end. */
    async workOn(moment: string) {
      at = new Date(moment);
      const { state } = hindsightOf(world);
      const isDone = async () => {
        await beat();
        return progress.safeParse((await state.get('retention'))?.data).data?.done;
      };
      await expect.poll(isDone, { timeout: 15_000, interval: 50 }).toBe(moment.slice(0, 10));
    },
  };
}

/** What an admin says of somebody’s account. */
export function account(world: World, user: { id: string; name: string }, deleted: boolean): void {
  world.hand.changePeople([
    { ...user, real_name: user.name, tz: 'Europe/Stockholm', team_id: 'T0SANDBOX1', deleted },
  ]);
}
