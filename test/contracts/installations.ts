import { expect, test } from 'vitest';
import {
  createClockwork,
  east,
  everyTeam,
  type ManyOptions,
  north,
  org,
  south,
  west,
} from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { ava } from '../support/world.ts';

const dayMs = 86_400_000;

/** What is stored of installations, over the whole time that one lasts; runs over a real Hindsight too. */
export function installationsLast(name: string, options: () => Pick<ManyOptions, 'hindsight'>): void {
  test(`${name}: what was left is erased after thirty days and not a day before, and nothing else is`, async () => {
    const { many, now, moveTo, until, beat } = await createClockwork({ transport: 'http', ...options() });
    try {
      await many.install(north, south, org);
      for (const team of everyTeam)
        await logNewPerson(many.person(team, ava), {
          name: `Pat ${team}`,
          company: 'House',
          text: `Good call of ${team}`,
        });
      const knows = async (team: string) => (await many.bank(team)).includes(`Good call of ${team}`);
      await many.restartBot();
      many.front.grantOf(south).isRevoked = true;
      await many.slackOf(south).hand.uninstallApp();
      await expect.poll(() => many.figures()).not.toContain(`memory_up{team="${south}"}`);
      expect(many.logged.join()).toMatch(
        /T0SOUTH001.*erased on \d{4}-\d\d-\d\d, unless it is installed again/,
      );
      moveTo(now().getTime() + 29 * dayMs);
      for (let round = 0; round < 4; round += 1) {
        beat();
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      expect(await knows(south)).toBe(true);
      moveTo(now().getTime() + 1.1 * dayMs);
      await until(async () => !(await knows(south)));
      await until(async () => !(await many.bank('installations')).includes('ending-'));
      expect(await many.bank(`${south}-state`)).not.toContain('kind:');
      for (const team of [north, east, west]) expect(await knows(team)).toBe(true);
      expect(many.logged.join()).toContain('thirty days after it was left');
      // Tokens were renewed on the way; whoever comes back begins with nothing.
      await many.install(south);
      for (const team of everyTeam)
        await logNewPerson(many.person(team, ava), {
          name: `Kim ${team}`,
          company: 'Yard',
          text: `Another call of ${team}`,
        });
      expect(await knows(south)).toBe(false);
    } finally {
      await many.close();
    }
  }, 120_000);
}
